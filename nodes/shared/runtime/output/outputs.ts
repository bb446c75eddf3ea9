/** From a record to an output of its item, as simple, whole or in part as Output says, linked to the input. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { pathOf } from '../../catalogue';
import type { Facts, Resource } from '../../catalogue';
import { echoOf } from '../../catalogue/echo';
import { OUTPUT, PARAMETER, TIMES, outputOptions } from '../../catalogue/form';
import { hasOutput, simpleForm } from '../../catalogue/simple';
import { FieldProblem } from '../errors/errors';
import type { Work } from '../run/work';
import type { Request } from '../send/request';
import { optionText } from '../values/read';
import type { Read } from '../values/read';
import { shown } from '../values/refuse';
import { isNoValueWord, isUnset } from '../values/unset';
import { selection } from './select';
import { idOf, simplified } from './simplify';
import type { Telling } from './simplify';

type Shape = (record: unknown) => INodeExecutionData;

/** How the records of a request become outputs of its item. */
export function shapeOf(
	{ context, resource, itemIndex, read }: Work,
	operation: Facts,
	{ query, path }: Request,
): Shape {
	const shape = recordShape(resource, operation, read, query, context.getTimezone());
	const acted = actedOn(resource, operation, path);
	return (record) => ({ json: withEcho(shape(record), acted, operation), pairedItem: { item: itemIndex } });
}

/** What an action or a delete was about: the values of its path, as they were sent. */
function actedOn(resource: Resource, operation: Facts, path: string): IDataObject {
	const values = path.split('/').map(decodeURIComponent);
	const places = pathOf(operation).split('/');
	return Object.fromEntries(
		echoOf(resource, operation).map(({ segment, name, isId }) => {
			const value = values[places.indexOf(`{${segment}}`)];
			return [name, (isId ? idOf(value) : value) as IDataObject[string]];
		}),
	);
}

/** The answer of an action with what it was about, and whether it is done, in place of AMPECO's `success`. */
function withEcho(answered: IDataObject, acted: IDataObject, { outcome }: Facts): IDataObject {
	if (outcome === undefined) return { ...answered, ...acted };
	const others = Object.fromEntries(Object.entries(answered).filter(([name]) => name !== 'success'));
	return { ...acted, ...others, [outcome]: true };
}

/**
 * What is shown of a record: its simple form with what the query asks for on top, all of it, or the fields that were named.
 *
 * @param timeZone the workflow's
 * @throws FieldProblem where Output or its fields name something that there is not
 */
export function recordShape(
	resource: Resource,
	operation: Facts,
	read: Read,
	query: IDataObject,
	timeZone: string,
): (record: unknown) => IDataObject {
	const output = hasOutput(resource, operation) ? outputOf(read(PARAMETER.output, OUTPUT.simplified)) : OUTPUT.raw;
	if (output === OUTPUT.raw) return toObject;
	const added = addedBy(query);
	const telling = tellingOf(outputOptions(resource, operation), read, timeZone);
	if (output === OUTPUT.selected) {
		const select = selection(resource, read(PARAMETER.fields, []), added, telling);
		return (record) => select(toObject(record));
	}
	const form = simpleForm(resource);
	return (record) => {
		const whole = toObject(record);
		return { ...simplified(whole, form, telling), ...pick(whole, added) };
	};
}

/** One of the values of Output, also by its name, as a model may write it; what gives none is not touched. */
function outputOf(given: unknown): string {
	const value = isUnset(given) || isNoValueWord(given) ? OUTPUT.simplified : given;
	const plain =
		typeof value === 'string'
			? value
					.trim()
					.toLowerCase()
					.replace(/ fields$/, '')
			: value;
	const known = Object.values(OUTPUT).find((one) => one === plain);
	if (known) return known;
	throw new FieldProblem(`Output must be simplified, raw or selected, but it is ${shown(given)}.`);
}

/** How values are told, by the options. Each is read by itself, as the request has read the rest. */
function tellingOf(options: string[], read: Read, timeZone: string): Telling {
	const given = (name: string) => (options.includes(name) ? optionText(read, name) : undefined);
	const times = given(PARAMETER.times) ?? TIMES.utc;
	if (times !== TIMES.utc && times !== TIMES.workflow) {
		throw new FieldProblem(`Times must be utc or workflow, but it is ${shown(times)}.`);
	}
	return { language: given(PARAMETER.language), ...(times === TIMES.workflow ? { timeZone } : {}) };
}

/** The same output with more properties. */
export function withProperties(output: INodeExecutionData, added?: IDataObject): INodeExecutionData {
	if (!added) return output;
	return { ...output, json: { ...output.json, ...added } };
}

/** The properties a query asks for on top: `include[]=zones` adds `zones`, `withPeriods=true` adds `periods`. */
function addedBy(query: IDataObject): string[] {
	const included = Array.isArray(query.include) ? query.include.map(String) : [];
	const flagged = Object.keys(query).filter((key) => /^with[A-Z]/.test(key) && query[key] === true);
	return [...included, ...flagged.map((key) => key[4].toLowerCase() + key.slice(5))];
}

function toObject(record: unknown): IDataObject {
	return typeof record === 'object' && record !== null && !Array.isArray(record)
		? (record as IDataObject)
		: { value: record as IDataObject['value'] };
}

function pick(record: IDataObject, properties: string[]): IDataObject {
	return Object.fromEntries(
		properties.filter((property) => property in record).map((property) => [property, record[property]]),
	);
}
