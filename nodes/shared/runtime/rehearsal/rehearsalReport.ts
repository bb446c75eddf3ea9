/** What a dry run's end tells: how many rows would be done, and which have mistakes. */
import { methodOf, pathOf } from '../../catalogue';
import { Failure, named } from '../errors/errors';
import type { Kind } from '../errors/errors';
import type { ItemResult, Results } from '../run/report';
import type { RunFacts } from '../run/work';
import type { Would } from './rehearsal';

/** What would become of a row, in the order in which it is told. */
const OUTCOMES = ['created', 'updated', 'unchanged', 'left as they are', 'deleted', 'sent'] as const;

type Outcome = (typeof OUTCOMES)[number];

/** By what the kind of operation says itself. */
const SAID: Record<Would, Outcome> = {
	create: 'created',
	update: 'updated',
	unchanged: 'unchanged',
	existing: 'left as they are',
};

/** Failures that say nothing of a row: it could not be looked at. */
const NOT_CHECKED: Kind[] = ['denied', 'limit', 'unavailable', 'notReached', 'stopped'];

/** "250 rows checked: 247 would be created, 3 have mistakes." */
export function checkedOf(results: Results, facts: RunFacts, stopped: boolean): string {
	const rows = results.filter((result): result is ItemResult => result?.rehearsed === true);
	const others = results.filter((result) => result && !result.rehearsed).length;
	const counts = OUTCOMES.map((outcome) => ({
		outcome,
		count: rows.filter((row) => !row.failure && outcomeOf(row, facts) === outcome).length,
	})).filter(({ count }) => count > 0);
	const parts = counts.map(
		({ outcome, count }, index) => `${number(count)} ${index === 0 ? 'would be ' : ''}${outcome}`,
	);
	const unchecked = rows.filter(({ failure }) => failure && NOT_CHECKED.includes(failure.kind)).length;
	const mistakes = rows.filter(({ failure }) => failure).length - unchecked;
	if (mistakes > 0) parts.push(`${number(mistakes)} ${mistakes === 1 ? 'has a mistake' : 'have mistakes'}`);
	if (unchecked > 0) parts.push(`${number(unchecked)} could not be checked`);
	return [
		stopped ? 'The run was stopped.' : '',
		`${number(rows.length)} ${rows.length === 1 ? 'row' : 'rows'} checked: ${parts.join(', ')}.`,
		others > 0 ? `${number(others)} without Dry Run were really sent.` : 'Nothing was changed.',
	]
		.filter(Boolean)
		.join(' ');
}

/**
 * The failure of a dry run that is to stop at a mistake: all rows were checked, so all mistakes are told.
 *
 * @param first the first of them
 */
export function rehearsalFailure(results: Results, first: Failure, facts: RunFacts): Failure {
	if (results.length === 1) return first;
	const wrong = results.flatMap((result, item) =>
		result?.rehearsed && result.failure ? [{ item, failure: result.failure }] : [],
	);
	const mistakes = wrong.map(({ item, failure }) => `item ${item}: ${failure.message.replace(/\.$/, '')}`);
	return new Failure(checkedOf(results, facts, false), {
		kind: first.kind,
		hint: `${named(mistakes, '; ')}.`,
		data: { mistakes: wrong.map(({ item, failure }) => ({ item, error: failure.message, message: failure.hint })) },
	});
}

function outcomeOf({ outputs }: ItemResult, facts: RunFacts): Outcome {
	const would = outputs[0]?.json.would as Would | undefined;
	if (would) return SAID[would];
	const isRecord = pathOf(facts).startsWith('/public-api/resources/');
	switch (methodOf(facts)) {
		case 'DELETE':
			return 'deleted';
		case 'PATCH':
		case 'PUT':
			return isRecord ? 'updated' : 'sent';
		default:
			return isRecord ? 'created' : 'sent';
	}
}

function number(count: number): string {
	return count.toLocaleString('en');
}
