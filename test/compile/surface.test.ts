/** Rules that every compiled node keeps: names, labels, words, pickers. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/shared/catalogue';
import { codexOf, dist, loadNodes, registeredFolders, shared } from '../../tools/catalogue/built.mts';
import { isInline } from '../catalogue/examples';

const { catalogue, operation: compiled, words } = shared(dist);
const nodes = loadNodes(dist, registeredFolders());

interface Offered {
	resource: Resource;
	key: string;
	operation: Operation;
	parameters: INodeProperties[];
	where: string;
}

function operationsOf(resources: Resource[]): Offered[] {
	return resources.flatMap((resource) =>
		Object.entries(resource.operations).map(([key, operation]) => ({
			resource,
			key,
			operation,
			parameters: compiled.parametersOfOperation(resource, operation),
			where: `${resource.value}/${key}`,
		})),
	);
}

/** Words of a sentence that tell of more than a record. */
const AT_STAKE =
	/\b(writes|puts) .*\binto the (hardware|charge point)|running session|take hold|for good|cannot be undone|stay offline|real money/i;

function isCollection(option: NonNullable<INodeProperties['options']>[number]): option is INodePropertyCollection {
	return 'values' in option;
}

/** The parameters inside one. */
function inside({ type, options = [] }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return options as INodeProperties[];
	return type === 'fixedCollection' ? options.filter(isCollection).flatMap(({ values }) => values) : [];
}

function deep(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [property, ...deep(inside(property))]);
}

/** Whether two parameters are never seen together, since one condition of theirs excludes the other. */
function apart(one: INodeProperties, other: INodeProperties): boolean {
	const [left, right] = [one, other].map(
		({ displayOptions }) => (displayOptions?.show ?? {}) as Record<string, unknown[]>,
	);
	const excluded = Object.keys(left).some(
		(key) => key in right && !left[key].some((value) => right[key].includes(value)),
	);
	return excluded || hides(one, other) || hides(other, one);
}

/** Whether what makes one parameter visible hides the other. */
function hides(one: INodeProperties, other: INodeProperties): boolean {
	const show = (one.displayOptions?.show ?? {}) as Record<string, unknown[]>;
	const hide = (other.displayOptions?.hide ?? {}) as Record<string, unknown[]>;
	return Object.keys(show).some((key) => show[key].every((value) => (hide[`/${key}`] ?? hide[key])?.includes(value)));
}

function clashes(properties: INodeProperties[], nameOf: (property: INodeProperties) => string): string[] {
	return properties.flatMap((one, index) =>
		properties
			.slice(index + 1)
			.filter((other) => nameOf(one) === nameOf(other) && !apart(one, other))
			.map(() => nameOf(one)),
	);
}

/** The name n8n gives a parameter that an AI fills in. */
function aiName({ displayName }: INodeProperties): string {
	return displayName.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 63);
}

/** Every level of parameters below the top: those of one collection, or of one kind of row. */
function levels(properties: INodeProperties[]): INodeProperties[][] {
	return properties.flatMap((property) => {
		const { type, options = [] } = property;
		const own =
			type === 'collection'
				? [options as INodeProperties[]]
				: type === 'fixedCollection'
					? options.filter(isCollection).map(({ values }) => values)
					: [];
		return own.flatMap((level) => [level, ...levels(level)]);
	});
}

/** Words that say nothing by themselves. */
const EMPTY_WORDS = new Set(
	'a an and all any are as at be by for from get gets has in into is it its list lists many of on one or read reads the this to with delete deletes remove removes create creates update updates change changes add adds new'.split(
		' ',
	),
);

function contentWords(text: string): string[] {
	const plain = (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map((word) =>
		word.replace(/(ies|es|s)$/, (end) => (end === 'ies' ? 'y' : '')),
	);
	return plain.filter((word) => !EMPTY_WORDS.has(word));
}

describe.each(nodes.map((node) => [node.folder, node] as const))('%s', (_, { folder, type, resources }) => {
	const operations = operationsOf(resources);
	const { properties } = type.description;

	/** What is wrong, operation by operation. */
	function wrong(rule: (offered: Offered) => string[]): string[] {
		return operations.flatMap((offered) => rule(offered).map((what) => `${offered.where}: ${what}`));
	}

	test('no two parameters of an operation have one name', () => {
		expect(
			wrong(({ parameters }) =>
				[parameters, ...levels(parameters)].flatMap((level) => clashes(level, ({ name }) => name)),
			),
		).toEqual([]);
	});

	test('no two labels of an operation are the same, also as parameters of an AI tool', () => {
		expect(
			wrong(({ key, parameters }) => {
				const collections = parameters.filter(({ type: kind }) => kind === 'collection');
				const top = [
					...parameters,
					...collections.flatMap((one) =>
						inside(one)
							.filter(({ displayOptions }) => !displayOptions?.hide?.['/operation']?.includes(key))
							.map((inner) => ({
								...inner,
								displayOptions: { show: one.displayOptions?.show, hide: inner.displayOptions?.hide },
							})),
					),
				];
				return [top, ...levels(parameters)].flatMap((level) => [...new Set(clashes(level, aiName))]);
			}),
		).toEqual([]);
	});

	test('every segment of a route has a required parameter', () => {
		expect(
			wrong(({ operation, parameters }) => {
				// With the values from the input item, the ID may come from it as well.
				const isAlways = ({ displayOptions = {} }: INodeProperties) =>
					['{}', '{"hide":{"inputMode":["item"]}}'].includes(JSON.stringify(displayOptions));
				const required = parameters.filter((one) => one.required && isAlways(one)).map(({ name }) => name);
				return catalogue.segmentsOf(catalogue.pathOf(operation)).filter((segment) => !required.includes(segment));
			}),
		).toEqual([]);
	});

	test('every list a parameter loads has its method', () => {
		const { listSearch = {}, loadOptions = {} } = type.methods ?? {};
		const all = deep(properties);
		const searches = all.flatMap(({ modes = [] }) => modes.flatMap((mode) => mode.typeOptions?.searchListMethod ?? []));
		const loads = all.flatMap(({ typeOptions }) => (typeOptions?.loadOptionsMethod as string | undefined) ?? []);
		expect(searches.filter((method) => !(method in listSearch))).toEqual([]);
		expect(loads.filter((method) => !(method in loadOptions))).toEqual([]);
		expect(Object.keys(listSearch).filter((method) => !searches.includes(method))).toEqual([]);
	});

	test('every sentence about an operation says more than its name', () => {
		expect(
			wrong(({ resource, key, operation }) => {
				const known = new Set(
					contentWords(`${operation.name ?? words.operationName(key)} ${resource.name} ${resource.plural ?? ''}`),
				);
				const more = contentWords(operation.says).filter((word) => !known.has(word));
				return more.length === 0 ? [operation.says] : [];
			}),
		).toEqual([]);
	});

	test('no two actions read the same', () => {
		const options = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options: all }) => all as INodePropertyOptions[]);
		const actions = options.map(({ action }) => action);
		expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([]);
		expect(actions.filter((action) => !action || /\.$/.test(action))).toEqual([]);
	});

	test('only what an operation needs is shown before a person adds more', () => {
		const always = new Set([
			'inputMode',
			'jsonBody',
			'columnsNotice',
			'keepOtherValues',
			'returnAll',
			'limit',
			'keepMarkNotice',
			'lastMark',
			'campaignBegan',
			'limitPerRun',
			'output',
			'fields',
		]);
		expect(
			wrong(({ parameters }) =>
				parameters
					.filter(
						(one) =>
							one.type !== 'collection' &&
							one.type !== 'options' &&
							one.type !== 'hidden' &&
							!one.required &&
							!always.has(one.name) &&
							one.displayOptions?.show?.inputMode?.[0] !== 'item' &&
							one.type !== 'boolean',
					)
					.map(({ name }) => name),
			),
		).toEqual([]);
	});

	test('an update says of what is left out only what happens: it stays, unless Keep Other Values is off', () => {
		expect(
			wrong(({ operation, parameters }) => {
				const keeps = parameters.some(({ name }) => name === 'keepOtherValues');
				if (!keeps && catalogue.methodOf(operation) !== 'PATCH') return [];
				const untrue = deep(parameters).flatMap(({ description = '' }) =>
					/when (this is )?left out/i.test(description) && !/\bnew\b/.test(description) ? [description] : [],
				);
				const sentence = keeps && /left out/.test(operation.says) && !/Keep Other Values off/.test(operation.says);
				return sentence ? [operation.says, ...untrue] : untrue;
			}),
		).toEqual([]);
	});

	test('effects fit the methods', () => {
		expect(
			wrong(({ operation }) => {
				const method = catalogue.methodOf(operation);
				const fits =
					method === 'GET'
						? operation.effect === 'read'
						: method === 'DELETE'
							? ['destructive', 'money', 'physical'].includes(operation.effect)
							: true;
				return fits ? [] : [`${method} is ${operation.effect}`];
			}),
		).toEqual([]);
	});

	test('a body has one choice of shapes at most', () => {
		expect(
			wrong(({ operation: { body } }) => {
				const choices = catalogue.isTable(body) ? Object.values(body).filter(isInline) : [];
				return choices.length > 1 ? ['several'] : [];
			}),
		).toEqual([]);
	});

	test('what has a newer version is named there, for tenants that do not have that yet', () => {
		const all = nodes.flatMap((one) =>
			one.resources.map((resource) => ({ node: one.type.description.displayName, resource })),
		);
		for (const old of resources.filter(({ deprecated }) => deprecated)) {
			const [newer] = all.filter(({ node, resource }) => old.deprecated!.use === `${node} > ${resource.name}`);
			if (!newer?.resource.operations.getAll?.since) continue;
			expect(newer.resource.operations.getAll.before).toBe(`${type.description.displayName} > ${old.name}`);
		}
	});

	test('deprecated resources are in the nodes of older versions, nothing else is, and each names a successor that exists', () => {
		const old = resources.filter(({ deprecated }) => deprecated);
		expect(old).toEqual(folder.startsWith('OlderVersions') ? resources : []);
		const names = nodes.flatMap((one) =>
			one.resources
				.filter(({ deprecated }) => !deprecated)
				.map(({ name }) => `${one.type.description.displayName} > ${name}`),
		);
		const successors = old.map(({ deprecated }) => deprecated!.use);
		expect(successors.filter((use) => !names.some((name) => use.startsWith(name)))).toEqual([]);
	});

	test('is found by the name of each of its resources', () => {
		const aliases = codexOf(folder).alias.map((alias) => alias.toLowerCase());
		const known = (name: string) =>
			aliases.some((alias) => alias === name.toLowerCase() || alias === words.pluralOf(name).toLowerCase());
		const partly = (name: string) => aliases.some((alias) => alias.includes(name.toLowerCase()));
		const named = (name: string) => known(name) || (name.includes(' or ') && name.split(' or ').every(partly));
		expect([...new Set(resources.map(({ name }) => name))].filter((name) => !named(name))).toEqual([]);
	});
});

/** Boxes around the deepest of some parameters. */
function depthOf(properties: INodeProperties[]): number {
	return Math.max(0, ...properties.map((one) => (inside(one).length > 0 ? 1 + depthOf(inside(one)) : 0)));
}

/** Its caps differ by type of charger, and in each by part of the price. */
const DEEP = ['corporateBillingPolicy/create', 'corporateBillingPolicy/update'];

test('three boxes lie around a field at most, but in older versions', () => {
	const offered = nodes.flatMap(({ resources }) => operationsOf(resources.filter(({ deprecated }) => !deprecated)));
	const deep = offered.filter(({ parameters }) => depthOf(parameters) > 3);
	expect(deep.map(({ where }) => where)).toEqual(DEEP);
});

test('stored values of resources and operations are in house style, and resources have one each', () => {
	const resources = nodes.flatMap((node) => node.resources);
	const values = resources.map(({ value }) => value);
	expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
	const keys = [...values, ...resources.flatMap(({ operations }) => Object.keys(operations))];
	expect(keys.filter((key) => !/^[a-z][a-zA-Z0-9]*$/.test(key))).toEqual([]);
});

test('an action has five words at most, its resource counted as one, and does not repeat what is at stake', () => {
	const counted = nodes.flatMap(({ type, resources }) =>
		resources.flatMap((resource) => {
			const lists = type.description.properties.filter(({ name }) => name === 'operation');
			const own = lists.find(({ displayOptions }) => displayOptions!.show!.resource![0] === resource.value)!;
			const names = [resource.name, resource.plural ?? words.pluralOf(resource.name)].map(words.sentenceCase);
			return (own.options as INodePropertyOptions[]).map(({ action }) => {
				const short = names.reduce((text, name) => text.replace(new RegExp(name, 'i'), 'it'), action!);
				return { action: action!, count: short.replace(/ \(V[\d.]+\)$/, '').split(' ').length };
			});
		}),
	);
	expect(counted.filter(({ count }) => count > 5).map(({ action }) => action)).toEqual([]);
	expect(counted.filter(({ action }) => /real (money|hardware)|for good/.test(action))).toEqual([]);
});

test('what is at stake stands in the description of each operation, and what cannot be undone in its form', () => {
	for (const { type, resources } of nodes) {
		const { properties } = type.description;
		const shows = (property: INodeProperties, resource: string, operation: string) =>
			property.displayOptions?.show?.resource?.includes(resource) === true &&
			property.displayOptions.show.operation?.includes(operation) === true;
		for (const { value, operations } of resources) {
			const list = properties.find(
				({ name, displayOptions }) => name === 'operation' && displayOptions!.show!.resource![0] === value,
			)!;
			for (const [key, { effect }] of Object.entries(operations)) {
				const { description } = (list.options as INodePropertyOptions[]).find((option) => option.value === key)!;
				const told = { money: /real money/i, physical: /real hardware/i, destructive: /for good|cannot be undone/i };
				if (effect in told) expect(description).toMatch(told[effect as keyof typeof told]);
				const notices = properties.filter(({ name }) => name === 'noWayBackNotice');
				expect(notices.some((notice) => shows(notice, value, key))).toBe(effect === 'destructive');
			}
		}
	}
});

test('an operation that says it reaches hardware, money or has no way back is marked so', () => {
	const offered = nodes.flatMap(({ resources }) => operationsOf(resources));
	const mild = offered.filter(({ operation }) => ['read', 'write'].includes(operation.effect));
	expect(mild.filter(({ operation }) => AT_STAKE.test(operation.says)).map(({ where }) => where)).toEqual([]);
	expect(offered.filter(({ operation }) => AT_STAKE.test(operation.says)).length).toBeGreaterThan(60);
});
