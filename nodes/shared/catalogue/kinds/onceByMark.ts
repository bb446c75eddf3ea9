/**
 * "Create Once": made of the create and the list that a resource has anyway. Each record bears a stamp of its row, which people
 * know as its mark, in a text that operators alone see, so that a row is known that has its record already. All there is to say
 * is which text, and how the list is asked for what was created since a day.
 */
import type { Facts } from '../facts';
import { date, required, text } from '../fields';
import type { FieldTable } from '../fields';
import { lowerCase } from '../words';
import { fieldIn, listOf, writeOf } from './derived';
import type { Derived, WithFilters } from './derived';

export interface OnceByMark extends Facts {
	kind: 'onceByMark';
	body: FieldTable;
	/** The list in which records are looked for. */
	list: WithFilters;
	/** The key of the text that bears the stamp. */
	note: string;
	created: CreatedFilter;
}

/** The key of the list's filter for one day of creation, or for a time after which. */
export type CreatedFilter = { on: string } | { after: string };

/** The parameters it has on top, by the names stored in workflows. */
export const ONCE = {
	campaign: required(
		text('Campaign', {
			example: 'Summer 2026',
			about: 'A name of your choice. It must stay the same whenever the campaign is run again.',
		}),
	),
	rowKey: required(
		text('Row Key', {
			example: 'M-1042',
			about: 'What tells the rows apart and stays with each, such as a member number. The number of the row does not.',
		}),
	),
	campaignBegan: date('Campaign Began', {
		about:
			'The day the campaign was first run, or one before. A later one makes records again. Without it all there are get read.',
	}),
} satisfies FieldTable;

/** What became of a row. */
export type RowOutcome = 'created' | 'existing';

/**
 * @param note the key of a text of the body, which the list shows and customers do not see
 * @param created the filter for the day or time of creation
 */
export function createOnce(note: string, created: CreatedFilter): Derived<OnceByMark> {
	return {
		from(siblings) {
			const create = writeOf(siblings, 'create');
			const list = listOf(siblings);
			fieldIn(create.body, note, siblings, 'createOnce names the field');
			fieldIn(list.filters, 'on' in created ? created.on : created.after, siblings, 'createOnce names the filter');
			return {
				...create,
				kind: 'onceByMark',
				list,
				note,
				created,
				adds: { outcome: 'text' },
				looksFirst: true,
				name: 'Create Once',
				action: `Create ${lowerCase(siblings.name)} once`,
				says: `Creates one ${lowerCase(siblings.name)} for each row of a campaign, however often it is run: a row that has one comes out with it`,
			};
		},
	};
}
