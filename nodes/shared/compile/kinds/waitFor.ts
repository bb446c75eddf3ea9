/** Wait for Status: which values end the wait, and how long it may take. */
import { MOST_SECONDS, WAIT_FOR } from '../../catalogue';
import type { WaitFor } from '../../catalogue';
import { parameterOf } from '../field';
import type { KindParameters } from '../parts';

export function drawWaitFor({ wait }: WaitFor): KindParameters {
	return {
		own: [
			{ ...parameterOf(WAIT_FOR.waitFor, { ...wait.values, required: true }), default: wait.values.preset },
			{
				displayName: 'Wait at Most',
				name: WAIT_FOR.waitAtMost,
				type: 'number',
				required: true,
				typeOptions: { minValue: 1, maxValue: MOST_SECONDS, numberPrecision: 0 },
				default: 120,
				description: `In seconds, at most ${MOST_SECONDS.toLocaleString('en')}`,
			},
		],
	};
}
