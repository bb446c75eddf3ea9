/** What a run's end tells: the error of a run that failed, and in one sentence what became of the items of any other. */
import type { IDataObject } from 'n8n-workflow';
import { counted } from '../../catalogue/words';
import { Failure, named, shortened } from '../errors/errors';
import type { Past } from '../past/past';
import type { Kept } from '../past/pastStore';
import { identityOf, recordName } from '../records/identity';

/** What has become of an item over all tries. */
export interface ItemResult
	extends Pick<Past, 'outputs' | 'complete' | 'remembered' | 'onlyIds' | 'rehearsed' | 'room' | 'limit'> {
	/** Why not all is done, as far as this try knows; or that nobody knows. */
	failure?: Failure;
}

/** An item that has failed. */
export interface Failed {
	item: number;
	result: ItemResult;
	failure: Failure;
}

/** What a run has come to; an item that nobody has begun with is undefined. */
export type Results = Array<ItemResult | undefined>;

/** What the requests of a run have cost. */
export interface Traffic {
	/** Requests sent, those refused for the limit included. */
	requests: number;
	/** Seconds during which requests waited for the limit. */
	waitedSeconds: number;
}

/** All there is to tell of a run that has ended. */
export interface RunEnd {
	results: Results;
	/** Whether a person stopped it. */
	stopped: boolean;
	traffic: Traffic;
	/** What the items together have left to be told. */
	told: string[];
}

/** @param failure of the item in this try */
export function resultOf(past: Past | undefined, failure: Failure | undefined = past?.unknown): ItemResult | undefined {
	if (!past || !(past.complete || failure || past.outputs.length > 0)) return undefined;
	const { outputs, complete, remembered, onlyIds, rehearsed, room, limit } = past;
	return { outputs, complete, failure, remembered, onlyIds, rehearsed, room, limit };
}

const isDone = (result: ItemResult) => result.complete && !result.failure && !result.rehearsed;
const isInPart = (result: ItemResult) => !isDone(result) && !result.rehearsed && result.outputs.length > 0;
const isInDoubt = (result: ItemResult) => result.failure?.details.outcomeUnknown === true;

/**
 * The failure of a run that stopped in the middle, with what all its tries have done all the same.
 *
 * @param first the item whose failure is told
 * @param again what running it again does
 */
export function stopFailure(
	{ results, traffic, told }: RunEnd,
	first: Failed,
	kept: Kept,
	again = retryHint(kept),
): Failure {
	const { failure } = first;
	const details = { ...failure.details, nothing: undefined };
	const others = results.flatMap((result, item) => (result && item !== first.item ? [{ item, ...result }] : []));
	const [done, partly, unknown] = [isDone, isInPart, isInDoubt].map((is) => others.filter(is));
	if (done.length + partly.length + unknown.length === 0) return failure;
	const namesOf = (some: typeof others) =>
		named(
			some.map(({ item, outputs }) => `item ${item}: ${outputs.map(({ json }) => recordName(json)).join(', ')}`),
			'; ',
		);
	const summary = [
		`${done.length} of ${results.length} items were done before the run stopped`,
		done.length > 0 ? ` (${namesOf(done)})` : '',
		partly.length > 0 ? `, ${partly.length} in part (${namesOf(partly)})` : '',
		unknown.length > 0
			? `. Of these it is unknown: ${named(
					unknown.map(({ item }) => `item ${item}`),
					', ',
				)}`
			: '',
	].join('');
	const recordsOf = ({ item, outputs }: (typeof others)[number]) => ({
		item,
		records: outputs.map(({ json }) => identityOf(json)),
	});
	const data: IDataObject = {
		...details.data,
		done: done.map(recordsOf),
		partly: partly.map(recordsOf),
		unknown: unknown.map(({ item }) => ({ item })),
		...traffic,
	};
	const hint = [details.hint, `${summary}.`, ...told, again].filter(Boolean).join(' ');
	return new Failure(failure.message, { ...details, hint, data });
}

/** What Retry in n8n's list of executions will do, and what it cannot. */
function retryHint({ onlyIds, lost }: Kept): string {
	const limits = [
		'Retry of this execution sends only the rest. It would repeat what is done if you change the name of this node, or if you retry this execution once more after another retry of it: then retry the newest.',
		onlyIds > 0 ? `Of ${counted(onlyIds, 'item')} it gives only the IDs, as n8n would have to store too much.` : '',
		lost > 0 ? `It would repeat the last ${lost} of those done, as there are too many to store: do not retry it.` : '',
	];
	return limits.filter(Boolean).join(' ');
}

/** The item whose failure a run tells: of one that was to be done before one that was only rehearsed; undefined where there is none. */
export function firstToTell(results: Results): Failed | undefined {
	const failed = results.flatMap((result, item): Failed[] =>
		result?.failure ? [{ item, result, failure: result.failure }] : [],
	);
	return failed.find(({ result }) => !result.rehearsed) ?? failed[0];
}

/** What is told of the items' properties that fit no field; undefined where there are none. */
export function leftOutOf(columns: string[]): string | undefined {
	if (columns.length === 0) return undefined;
	const names = named(
		columns.map((column) => JSON.stringify(shortened(column))),
		', ',
	);
	return `No field is called by ${names}, so ${columns.length === 1 ? 'this column was' : 'these columns were'} left out. Rename what should be sent; Options > Unknown Columns can refuse the rest.`;
}

/** What became of the items of a run that has not failed; undefined where there is nothing worth telling. */
export function endOf({ results, stopped, traffic, told }: RunEnd): string | undefined {
	const { requests, waitedSeconds } = traffic;
	const known = results.filter((result) => result !== undefined);
	const [done, partly, doubt] = [isDone, isInPart, isInDoubt].map((is) => known.filter(is).length);
	const remembered = known.filter((result) => result.remembered).length;
	const onlyIds = known.filter((result) => result.onlyIds).length;
	const refused = known.filter((result) => result.failure && !isInDoubt(result)).length;
	const wentWell = done === results.length && remembered === 0;
	const isPlain = !stopped && wentWell && results.length <= 1 && waitedSeconds < LONG_WAIT;
	if (isPlain && told.length === 0) return undefined;
	const counts = [
		`${done} of ${results.length} items ${results.length === 1 ? 'was' : 'were'} done`,
		partly > 0 ? `${partly} in part` : '',
		refused > 0 ? `${refused} refused` : '',
		doubt > 0 ? `${doubt} in doubt` : '',
	];
	return [
		stopped ? 'The run was stopped.' : '',
		`${counts.filter(Boolean).join(', ')}.`,
		...told,
		remembered > 0 ? `An earlier execution did ${remembered} of them, so nothing was sent for these again.` : '',
		onlyIds > 0 ? `Of ${onlyIds} of these only the IDs are known; get the records for the rest.` : '',
		`${counted(requests, 'request')} ${requests === 1 ? 'was' : 'were'} sent${
			waitedSeconds > 0 ? `, with ${counted(waitedSeconds, 'second')} of waiting for the tenant's request limit` : ''
		}.`,
	]
		.filter(Boolean)
		.join(' ');
}

/** A wait for the tenant's limit that is worth telling even of one item, in seconds. */
const LONG_WAIT = 60;
