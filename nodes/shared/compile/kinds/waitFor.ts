/** Wait for Status: which values end the wait, and how long it may take. */
import { WAIT, WAIT_FOR, required } from '../../catalogue';
import type { WaitFor } from '../../catalogue';
import { parameterOf } from '../field';
import { ownParameters } from '../parts';
import type { KindParameters } from '../parts';

export function drawWaitFor({ wait: { values } }: WaitFor): KindParameters {
	return { own: [{ ...parameterOf(WAIT_FOR, required(values)), default: values.preset }, ...ownParameters(WAIT)] };
}
