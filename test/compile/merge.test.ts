/** Merged parameters: shown in exactly the operations that have them, in each operation's own order. */
import type { INodeProperties } from 'n8n-workflow';
import { dist, loadNodes, registeredFolders, shared } from '../../tools/catalogue/built.mts';

const { merge, node, operation: compiled } = shared(dist);

type Shown = Record<string, unknown[]>;

/** A collection without the fields that are hidden in an operation, as a person sees it there. */
function withoutHidden(property: INodeProperties, operation: string): INodeProperties {
	if (property.type !== 'collection') return property;
	const options = (property.options as INodeProperties[]).flatMap(({ displayOptions, ...option }) => {
		const { '/operation': hidden, ...others } = (displayOptions?.hide ?? {}) as Shown;
		if (hidden?.includes(operation)) return [];
		const kept = { ...displayOptions, ...(Object.keys(others).length > 0 ? { hide: others } : { hide: undefined }) };
		return Object.values(kept).some(Boolean) ? [{ ...option, displayOptions: kept }] : [option];
	});
	return { ...property, options };
}

/** What one operation shows of merged parameters, without the conditions that the merge has added. */
function shownIn(properties: INodeProperties[], resource: string, operation: string): INodeProperties[] {
	return properties
		.filter(({ displayOptions }) => {
			const { resource: resources, operation: operations } = (displayOptions?.show ?? {}) as Shown;
			return resources?.includes(resource) && operations?.includes(operation);
		})
		.map((property) => withoutHidden(property, operation))
		.map(({ displayOptions, ...property }) => {
			const conditions = Object.entries(displayOptions!.show as Shown).filter(
				([name]) => name !== 'resource' && name !== 'operation',
			);
			const own = { ...displayOptions, show: Object.fromEntries(conditions) };
			const kept = Object.entries(own).filter(([, values]) => Object.keys(values as object).length > 0);
			return kept.length > 0 ? { ...property, displayOptions: Object.fromEntries(kept) } : property;
		}) as INodeProperties[];
}

const property = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});
const [a, b, c] = ['a', 'b', 'c'].map((name) => property(name));
const hidden = property('a', { displayOptions: { show: { variant: ['x'] } } });
const op = (resource: string, operation: string, ...parameters: INodeProperties[]) => ({
	resource,
	operation,
	// As create and Create or Update of one resource have.
	route: `POST ${resource}`,
	parameters,
});

test.each([
	['one operation', [op('r', 'get', a, b)], 2],
	['the same parameter in two operations', [op('r', 'get', a), op('r', 'delete', a)], 1],
	['the same parameter in two resources', [op('r', 'get', a), op('s', 'get', a)], 1],
	[
		'a rectangle of two resources and two operations',
		[op('r', 'get', a), op('r', 'put', a), op('s', 'get', a), op('s', 'put', a)],
		1,
	],
	[
		'three corners of a rectangle, the fourth without it',
		[op('r', 'get', a), op('r', 'put', a), op('s', 'get', a), op('s', 'put', b)],
		3,
	],
	['three corners of a rectangle, the fourth not there', [op('r', 'get', a), op('r', 'put', a), op('s', 'get', a)], 1],
	[
		'a rectangle of two columns, one with another parameter before it',
		[op('r', 'get', a), op('r', 'put', a), op('s', 'get', b, a), op('s', 'put', a)],
		2,
	],
	[
		'a rectangle, but one of its corners shows another before and after',
		[op('r', 'get', b, a), op('r', 'put', a), op('s', 'get', a, b), op('s', 'put', a)],
		3,
	],
	['another order', [op('r', 'get', a, b), op('r', 'put', b, a)], 3],
	['a parameter in between', [op('r', 'get', a, c), op('r', 'put', a, b, c)], 3],
	['the same name with another condition', [op('r', 'get', a), op('r', 'put', hidden)], 2],
	['nothing in common', [op('r', 'get', a), op('s', 'get', b), op('t', 'get', c)], 3],
	['an operation without parameters', [op('r', 'get'), op('r', 'put', a)], 1],
])('%s', (_, all, size) => {
	const merged = merge.mergeParameters(all);
	expect(merged).toHaveLength(size);
	for (const { resource, operation, parameters } of all)
		expect(shownIn(merged, resource, operation)).toEqual(parameters);
});

test.each(loadNodes(dist, registeredFolders()).map((one) => [one.folder, one] as const))(
	'%s shows each operation its own',
	(_, { type, resources }) => {
		const fixed = 1 + resources.length + resources.filter(({ deprecated }) => deprecated).length;
		const properties = node.parametersOfNode(resources, async () => []).slice(fixed);
		expect(JSON.stringify(properties)).toBe(JSON.stringify(type.description.properties.slice(fixed)));
		for (const resource of resources) {
			for (const [name, operation] of Object.entries(resource.operations)) {
				const own = compiled.parametersOfOperation(resource, operation);
				// What is at stake stands before what a person fills in.
				const shown = shownIn(properties, resource.value, name);
				expect(shown.slice(0, -own.length || undefined).map((one) => one.name)).toContain('toolDescription');
				expect(shown.filter((one) => !['toolDescription', 'noWayBackNotice'].includes(one.name))).toEqual(own);
			}
		}
	},
);
