/** Create Once: the campaign, what tells its rows apart, and since when there may be records of it. */
import { ONCE } from '../../catalogue';
import { ownParameters } from '../parts';
import type { KindParameters } from '../parts';

export function drawOnceByMark(): KindParameters {
	return { beforeBody: ownParameters(ONCE) };
}
