/** The rows of a campaign that a run works on: which of them are alike, and what is told of them when all are done. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { RowOutcome } from '../../catalogue';
import { FieldProblem, named } from '../errors/errors';
import { identityOf, recordName } from '../records/identity';
import { hashOf } from '../values/canonicalJson';
import type { CampaignRecords } from './campaignRecords';

/** A row of a campaign, whose stamp the body bears. */
export interface CampaignRow {
	campaign: string;
	key: string;
	stamp: string;
	/** The day since when there may be records of the campaign, "2026-01-31"; undefined for ever. */
	began?: string;
}

export class CampaignRows {
	/** What is made of each row, as a hash, by its stamp. */
	private readonly entered = new Map<string, string>();
	/** The outputs of each row, by its stamp; of rows with the same key all. */
	private readonly outputs = new Map<string, INodeExecutionData[]>();
	/** The keys of rows that are alike, by what they have in common. */
	private readonly alike = new Map<string, Set<string>>();
	/** The keys of rows that have the key of another. */
	private readonly sameKeys: string[] = [];
	/** Rows that had a record before this run. */
	private existing = 0;

	/**
	 * Lets a row in; false where another one with the same key came before.
	 *
	 * @param values what is to be made of it
	 * @throws FieldProblem where that was something else
	 */
	enter({ key, stamp }: CampaignRow, values: unknown): boolean {
		const plain = key.toLowerCase().replace(/^0+(?=.)/, '');
		const alike = this.alike.get(plain) ?? new Set();
		this.alike.set(plain, alike.add(key));
		const hash = hashOf(values) ?? '';
		const before = this.entered.get(stamp);
		if (before === undefined) {
			this.entered.set(stamp, hash);
			return true;
		}
		if (before !== hash) {
			throw new FieldProblem(
				`Row Key ${JSON.stringify(key)} is that of another row of this run, which has other values. Give each row a key of its own.`,
			);
		}
		this.sameKeys.push(key);
		return false;
	}

	/** Keeps the output of a row, so that doubles found later can be told in it. */
	keep({ stamp }: CampaignRow, output: INodeExecutionData, outcome: RowOutcome): void {
		const before = this.outputs.get(stamp) ?? [];
		this.outputs.set(stamp, [...before, output]);
		if (outcome === 'existing' && before.length === 0) this.existing += 1;
	}

	/** Puts the doubles that were found into the outputs of their rows. */
	tellDoubles(records: CampaignRecords): void {
		for (const [stamp, [, ...doubles]] of records.doubles()) {
			for (const { json } of this.outputs.get(stamp) ?? []) json.doubles = doubles.map(identityOf);
		}
	}

	/** What is told of the rows at the end. */
	summary(records: CampaignRecords, noun: string, plural: string): string[] {
		const doubles = records.doubles().map(([, all]) => all);
		const alike = [...this.alike.values()].filter((keys) => keys.size > 1);
		const had = this.existing;
		const same = this.sameKeys.length;
		return [
			same > 0
				? `${same} ${same === 1 ? 'row has' : 'rows have'} the key of another row of this run, and one ${noun} for both: ${named(
						inQuotes(new Set(this.sameKeys)),
						', ',
					)}.`
				: '',
			had > 0 ? `${had} ${had === 1 ? 'row' : 'rows'} had ${had === 1 ? `a ${noun}` : plural} already.` : '',
			doubles.length > 0
				? `${doubles.length === 1 ? 'A row has' : `${doubles.length} rows have`} more than one ${noun}: ${named(
						doubles.map((all) => all.map((record) => recordName(record)).join(' and ')),
						'; ',
					)}. Take back all but one of each.`
				: '',
			alike.length > 0
				? `Row keys that differ only in upper and lower case or leading zeros count as different rows: ${named(
						alike.map((keys) => inQuotes(keys).join(' and ')),
						'; ',
					)}.`
				: '',
		].filter(Boolean);
	}
}

function inQuotes(keys: Set<string>): string[] {
	return [...keys].map((key) => JSON.stringify(key));
}
