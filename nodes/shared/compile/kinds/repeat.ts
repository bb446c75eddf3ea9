/** Create Many: how many. */
import { MOST_REPEATS, REPEAT, pluralNoun } from '../../catalogue';
import type { Resource } from '../../catalogue';
import type { KindParameters } from '../parts';

export function drawRepeat(resource: Resource): KindParameters {
	return {
		beforeBody: [
			{
				displayName: 'Quantity',
				name: REPEAT.quantity,
				type: 'number',
				required: true,
				typeOptions: { minValue: 1, maxValue: MOST_REPEATS, numberPrecision: 0 },
				default: 10,
				description: `How many ${pluralNoun(resource)} to make, at most ${MOST_REPEATS.toLocaleString('en')}`,
			},
		],
	};
}
