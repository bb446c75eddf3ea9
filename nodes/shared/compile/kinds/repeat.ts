/** Create Many: how many. */
import { REPEAT, pluralNoun } from '../../catalogue';
import type { Resource } from '../../catalogue';
import { ownParameters } from '../parts';
import type { KindParameters } from '../parts';

export function drawRepeat(resource: Resource): KindParameters {
	const { quantity } = REPEAT;
	const about = `How many ${pluralNoun(resource)} to make, at most ${quantity.max?.toLocaleString('en')}`;
	return { beforeBody: ownParameters({ quantity: { ...quantity, about } }) };
}
