/** The same cells in n8n's engine: a node that has one operation for each kind of field, each with a field of the catalogue. */
import type { IDataObject } from 'n8n-workflow';
import type { Engine, RunPath } from '../../tools/engine.mts';
import { PROBE, catalogue, probeNode } from '../nodes/probe.mts';
import type { ProbeServer } from '../nodes/probe.mts';
import type { Outcome, Place, Way } from './cells.mts';
import { storedName, told } from './cells.mts';
import type { Form } from './forms.mts';
import { EXPRESSION } from './forms.mts';
import type { Kind } from './values.mts';

const { create, get, getMany, resource } = catalogue;

/** A field of each kind, in an operation of its own. */
export function probeOf(kinds: Kind[]) {
	const operations = kinds.map(({ fields: [{ place, key, field }] }) => {
		const table = { [key]: { ...field, required: place === 'path' } };
		switch (place) {
			case 'path':
				return get(`GET /public-api/{${key}}`, { says: 'Reads', path: table });
			case 'body':
				return create('POST /public-api', { says: 'Makes', body: table });
			case 'filter':
				return getMany('GET /public-api', { says: 'Lists', paging: 'none', filters: table });
			case 'query':
				return getMany('GET /public-api', { says: 'Lists', paging: 'none', query: table });
		}
	});
	const named = Object.fromEntries(operations.map((operation, index) => [`do${index}`, operation]));
	return probeNode([resource({ value: 'thing', name: 'Thing', operations: named })]);
}

/** Has the server answer with what it was sent. */
export function echo(server: ProbeServer): void {
	server.answer(({ method, url, body }) => {
		const sent = { id: 1, url, sent: body ?? null };
		return { data: method === 'GET' ? [sent] : sent };
	});
}

/** What becomes of some forms in the first field of a kind, on one of n8n's paths. */
export async function outcomesOf(
	engine: Engine,
	probe: ReturnType<typeof probeNode>,
	url: string,
	{ kind, index, way, path }: { kind: Kind; index: number; way: Way; path: RunPath },
	some: Form[],
): Promise<Outcome[]> {
	const [{ place, key, field }] = kind.fields;
	const given = way.given(EXPRESSION);
	const name = storedName(key, way);
	const collection = { filter: 'filters', query: 'options', body: 'additionalFields', path: undefined }[place];
	const parameters = {
		resource: 'thing',
		operation: `do${index}`,
		...(collection ? { [collection]: { [name]: given } } : { [name]: given }),
	};
	const { items, errorItems, error } = await engine.runNode({
		node: 'probe',
		nodeTypes: { [PROBE]: probe },
		parameters: parameters as never,
		credentials: { ampecoApi: { url, token: 'token' } },
		items: some.map(({ item }) => item),
		onError: 'continueErrorOutput',
		path,
	});
	if (error) throw error;
	const outcomes: Outcome[] = [];
	for (const { json, pairedItem } of errorItems)
		outcomes[placeOf(pairedItem)] = { said: told(String(json.error), field) };
	for (const { json, pairedItem } of items) {
		const wire = wireOf(json, kind);
		const sent = wire === undefined ? undefined : way.sent(wire);
		outcomes[placeOf(pairedItem)] = sent === undefined ? { leftOut: true } : { sent };
	}
	return outcomes;
}

function placeOf(paired: unknown): number {
	return (paired as { item: number }).item;
}

/** What a field became in the body, or as text in the address. */
function wireOf(json: IDataObject, { fields: [{ place, key, field }] }: Kind): unknown {
	const names = catalogue.wireNames(key, field);
	if (place === 'body') return names.reduce<any>((inner, name) => inner?.[name], json.sent ?? {});
	const { pathname, searchParams } = new URL(String(json.url), 'http://tenant');
	if (place === 'path') return decodeURIComponent(pathname.split('/')[2]);
	const path = place === 'filter' ? ['filter', ...names] : names;
	const name = path.map((part, index) => (index === 0 ? part : `[${part}]`)).join('');
	const pairs = [...searchParams].filter(([one]) => one === name || one.startsWith(`${name}[`));
	return pairs.length > 0 ? pairs.map(([one, value]) => [one.slice(name.length), value]) : undefined;
}

/** An outcome as it shows in an address, where all is text: names below the field's, with their values. */
export function inAddress(outcome: Outcome, place: Place): Outcome {
	if (!('sent' in outcome) || place === 'body') return outcome;
	return { sent: place === 'path' ? String(outcome.sent) : pairsOf(outcome.sent, '') };
}

function pairsOf(value: unknown, name: string): Array<[string, string]> {
	if (typeof value !== 'object') return [[name, String(value)]];
	const isArray = Array.isArray(value);
	return Object.entries(value ?? {}).flatMap(([key, inner]) => pairsOf(inner, `${name}[${isArray ? '' : key}]`));
}
