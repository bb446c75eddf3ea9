/** What becomes of a value in a field: one field, one form, by the package's own preparation of a request. */
import type { IDataObject } from 'n8n-workflow';
import type { Field, Operation, Resource } from '../../nodes/shared/catalogue/index.ts';
import { dist, loadNodes, registeredFolders, shared } from '../../tools/catalogue/built.mts';
import type { Form } from './forms.mts';
import { ZONE } from './forms.mts';

const { catalogue, form: contract, prepare } = shared(dist);

export const nodes = loadNodes(dist, registeredFolders());

/** Where a field stands. */
export type Place = 'body' | 'filter' | 'query' | 'path';

/** What became of a value: sent, left out, or the sentence, in which LABEL stands for the field's own. */
export type Outcome = { sent: unknown } | { said: string } | { leftOut: true };

export interface Placed {
	place: Place;
	key: string;
	field: Field;
	/** Where it was found, for messages. */
	of: string;
}

/** A way to fill a field in: what n8n stores for a value, and where the value is in what is sent. */
export interface Way {
	name: string;
	given(value: unknown): unknown;
	sent(wire: any): unknown;
	/** n8n drops it before the node sees it, so that it is tried without n8n alone. */
	dropped?: boolean;
	/** It stands in the entry for JSON beside the field. */
	beside?: boolean;
}

/** The name under which a value of the field is stored. */
export function storedName(key: string, { beside }: Way): string {
	return beside ? `${key}Json` : key;
}

const asItIs = (wire: unknown) => wire;
const PLAIN: Way = { name: '', given: (value) => value, sent: asItIs };
const BY_EXPRESSION: Way = { name: 'by one expression', given: (value) => value, sent: asItIs, dropped: true };
const AS_JSON: Way = { name: 'as JSON', given: (value) => value, sent: asItIs, beside: true };

/** The ways of a kind of field. */
export function waysOf(field: Field): Way[] {
	switch (field.kind) {
		case 'ref':
			return [{ ...PLAIN, given: (value) => ({ __rl: true, mode: 'id', value }) }];
		case 'refs':
			return [{ ...PLAIN, given: (value) => ({ ids: [{ ids: value }] }) }];
		case 'list':
			return field.columns ? [BY_EXPRESSION] : [AS_JSON, BY_EXPRESSION];
		case 'group':
		case 'oneOf':
			return [AS_JSON, BY_EXPRESSION];
		case 'map': {
			const given = (value: unknown) => ({ items: [{ key: 'k', value }] });
			return [{ name: 'the value of an entry', given, sent: (wire) => wire.k }, AS_JSON, BY_EXPRESSION];
		}
		case 'translations': {
			const given = (value: unknown) => ({ items: [{ locale: 'en', translation: value }] });
			const sent = (wire: any) => (Array.isArray(wire) ? wire[0].translation : wire.en);
			return [{ name: 'a text', given, sent }, BY_EXPRESSION];
		}
		default:
			return [PLAIN];
	}
}

/** What makes fields behave alike. */
export function kindOf({ place, field }: Placed): string {
	const { kind } = field;
	const type = 'type' in field ? field.type : undefined;
	const format = 'format' in field && ['plain', 'secret'].includes(field.format ?? '') ? field.format : undefined;
	const isKey = place === 'body' && kind === 'text' && catalogue.isKey(field) ? 'key' : undefined;
	const shape = kind === 'translations' ? field.shape : undefined;
	const many = kind === 'oneOf' && field.many ? 'many' : undefined;
	const parts = kind === 'group' && !contract.isOpen(field) ? 'required' : undefined;
	const columns = kind === 'list' && field.columns ? 'columns' : undefined;
	const inQuery = place === 'filter' || place === 'query';
	const hasNull = kind === 'choice' && field.options.some(({ value }) => value === 'null');
	const takesNull = hasNull || (inQuery && field.nullable) ? 'null' : undefined;
	return [place, kind, type, isKey, format, shape, many, parts, columns, takesNull].filter(Boolean).join(' ');
}

/** All fields of all operations, wherever they stand, each once. */
export function allFields(): Placed[] {
	const seen = new Map<Place, Set<Field>>();
	const all: Placed[] = [];
	const add = (place: Place, table: Record<string, Field> | undefined, of: string) => {
		const known = seen.get(place) ?? new Set();
		seen.set(place, known);
		for (const [key, field] of Object.entries(table ?? {})) {
			if (known.has(field)) continue;
			known.add(field);
			// One that is spread into the body is no value of its own.
			if (!catalogue.isInline(field)) all.push({ place, key, field, of: `${of} > ${field.label}` });
			for (const inner of catalogue.childrenOf(field)) add(place, inner, `${of} > ${field.label}`);
		}
	};
	for (const { resources } of nodes) {
		for (const resource of resources) {
			for (const [name, operation] of Object.entries(resource.operations)) {
				const of = `${resource.value}/${name}`;
				add('path', catalogue.pathFields(resource, operation), of);
				add('filter', operation.filters, of);
				add('query', operation.query, of);
				const { body } = operation;
				add('body', catalogue.isField(body) ? { items: body } : body, of);
			}
		}
	}
	return all;
}

/** An operation of that field alone. */
export function operationOf(
	{ place, key, field }: Placed,
	required: boolean,
): { resource: Resource; operation: Operation } {
	const table = { [key]: { ...field, required } };
	const facts = { says: 'Does', kind: 'once', effect: 'write' } as const;
	const operation = {
		path: { ...facts, route: `GET /public-api/{${key}}`, path: table },
		filter: { ...facts, kind: 'list', paging: 'none', route: 'GET /public-api', filters: table },
		query: { ...facts, kind: 'list', paging: 'none', route: 'GET /public-api', query: table },
		body: { ...facts, route: 'POST /public-api', body: table },
	}[place] as Operation;
	return {
		resource: { value: 'thing', name: 'Thing', operations: { do: operation } } as unknown as Resource,
		operation,
	};
}

/** Prepares the request of an operation that has nothing but the field. */
export function outcomeOf(
	placed: Placed,
	way: Way,
	{ value }: Form,
	how: { required?: boolean; skips?: boolean } = {},
): Outcome {
	const { place, key, field } = placed;
	const { resource, operation } = operationOf(placed, how.required === true);
	const given = way.given(value);
	const collection = { filter: 'filters', query: 'options', body: 'additionalFields', path: '' }[place];
	const name = storedName(key, way);
	const parameters: IDataObject = { [name]: given as never };
	if (collection) parameters[collection] = { ...(parameters[collection] as object), [name]: given };
	if (how.skips) parameters.options = { ...(parameters.options as object), skipEmptyFilters: true };
	try {
		const { path, query, body } = prepare({
			resource,
			operation,
			read: (name, fallback) => parameters[name] ?? fallback,
			timeZone: ZONE,
		});
		return sentIn({ path, query, body }, placed, way);
	} catch (error) {
		return { said: told((error as Error).message, field) };
	}
}

function sentIn(
	{ path, query, body }: { path: string; query: IDataObject; body: unknown },
	placed: Placed,
	way: Way,
): Outcome {
	const { place, key, field } = placed;
	if (place === 'path') return { sent: decodeURIComponent(path.split('/')[2]) };
	const whole = { filter: query.filter, query, body, path }[place] ?? {};
	const wire = catalogue.wireNames(key, field).reduce<any>((inner, name) => inner?.[name], whole);
	if (wire === undefined) return { leftOut: true };
	const sent = way.sent(wire);
	// What JSON makes of it is what travels.
	return sent === undefined ? { leftOut: true } : { sent: JSON.parse(JSON.stringify(sent)) as unknown };
}

/** A sentence with LABEL in place of the field's own, and without the value. */
export function told(message: string, { label }: Pick<Field, 'label'>): string {
	return message
		.replaceAll(label, 'LABEL')
		.replace(/^(LABEL.*?) is "(?:[^"\\]|\\.)*"/, '$1 is …')
		.replace(/but it is .*\.$/s, 'but it is ….')
		.replace(/too long to be sent as it is: \S+\./, 'too long to be sent as it is: ….')
		.replace(/not valid JSON: .*\.$/s, 'not valid JSON: ….');
}

/** The same field as optional and required one, or as a filter with and without Skip Empty Filters: both outcomes. */
export function cellOf(placed: Placed, way: Way, form: Form): { usual: Outcome; other?: Outcome } {
	const { place } = placed;
	const usual = outcomeOf(placed, way, form, { required: place === 'path' });
	if ('leftOut' in usual) return { usual, other: outcomeOf(placed, way, form, { required: true }) };
	if (place === 'filter' && 'said' in usual && usual.said.includes('gives no value'))
		return { usual, other: outcomeOf(placed, way, form, { skips: true }) };
	return { usual };
}
