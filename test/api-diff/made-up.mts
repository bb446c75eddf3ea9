/** A small made-up API in OpenAPI, and the catalogue that fits it. */
import type { Catalogue } from '../../tools/api-diff/catalogue.mts';
import type { Callback, Operation } from '../../sandbox/digest.mts';
import { dist, shared } from '../../tools/catalogue/built.mts';

export type JsonObject = Record<string, any>;

const { catalogue: words } = shared(dist);

export const BADGES = '/public-api/resources/badges/v1.0';
export const BADGE = `${BADGES}/{badge}`;
const SUBSCRIBE = '/public-api/notifications/v2.0';

const label = words.text('Label');
const colour = words.choice('Colour', { red: 'Red', green: 'Green' }, { nullable: true });
const size = words.integer('Size');

const badge = words.resource({
	value: 'badge',
	name: 'Badge',
	path: { badge: words.integer('Badge') },
	record: { id: 'integer', label: 'text', colour: 'text', size: 'integer' },
	operations: {
		create: words.create(`POST ${BADGES}`, {
			says: 'Makes a badge.',
			body: { label: words.required(label), colour: words.reworded(colour, { nullable: false }), size },
		}),
		get: words.get(`GET ${BADGE}`, { says: 'Reads a badge.' }),
		getAll: words.getMany(`GET ${BADGES}`, { says: 'Lists badges.', paging: 'cursor', filters: { colour } }),
		update: words.update(`PATCH ${BADGE}`, { says: 'Changes a badge.', body: { label, colour, size } }),
		delete: words.remove(`DELETE ${BADGE}`, { says: 'Removes a badge.' }),
	},
});

const subscription = words.resource({
	value: 'notificationSubscription',
	name: 'Notification Subscription',
	operations: { create: words.create(`POST ${SUBSCRIBE}`, { says: 'Subscribes.' }) },
});

export const madeUpCatalogue: Catalogue = {
	places: [
		{ node: 'User', file: 'nodes/User/badge.resource.ts', resource: badge },
		{ node: 'Notification', file: 'nodes/Notification/notificationSubscription.resource.ts', resource: subscription },
	],
	words,
	lists: { getCountries: new Set(), getCurrencies: new Set() },
	entities: new Set(['user']),
	exceptions: [],
};

/** A fresh copy of the API, to be changed by a test. */
export function madeUpApi(): JsonObject {
	const text = { type: 'string' };
	const chosen = (nullable = true) => ({ type: 'string', enum: ['red', 'green'], nullable });
	const fields = () => ({ label: { ...text }, colour: chosen(), size: { type: 'integer' } });
	const answer = (schema: JsonObject) => ({ 200: { content: { 'application/json': { schema } } } });
	const record = () => ({
		type: 'object',
		properties: { data: { type: 'object', properties: { id: { type: 'integer' }, ...fields() } } },
	});
	const takes = (schema: JsonObject) => ({
		requestBody: { required: true, content: { 'application/json': { schema } } },
	});
	const tags = ['resource / badges'];
	const filter = { in: 'query', name: 'filter', schema: { type: 'object', properties: { colour: chosen() } } };
	const list = { type: 'object', properties: { data: { type: 'array', items: record().properties.data } } };
	return {
		openapi: '3.0.0',
		info: { version: '9.9.9' },
		components: { schemas: { Ribbon: { type: 'object', properties: { length: { type: 'number' } } } } },
		paths: {
			[BADGES]: {
				post: {
					tags,
					...takes({ type: 'object', required: ['label'], properties: { ...fields(), colour: chosen(false) } }),
					responses: answer(record()),
				},
				get: { tags, parameters: [filter, { in: 'query', name: 'cursor', schema: text }], responses: answer(list) },
			},
			[BADGE]: {
				parameters: [{ in: 'path', name: 'badge', required: true, schema: { type: 'integer' } }],
				get: { tags, responses: answer(record()) },
				patch: { tags, ...takes({ type: 'object', properties: fields() }), responses: answer(record()) },
				delete: { tags, responses: { 204: {} } },
			},
			[SUBSCRIBE]: { post: { tags: ['notifications'], responses: { 204: {} }, callbacks: { BadgeLost: callback() } } },
		},
	};
}

/** The properties of the body that an operation takes. */
export function bodyOf(operation: JsonObject): JsonObject {
	return operation.requestBody.content['application/json'].schema.properties;
}

/** The properties of the record that an operation answers with. */
export function recordOf(operation: JsonObject): JsonObject {
	return operation.responses[200].content['application/json'].schema.properties.data.properties;
}

export function callback(): JsonObject {
	const schema = { type: 'object', properties: { notification: { type: 'string' } } };
	return {
		'{$request.body#/url}': {
			post: { requestBody: { content: { 'application/json': { schema } } }, responses: { 202: {} } },
		},
	};
}

/** An OpenAPI file that says what a digest does. */
export function openApiOf(operations: Operation[], callbacks: Callback[], version: string): JsonObject {
	const content = (schema: unknown) => ({ content: { 'application/json': { schema } } });
	const paths: JsonObject = {};
	for (const { method, path, section, deprecated, parameters, body, responses } of operations) {
		paths[path] ??= {};
		paths[path][method.toLowerCase()] = {
			tags: [section],
			deprecated,
			parameters,
			...(body && { requestBody: { required: body.required, ...content(body.schema) } }),
			responses: Object.fromEntries(
				Object.entries(responses).map(([code, schema]) => [code, schema ? content(schema) : {}]),
			),
		};
	}
	paths[SUBSCRIBE].post.callbacks = Object.fromEntries(
		callbacks.map(({ event, deprecated, headers, schema }) => [
			event,
			{
				url: {
					post: {
						deprecated,
						parameters: headers.map((name) => ({ name })),
						requestBody: content(schema),
						responses: {},
					},
				},
			},
		]),
	);
	return { openapi: '3.0.0', info: { version }, paths };
}
