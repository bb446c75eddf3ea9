/**
 * Every operation as a tool of an AI agent with all it can be asked for left to the model: n8n's own code makes the schema, and
 * the library it talks to models with what they are sent. Which fields the editor offers for that, and how it names them,
 * follows n8n 2.41's fromAIOverride.
 */
import type { INode, INodeProperties, INodePropertyCollection, INodeType } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/shared/catalogue';
import { dist, loadNodes, registeredFolders, shared } from '../../tools/catalogue/built.mts';
import { openApiFile } from '../../tools/openapi.mts';
import { refusals } from './providers.mts';
import type { Schema } from './providers.mts';
import {
	AmpecoApiRequest,
	NodeHelpers,
	createHitlToolkit,
	mapperField,
	operationsIn,
	toJsonSchema,
	toolOf,
} from './toolSchemas.mts';
import type { Tool } from './toolSchemas.mts';

const { operation: compiled } = shared(dist);

/** A value left to the model, where it stands among the parameters. */
interface Left {
	path: string;
	key: string;
	type: string;
}

const cases = loadNodes(dist, registeredFolders()).flatMap(({ type, resources }) =>
	resources.flatMap((resource: Resource) =>
		Object.entries(resource.operations).map(
			([name, operation]) =>
				[`${type.description.name} ${resource.value} ${name}`, { type, resource, name, operation }] as const,
		),
	),
);

function keyOf(path: string, label: string): string {
	const rows = path
		.split('.')
		.filter((part) => /\[\d+\]/.test(part))
		.map((part) => part.replace(/[[\]]/g, ''));
	const whole = [...rows, label].join('_');
	return (rows.length > 1 ? whole.slice(-63) : whole.slice(0, 63)).replace(/[^a-zA-Z0-9-]/g, '_');
}

/** What n8n fills in where a person leaves a tool's description as it is. */
function toolDefaults(type: INodeType, resource: Resource, operation: string): { toolDescription?: unknown } {
	const described = type.description.properties.filter(
		({ name, displayOptions: { show = {} } = {} }) =>
			name === 'toolDescription' &&
			show.resource?.includes(resource.value) === true &&
			show.operation?.includes(operation) === true,
	);
	expect(described).toHaveLength(1);
	expect(described[0].displayOptions!.show!['@tool']).toEqual([true]);
	return { toolDescription: described[0].default };
}

/** Sets every field the editor offers to a model, in all rows and groups a person can add; the first variant of exclusive ones. */
function leaveToModel(
	properties: INodeProperties[],
	path: string,
	variant: Variant,
	left: Left[],
): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const property of properties.filter((one) => variant.shows(one))) {
		const at = `${path}.${property.name}`;
		const { type, options = [] } = property;
		if (type === 'collection') {
			values[property.name] = leaveToModel(options as INodeProperties[], at, variant, left);
		} else if (type === 'fixedCollection') {
			const several = property.typeOptions?.multipleValues === true;
			const kinds = options as INodePropertyCollection[];
			const chosen = several ? kinds : [kinds[variant.number % kinds.length]];
			values[property.name] = Object.fromEntries(
				chosen.map(({ name, values: inner }) => [
					name,
					several
						? [0, 1].map((row) => leaveToModel(inner, `${at}.${name}[${row}]`, variant, left))
						: leaveToModel(inner, `${at}.${name}`, variant, left),
				]),
			);
		} else if (!property.noDataExpression && !['options', 'notice', 'hidden'].includes(type)) {
			const kind = ['boolean', 'number', 'json'].includes(type) ? type : 'string';
			const key = keyOf(at, property.displayName);
			left.push({ path: at, key, type: kind });
			const value = `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`\`, '${kind}') }}`;
			values[property.name] = type === 'resourceLocator' ? { __rl: true, mode: 'id', value } : value;
		}
	}
	return values;
}

/** One way of choosing among what excludes each other: JSON or fields, the variants of a body, the kinds of a group. */
interface Variant {
	number: number;
	shows: (property: INodeProperties) => boolean;
}

function switchesOf(parameters: INodeProperties[]): INodeProperties[] {
	return parameters.filter(
		({ type, name }) => type === 'options' && parameters.some((one) => one.displayOptions?.show?.[name]),
	);
}

function variantsOf(operation: string, parameters: INodeProperties[]): Variant[] {
	const switches = switchesOf(parameters);
	const choices = Math.max(4, ...switches.map(({ options = [] }) => options.length));
	return Array.from({ length: choices }, (_, number) => {
		const chosen = new Map<string, unknown>([
			['returnAll', false],
			['operation', operation],
		]);
		for (const { name, options = [] } of switches) {
			const values = options.map((option) => (option as { value: unknown }).value);
			// The first round gives the body as JSON, the others as fields.
			chosen.set(name, name === 'inputMode' ? (number === 0 ? 'json' : 'fields') : values[number % values.length]);
		}
		return { number, shows: showsWith(chosen) };
	});
}

/** Whether a property is shown in a tool where these are chosen. */
function showsWith(chosen: Map<string, unknown>): Variant['shows'] {
	const known = new Map([...chosen, ['@tool', true]]);
	const applies = ([name, values]: [string, unknown[] | undefined]) =>
		values!.includes(known.get(name.replace('/', '')) as never);
	const isKnown = ([name]: [string, unknown]) => known.has(name.replace('/', ''));
	return ({ displayOptions: { show = {}, hide = {} } = {} }) =>
		Object.entries(show).filter(isKnown).every(applies) && !Object.entries(hide).filter(isKnown).some(applies);
}

const reviewer = { name: 'Review', parameters: { message: '={{ $tool.name }}' } } as unknown as INode;

/** What a provider would refuse of a tool, by itself and behind a person who reviews its calls. */
function refused(tool: Tool): string[] {
	const [reviewed] = createHitlToolkit([tool], reviewer).tools;
	return [tool, reviewed].flatMap(({ name, description, schema }) =>
		refusals({ name, description, schema: toJsonSchema(schema) }),
	);
}

/** Keys that the editor would give to several fields, so that the model would give all of them one value. */
function sameKeys(left: Left[]): string[][] {
	const paths = new Map<string, string[]>();
	for (const { key, path } of left) paths.set(key, [...(paths.get(key) ?? []), path]);
	return [...paths.values()].filter((same) => same.length > 1);
}

function nodeOf(type: { description: { name: string } }, parameters: Record<string, unknown>, name = 'Tool'): INode {
	const { description } = type;
	return {
		id: 'tool',
		name,
		type: `n8n-nodes-ampeco.${description.name}Tool`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { ...parameters },
	} as INode;
}

const samples: Record<string, unknown> = { string: 'text', number: 1, boolean: true, json: { key: 'value' } };

describe.each(cases)(
	'%s',
	(
		_,
		{ type, resource, name, operation }: { type: INodeType; resource: Resource; name: string; operation: Operation },
	) => {
		const parameters = compiled.parametersOfOperation(resource, operation);

		test('with every field left to the model, each has a key of its own in a schema that all providers take', () => {
			for (const variant of variantsOf(name, parameters)) {
				const left: Left[] = [];
				const values = leaveToModel(parameters, 'parameters', variant, left);
				const tool = toolOf(nodeOf(type, { resource: resource.value, operation: name, ...values }), type);
				expect(sameKeys(left)).toEqual([]);
				expect(Object.keys(tool.schema.shape).sort()).toEqual(left.map(({ key }) => key).sort());
				expect(refused(tool)).toEqual([]);
				const answer = Object.fromEntries(left.map(({ key, type: kind }) => [key, samples[kind]]));
				expect(tool.schema.safeParse(answer).success).toBe(true);
				if (left.length > 0) expect(tool.schema.safeParse({}).success).toBe(false);
			}
		});

		test('the model reads what is at stake', () => {
			const node = nodeOf(type, { resource: resource.value, operation: name, ...toolDefaults(type, resource, name) });
			const response = toolOf(node, type);
			expect(refused(response)).toEqual([]);
			const stakes = {
				read: /^(Get|Export|Check|Wait for) /,
				write: /./,
				money: /^\w.* in AMPECO\. .*\breal money\b/i,
				physical: /^\w.* in AMPECO\. .*\breal hardware\b/i,
				destructive: /^\w.* in AMPECO\. .*(\bfor good\b|cannot be undone)/i,
			};
			expect(response.description).toMatch(stakes[operation.effect]);
			if (operation.effect !== 'money') expect(response.description).not.toMatch(/moves real money/i);
			if (operation.effect !== 'physical') expect(response.description).not.toMatch(/acts on real hardware/i);
		});
	},
);

test('the names n8n gives the tools differ', () => {
	const names = cases.map(([, { type, resource, name }]) => {
		const { description } = type;
		const toolType = { ...description, name: `${description.name}Tool`, outputs: ['ai_tool'] };
		const own = NodeHelpers.makeNodeName({ resource: resource.value, operation: name }, toolType as never);
		const tool = toolOf(nodeOf(type, {}, own), type);
		expect(refused(tool)).toEqual([]);
		return tool.name;
	});
	expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe('AMPECO API Request', () => {
	const type = new AmpecoApiRequest();
	const { properties } = type.description;

	/** Each way of choosing among all that decides what is shown. */
	const choices = switchesOf(properties).reduce<Array<Map<string, unknown>>>(
		(all, { name, options = [] }) =>
			all.flatMap((chosen) =>
				options.map((option) => new Map([...chosen, [name, (option as { value: unknown }).value]])),
			),
		[new Map()],
	);

	test('with every field left to the model, each has a key of its own in a schema that all providers take', () => {
		expect(choices.length).toBeGreaterThan(100);
		for (const chosen of choices) {
			const left: Left[] = [];
			const values = leaveToModel(properties, 'parameters', { number: 0, shows: showsWith(chosen) }, left);
			const tool = toolOf(nodeOf(type, { ...Object.fromEntries(chosen), ...values }), type);
			expect(sameKeys(left)).toEqual([]);
			expect(Object.keys(tool.schema.shape).sort()).toEqual(left.map(({ key }) => key).sort());
			expect(refused(tool)).toEqual([]);
		}
	});

	test.each(operationsIn(openApiFile()).map((operation) => [operation.route, operation] as const))(
		"so have the fields of AMPECO's description: %s",
		(route, { fields }) => {
			const left = fields.map(mapperField).flatMap(({ id, displayName, type: shown }): Left[] =>
				// The editor has no star for drop-downs.
				shown === 'options' ? [] : [{ path: id, key: keyOf('parameters.values', displayName), type: 'string' }],
			);
			const value = Object.fromEntries(left.map(({ path, key }) => [path, `={{ $fromAI('${key}', \`\`, 'string') }}`]));
			const values = { mappingMode: 'defineBelow', value };
			const tool = toolOf(nodeOf(type, { request: 'description', describedOperation: route, values }), type);
			expect(sameKeys(left)).toEqual([]);
			expect(refused(tool)).toEqual([]);
		},
	);
});

describe('what providers refuse is seen', () => {
	const good = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };
	const nested = (levels: number): Schema =>
		levels === 0 ? { type: 'string' } : { ...good, properties: { a: nested(levels - 1) } };
	const withProperty = (name: string, property: Schema): Schema => ({
		...good,
		properties: { [name]: property },
		required: [name],
	});

	test.each<[string, Partial<Parameters<typeof refusals>[0]>, string | undefined]>([
		['a good tool', {}, undefined],
		['a name with a space', { name: 'Get Many' }, 'is no name for a tool'],
		['a long name', { name: 'a'.repeat(65) }, 'is no name for a tool'],
		['no description', { description: '' }, 'has 0 characters'],
		['a long description', { description: 'a'.repeat(1025) }, 'has 1025 characters'],
		['a hyphen in a property', { schema: withProperty('a-b', { type: 'string' }) }, 'a property called a-b'],
		['a digit first', { schema: withProperty('1a', { type: 'string' }) }, 'a property called 1a'],
		['no type', { schema: withProperty('a', {}) }, 'has the type undefined'],
		['a choice of types', { schema: withProperty('a', { anyOf: [{ type: 'string' }] }) }, 'says anyOf'],
		['a reference', { schema: withProperty('a', { $ref: '#/a' }) }, 'says $ref'],
		['a list of nobody knows what', { schema: withProperty('a', { type: 'array' }) }, 'what is in it'],
		['an empty word', { schema: withProperty('a', { type: 'string', enum: [''] }) }, 'an empty word'],
		['something optional', { schema: { ...good, required: [] } }, 'does not want each'],
		['other properties', { schema: { ...good, additionalProperties: true } }, 'takes other properties'],
		['many levels', { schema: nested(11) }, 'it has 11 levels'],
		[
			'many words',
			{ schema: withProperty('a', { type: 'string', enum: Array.from({ length: 1001 }, (_, one) => `w${one}`) }) },
			'it has 1001 words',
		],
		[
			'too much to read',
			{ schema: withProperty('a', { type: 'string', enum: ['a'.repeat(120_000)] }) },
			'its names have 120001 characters',
		],
	])('%s', (_, part, sentence) => {
		const said = refusals({ name: 'Tool', description: 'Does it', schema: good, ...part });
		if (sentence === undefined) expect(said).toEqual([]);
		else expect(said).toContainEqual(expect.stringContaining(sentence));
	});
});
