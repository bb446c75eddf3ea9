/** Picks the fields of a record that a person or a model named, by the names of the simple form or by ways such as "network.id". */
import type { IDataObject } from 'n8n-workflow';
import type { RecordShape, RecordType, Resource } from '../../catalogue';
import { isSecretName, isTranslated, simpleForm, typeAt } from '../../catalogue/simple';
import { FieldProblem } from '../errors/errors';
import { toZone } from '../values/moments';
import { isObject } from '../values/objects';
import { several } from '../values/values';
import { simplified } from './simplify';
import type { Telling } from './simplify';

const LABEL = 'Field Names or IDs';

/** Names that a message offers in place of one that does not exist. */
const MOST_OFFERED = 3;

/** All that can be selected of a resource's records, the simple form first. */
export function selectable(resource: Resource): string[] {
	return [...new Set([...simpleForm(resource).map(({ name }) => name), ...waysIn(resource.record ?? {})])];
}

function waysIn(shape: RecordShape, before = ''): string[] {
	return Object.entries(shape).flatMap(([name, type]) => {
		const way = before + name;
		const inner = isTranslated(type) ? undefined : objectIn(type);
		return [way, ...(inner ? waysIn(inner, `${way}.`) : [])];
	});
}

function objectIn(type: RecordType): RecordShape | undefined {
	const one = Array.isArray(type) ? type[0] : type;
	return typeof one === 'object' && !Array.isArray(one) ? one : undefined;
}

/**
 * What picks the fields.
 *
 * @param given text with commas, a JSON array as text, or an array
 * @param added properties that the query asks for on top, which the record may not describe
 * @throws FieldProblem where nothing is given, or a name does not exist
 */
export function selection(resource: Resource, given: unknown, added: string[], telling: Telling) {
	const names = [...new Set(several(given).map(String))];
	if (names.length === 0) throw new FieldProblem(`${LABEL} is missing. Choose what Selected Fields is to give.`);
	const form = simpleForm(resource);
	const simple = form.filter(({ name }) => names.includes(name));
	const known = new Set(form.map(({ name }) => name));
	const ways = names.filter((name) => !known.has(name)).map((name) => name.split('.'));
	for (const way of ways) checkWay(resource, way, added);
	return (record: IDataObject): IDataObject => {
		const picked: IDataObject = {};
		const plain = simplified(record, simple, telling);
		for (const name of names) if (name in plain) picked[name] = plain[name];
		for (const way of ways) merge(picked, pick(record, way, resource.record, telling) as IDataObject | undefined);
		return picked;
	};
}

function checkWay(resource: Resource, way: string[], added: string[]): void {
	if (added.includes(way[0]) || typeAt(resource.record, way) !== undefined) return;
	const name = way.join('.');
	const near = nearest(
		name,
		selectable(resource).filter((one) => !isSecretName(one)),
	);
	throw new FieldProblem(
		`${LABEL} has ${JSON.stringify(name)}, which this record does not have. Nearest: ${near.join(', ')}.`,
	);
}

/** The part of a record on the way, in its own shape; of a list the part of each row. Undefined where there is none. */
function pick(value: unknown, [name, ...rest]: string[], type: RecordType | undefined, telling: Telling): unknown {
	if (name === undefined)
		return typeof type === 'string' && type === 'dateTime' && telling.timeZone
			? toZone(value, telling.timeZone)
			: value;
	if (Array.isArray(value)) return value.map((row) => pick(row, [name, ...rest], type, telling) ?? {});
	if (!isObject(value) || !Object.prototype.hasOwnProperty.call(value, name)) return undefined;
	const inner = pick(value[name], rest, typeAt(type, [name]), telling);
	return inner === undefined ? undefined : { [name]: inner };
}

/** Joins two parts of one record: what both have of an object, or of each row of a list. */
function merge(whole: IDataObject, part: IDataObject = {}): void {
	for (const [name, value] of Object.entries(part)) {
		const own = whole[name];
		if (isObject(own) && isObject(value)) merge(own as IDataObject, value as IDataObject);
		else if (Array.isArray(own) && Array.isArray(value)) {
			own.forEach(
				(row, index) =>
					isObject(row) && isObject(value[index]) && merge(row as IDataObject, value[index] as IDataObject),
			);
		} else whole[name] = value;
	}
}

/** The names that are most like one: that hold it or are held by it, then by how many pairs of letters they share. */
function nearest(wanted: string, names: string[]): string[] {
	const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
	const pairs = (text: string) => new Set([...text].slice(1).map((letter, index) => text[index] + letter));
	const own = pairs(plain(wanted));
	const likeness = (name: string) => {
		const other = pairs(plain(name));
		const shared = [...own].filter((pair) => other.has(pair)).length;
		return (2 * shared) / Math.max(1, own.size + other.size);
	};
	const rated = names.map((name) => ({ name, rate: likeness(name) }));
	return rated
		.sort((one, other) => other.rate - one.rate)
		.slice(0, MOST_OFFERED)
		.map(({ name }) => name);
}
