/** How a run ends: with an error, or with outputs and what is told beside them. */
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { methodOf } from '../../catalogue';
import { errorJson } from '../errors/errors';
import type { Failure } from '../errors/errors';
import type { Kept } from '../past/pastStore';
import { checkedOf, rehearsalFailure } from '../rehearsal/rehearsalReport';
import { endOf, leftOutOf, stopFailure } from './report';
import type { Failed, ItemResult, Results, RunEnd } from './report';
import { answerWithin } from './toolAnswer';
import type { RunFacts } from './work';

/**
 * The failure of a run that ends with an error.
 *
 * @param first the item whose failure is told
 */
export function failureOfRun(end: RunEnd, first: Failed, kept: Kept, facts: RunFacts): Failure {
	if (first.result.rehearsed) return rehearsalFailure(end.results, first.failure, facts);
	if (methodOf(facts) === 'GET') return first.failure;
	return stopFailure(end, first, kept, againHint(facts));
}

/**
 * What is told beside the outputs of a run.
 *
 * @param columns properties of its items that fit no field
 */
export function hintsOf(end: RunEnd, columns: string[], facts: RunFacts): string[] {
	const { results, stopped, told } = end;
	const ended = isRehearsal(results) ? [checkedOf(results, facts, stopped), ...told].join(' ') : endOf(end);
	return [ended, leftOutOf(columns)].filter((message) => message !== undefined);
}

/** Whether any item was only rehearsed. */
export function isRehearsal(results: Results): boolean {
	return results.some((result) => result?.rehearsed);
}

/** The outputs of all items, in the order of the items. */
export function collect(results: Results, facts: RunFacts, node: INode): INodeExecutionData[] {
	const all: INodeExecutionData[] = [];
	results.forEach((result, item) => {
		if (result) for (const output of outputsOf(result, item, facts, node)) all.push(output);
	});
	return all;
}

/** What an item gives: its outputs, as many as there is room for where a model reads them, and what it failed at. */
export function outputsOf(result: ItemResult, item: number, facts: RunFacts, node: INode): INodeExecutionData[] {
	const outputs = answerWithin(result, facts);
	const { failure } = result;
	return failure ? [...outputs, { json: errorJson(failure, node), pairedItem: { item } }] : outputs;
}

/** What running it again does, where that is something else than with other operations. */
function againHint({ looksFirst }: RunFacts): string | undefined {
	return looksFirst ? 'Run it again when that is mended: rows that have theirs are left alone.' : undefined;
}
