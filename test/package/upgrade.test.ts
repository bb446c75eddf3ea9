/** An upgrade breaks no stored workflow: what the example workflows hold is still what the nodes know. */
import { NodeHelpers } from 'n8n-workflow';
import type { INode, INodeParameters, INodeProperties } from 'n8n-workflow';
import packageJson from '../../package.json';
import { cleanUp, projectFiles, read } from './package.mts';
import type { BakedNode } from './package.mts';

afterAll(cleanUp);

const types = new Map(
	(JSON.parse(read('dist/types/nodes.json')) as BakedNode[]).map((type) => [`${packageJson.name}.${type.name}`, type]),
);

/** What n8n adds to a node that an agent uses as a tool, under its name with "Tool" at the end. */
const TOOL_PARAMETERS = ['descriptionType', 'toolDescription'].map(
	(name): INodeProperties => ({ displayName: name, name, type: 'string', default: '' }),
);

function typeOf(name: string): BakedNode | undefined {
	const tool = types.get(name.replace(/Tool$/, ''));
	return (
		types.get(name) ??
		(tool?.usableAsTool ? { ...tool, properties: [...TOOL_PARAMETERS, ...tool.properties] } : undefined)
	);
}

/** What is wrong with a stored node: parameters its type does not know or does not show, values it does not offer. */
function problemsOf(node: INode): string[] {
	const type = typeOf(node.type);
	if (!type) return [`there is no node ${node.type}`];
	if (![type.version].flat().includes(node.typeVersion))
		return [`there is no version ${node.typeVersion} of ${node.type}`];
	// n8n's editor drops what the type does not know as soon as the node is opened.
	const kept = NodeHelpers.getNodeParameters(type.properties, node.parameters, true, false, node, type);
	const issues = NodeHelpers.getNodeParametersIssues(type.properties, node, type)?.parameters ?? {};
	return [...lost(node.parameters, kept ?? {}, ''), ...notOffered(node, type), ...Object.values(issues).flat()];
}

/** Resource, operation and variant must be among what their lists offer; n8n does not look at that. */
function notOffered(node: INode, type: BakedNode): string[] {
	return type.properties
		.filter(({ type: kind, name }) => kind === 'options' && typeof node.parameters[name] === 'string')
		.filter(({ name }) => !String(node.parameters[name]).startsWith('='))
		.filter((property) => NodeHelpers.displayParameter(node.parameters, property, node, type))
		.filter(
			({ name, options = [] }) =>
				!options.some((option) => 'value' in option && option.value === node.parameters[name]),
		)
		.map(({ name }) => `${name} does not offer ${String(node.parameters[name])}`);
}

/** The paths in `stored` that `kept` has not. */
function lost(stored: unknown, kept: unknown, path: string): string[] {
	if (kept === undefined) return [`${path} is not known`];
	if (typeof stored !== 'object' || stored === null) return [];
	return Object.entries(stored).flatMap(([key, value]) =>
		lost(value, (kept as INodeParameters | null)?.[key], path === '' ? key : `${path}.${key}`),
	);
}

const examples = projectFiles().filter((file) => /^examples\/.*\.json$/.test(file));

test.each(examples)('every parameter of our nodes in %s is known', (file) => {
	const { nodes } = JSON.parse(read(file)) as { nodes: INode[] };
	const own = nodes.filter(({ type }) => type.startsWith(`${packageJson.name}.`));
	expect(own).not.toEqual([]);
	expect(own.map((node) => [node.name, problemsOf(node)])).toEqual(own.map(({ name }) => [name, []]));
});

test.each<[string, Partial<INode>, string[]]>([
	[
		'a parameter',
		{ parameters: { resource: 'voucher', operation: 'create', amount: 1, price: 2 } },
		['price is not known'],
	],
	[
		'a field of a collection',
		{ parameters: { resource: 'voucher', operation: 'create', amount: 1, additionalFields: { price: 2 } } },
		['additionalFields.price is not known'],
	],
	[
		'a field in rows',
		{
			parameters: {
				resource: 'voucher',
				operation: 'create',
				amount: 1,
				additionalFields: { title: { items: [{ locale: 'en', text: 'A' }] } },
			},
		},
		['additionalFields.title.items.0.text is not known'],
	],
	[
		'an operation',
		{ parameters: { resource: 'voucher', operation: 'make', amount: 1 } },
		['amount is not known', 'operation does not offer make'],
	],
	['a resource', { parameters: { resource: 'coupon' } }, ['resource does not offer coupon']],
	['a node', { type: `${packageJson.name}.ampecoCoupon` }, [`there is no node ${packageJson.name}.ampecoCoupon`]],
	['a version', { typeVersion: 2 }, [`there is no version 2 of ${packageJson.name}.ampecoVoucher`]],
])('%s that does not exist is noticed', (_, stored, problems) => {
	const node = {
		id: '',
		name: '',
		type: `${packageJson.name}.ampecoVoucher`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...stored,
	} as INode;
	expect(problemsOf(node)).toEqual(problems);
});
