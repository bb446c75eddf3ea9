/**
 * Every operation as a tool of an AI agent with all it can be asked for left to the model: n8n's own code makes the schema.
 * Which fields the editor offers for that, and how it names them, follows n8n 2.41's fromAIOverride.
 */
import type { INode, INodeProperties, INodePropertyCollection, INodeType } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/shared/catalogue';
import { dist, loadNodes, registeredFolders, shared } from '../../tools/catalogue/built.mts';

const { createNodeAsTool } = jest.requireActual<{ createNodeAsTool: (options: unknown) => { response: Tool } }>(
	'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool.js',
);
const { NodeHelpers } = jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow');
const { operation: compiled } = shared(dist);

interface Tool {
	name: string;
	description: string;
	schema: { shape: Record<string, unknown>; safeParse: (values: unknown) => { success: boolean } };
}

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

function variantsOf(operation: string, parameters: INodeProperties[]): Variant[] {
	const switches = parameters.filter(
		({ type, name }) => type === 'options' && parameters.some((one) => one.displayOptions?.show?.[name]),
	);
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
		const applies = ([name, values]: [string, unknown[] | undefined]) =>
			values!.includes(chosen.get(name.replace('/', '')) as never);
		const isKnown = ([name]: [string, unknown]) => chosen.has(name.replace('/', ''));
		return {
			number,
			shows: ({ displayOptions: { show = {}, hide = {} } = {} }) =>
				Object.entries(show).filter(isKnown).every(applies) && !Object.entries(hide).filter(isKnown).some(applies),
		};
	});
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

		test('with every field left to the model, each has a key of its own in a valid schema', () => {
			for (const variant of variantsOf(name, parameters)) {
				const left: Left[] = [];
				const values = leaveToModel(parameters, 'parameters', variant, left);
				const node = nodeOf(type, { resource: resource.value, operation: name, ...values });
				const { response } = createNodeAsTool({ node, nodeType: type, handleToolInvocation: async () => '' });
				const shape = Object.keys(response.schema.shape);
				const paths = new Map<string, string[]>();
				for (const { key, path } of left) paths.set(key, [...(paths.get(key) ?? []), path]);
				expect([...paths.values()].filter((same) => same.length > 1)).toEqual([]);
				expect(shape.sort()).toEqual(left.map(({ key }) => key).sort());
				expect(shape.filter((key) => !/^[a-zA-Z0-9_-]{1,64}$/.test(key))).toEqual([]);
				const answer = Object.fromEntries(left.map(({ key, type: kind }) => [key, samples[kind]]));
				expect(response.schema.safeParse(answer).success).toBe(true);
				if (left.length > 0) expect(response.schema.safeParse({}).success).toBe(false);
			}
		});

		test('the model reads what is at stake', () => {
			const node = nodeOf(type, { resource: resource.value, operation: name, ...toolDefaults(type, resource, name) });
			const { response } = createNodeAsTool({ node, nodeType: type, handleToolInvocation: async () => '' });
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
		return createNodeAsTool({ node: nodeOf(type, {}, own), nodeType: type, handleToolInvocation: async () => '' })
			.response.name;
	});
	expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
