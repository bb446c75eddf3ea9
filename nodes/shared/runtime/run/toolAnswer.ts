/**
 * How much a model is answered. It pays for every character and loses its way in a flood, so the answer of a tool ends at the
 * last record that fits. Its last item then says how much that is, and how to get the rest: nothing is cut in the middle, and
 * nothing is missing that is not told of.
 */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { LONGEST_ANSWER, PARAMETER, writes } from '../../catalogue/form';
import { counted } from '../../catalogue/words';
import type { Past } from '../past/past';
import { identityOf } from '../records/identity';
import { isNoValueWord, isUnset } from '../values/unset';
import { wholeNumber } from '../values/values';
import { isTool } from './work';
import type { RunFacts, Work } from './work';

/** Bytes in a KB. */
const KB = 1000;

/** Bytes kept free for what is said of an answer. */
const NOTE = 800;

/** What a list adds to each record so that another run goes on behind it. */
const NEXT_MARK = 'nextMark';

/**
 * Bytes of JSON that an answer may have; undefined where nobody but a workflow reads it, or a person has lifted the limit.
 *
 * @throws FieldProblem where Longest Answer is no number
 */
export function roomFor({ context, read }: Pick<Work, 'context' | 'read'>): number | undefined {
	if (!isTool(context)) return undefined;
	const given = read(`${PARAMETER.options}.${PARAMETER.longestAnswer}`, LONGEST_ANSWER);
	const value = isUnset(given) || isNoValueWord(given) ? LONGEST_ANSWER : given;
	const longest = wholeNumber(value, { label: 'Longest Answer' });
	return longest === 0 ? undefined : longest * KB;
}

/** What is known of an answer when it is handed over. */
type Answer = Pick<Past, 'outputs' | 'rehearsed' | 'room' | 'limit'>;

/** The outputs as they are, or as many as there is room for, with what is to be said of that. */
export function answerWithin(answer: Answer, facts: RunFacts): INodeExecutionData[] {
	const { outputs, room, limit } = answer;
	if (room === undefined) return outputs;
	const whole = limit === undefined ? outputs : [...outputs, noteOf(outputs, outputs, [moreThan(limit), HOW])];
	if (sizeOf(whole) <= room) return whole;
	const isDone = writes(facts) && !answer.rehearsed;
	const short = outputs.map((output) => ({
		...output,
		json: inShort(output.json, facts, isDone || outputs.length === 1),
	}));
	const shown = firstWithin(short, room - NOTE);
	const most = `an answer has ${room / KB} KB at most`;
	return [
		...shown,
		noteOf(shown, outputs, isDone ? [doneOf(outputs, shown), most] : missingOf(answer, facts, shown, most)),
	];
}

const HOW =
	'To get the rest, ask for less at a time: narrow the filters or the time, or take fewer fields. Where this tool lets you give none of that, tell the person who asked that there is more';

function moreThan(limit: number): string {
	return `There may be more than these, as Limit is ${limit.toLocaleString('en')}`;
}

/** Of what was carried out all is done, and must not be done again to see it. */
function doneOf(all: INodeExecutionData[], shown: INodeExecutionData[]): string {
	const done = all.length === 1 ? 'It is done' : `All ${all.length} are done`;
	return `${done}, so do not call this again to see more. Only what tells records apart is shown, of ${shown.length} of ${all.length}`;
}

function missingOf({ outputs, limit }: Answer, facts: RunFacts, shown: INodeExecutionData[], most: string): string[] {
	if (outputs.length === 1)
		return [`Only what tells this record from others is shown: it has ${inKb(outputs)} KB`, most, HOW];
	const isAll = shown.length === outputs.length;
	return [
		isAll
			? `All ${counted(outputs.length, 'record')} are shown, without their ${NEXT_MARK}`
			: `Only the first ${shown.length} of ${counted(outputs.length, 'record')} are shown`,
		most,
		...(hasMark(facts) && !isAll ? [`The ${NEXT_MARK} is not shown either, as it would pass over the rest`] : []),
		...(limit === undefined ? [] : [moreThan(limit)]),
		HOW,
	];
}

function inKb(outputs: INodeExecutionData[]): number {
	return Math.ceil(sizeOf(outputs) / KB);
}

function noteOf(shown: INodeExecutionData[], all: INodeExecutionData[], sentences: string[]): INodeExecutionData {
	const pairedItem = all[0]?.pairedItem;
	const note = sentences.map((sentence) => `${sentence[0].toUpperCase()}${sentence.slice(1)}.`).join(' ');
	return {
		json: { isComplete: false, shown: shown.length, read: all.length, note },
		...(pairedItem === undefined ? {} : { pairedItem }),
	};
}

/** A record of an answer without room: where nobody goes on behind it, or only what tells it from others. */
function inShort(json: IDataObject, facts: RunFacts, onlyIdentity: boolean): IDataObject {
	if (onlyIdentity) return identityOf(json);
	if (!hasMark(facts)) return json;
	return Object.fromEntries(Object.entries(json).filter(([name]) => name !== NEXT_MARK));
}

function hasMark({ adds }: RunFacts): boolean {
	return adds !== undefined && NEXT_MARK in adds;
}

function firstWithin(outputs: INodeExecutionData[], room: number): INodeExecutionData[] {
	let left = room;
	const end = outputs.findIndex((output) => (left -= sizeOf([output])) < 0);
	return end < 0 ? outputs : outputs.slice(0, end);
}

/** Bytes of the JSON that a model reads. */
function sizeOf(outputs: INodeExecutionData[]): number {
	return Buffer.byteLength(JSON.stringify(outputs.map(({ json }) => json)));
}
