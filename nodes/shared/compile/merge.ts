/**
 * Merges the parameters of all operations of a node: parameters that are the same in several
 * operations become one with a wider display condition, and every operation keeps its own order.
 * A display condition is a rectangle (these resources times these operations), so two may be joined
 * only where the rectangle covers no operation that lacks the parameter; and only where no operation
 * would have to show a parameter both before and after another.
 */
import type { INodeProperties } from 'n8n-workflow';

/** One operation of a node with its parameters, in order. */
export interface OperationParameters {
	resource: string;
	operation: string;
	/** Operations of one route share their collections, even where one lacks a field. */
	route: string;
	parameters: INodeProperties[];
}

/** Parameters, in order, and when they are shown: by the names of other parameters, alike for all, the value they must have. */
export interface Conditional {
	when: Record<string, string>;
	parameters: INodeProperties[];
}

/** A parameter with the conditions under which it is shown. */
interface Shared {
	parameter: INodeProperties;
	users: Array<Conditional['when']>;
	/** Those shown right after it and right before it. */
	after: Set<Shared>;
	before: Set<Shared>;
}

export function mergeParameters(all: OperationParameters[]): INodeProperties[] {
	shareCollections(all);
	return mergeConditional(
		all.map(({ resource, operation, parameters }) => ({ when: { resource, operation }, parameters })),
	);
}

/** The same for what is not shown by operation. */
export function mergeConditional(all: Conditional[]): INodeProperties[] {
	const every = chains(all);
	const alike = new Map<string, Shared[]>();
	for (const one of every) {
		const identity = JSON.stringify(one.parameter);
		alike.set(identity, [...(alike.get(identity) ?? []), one]);
	}
	const gone = new Set<Shared>();
	for (let before = -1; before < gone.size; ) {
		// What is wider now may fit what did not before.
		before = gone.size;
		for (const group of alike.values()) joinAll(group, all, gone);
	}
	return inOrder(every.filter((one) => !gone.has(one))).map(({ parameter, users }) => ({
		...parameter,
		displayOptions: {
			...parameter.displayOptions,
			show: { ...conditionsOf(users), ...parameter.displayOptions?.show },
		},
	}));
}

/** Puts the fullest collection in place of those of the same route that only lack some of its fields, which are hidden there. */
function shareCollections(all: OperationParameters[]): void {
	for (const lacking of all) {
		lacking.parameters = lacking.parameters.map((parameter) => {
			if (parameter.type !== 'collection') return parameter;
			const fullest = all
				.filter(({ resource, route }) => resource === lacking.resource && route === lacking.route)
				.flatMap(({ parameters }) =>
					parameters.filter(({ name, type }) => name === parameter.name && type === 'collection'),
				)
				.find((other) => lacksOnly(parameter, other));
			if (!fullest) return parameter;
			const present = new Set(optionsOf(parameter).map(({ name }) => name));
			for (const option of optionsOf(fullest)) if (!present.has(option.name)) hideIn(option, lacking.operation);
			return fullest;
		});
	}
}

/** Whether one collection is the other without some of its fields. */
function lacksOnly(one: INodeProperties, other: INodeProperties): boolean {
	const bare = (property: INodeProperties) => JSON.stringify({ ...property, options: [], displayOptions: undefined });
	const [few, many] = [one, other].map((property) => optionsOf(property).map(bare));
	const frame = ({ displayOptions }: INodeProperties) => JSON.stringify(displayOptions ?? {});
	return (
		few.length < many.length &&
		bare(one) === bare(other) &&
		frame(one) === frame(other) &&
		few.join() === many.filter((option) => few.includes(option)).join()
	);
}

function hideIn(option: INodeProperties, operation: string): void {
	const hidden = (option.displayOptions?.hide?.['/operation'] ?? []) as string[];
	option.displayOptions = { ...option.displayOptions, hide: { '/operation': [...hidden, operation] } };
}

function optionsOf({ options = [] }: INodeProperties): INodeProperties[] {
	return options as INodeProperties[];
}

/** Every parameter wherever it is shown, each linked to the next. */
function chains(all: Conditional[]): Shared[] {
	return all.flatMap(({ when, parameters }) => {
		const chain = parameters.map(
			(parameter): Shared => ({ parameter, users: [when], after: new Set(), before: new Set() }),
		);
		chain.slice(1).forEach((one, index) => link(chain[index], one));
		return chain;
	});
}

function link(first: Shared, second: Shared): void {
	first.after.add(second);
	second.before.add(first);
}

/** Joins what can be joined of the places of one parameter. */
function joinAll(group: Shared[], all: Conditional[], gone: Set<Shared>): void {
	for (let first = 0; first < group.length; first += 1) {
		for (let second = first + 1; second < group.length; second += 1) {
			const [kept, given] = [group[first], group[second]];
			if (!isRectangle([...kept.users, ...given.users], all) || leads(kept, given) || leads(given, kept)) continue;
			join(kept, given);
			gone.add(given);
			group.splice(second, 1);
			second = first;
		}
	}
}

function join(kept: Shared, given: Shared): void {
	kept.users.push(...given.users);
	for (const one of given.after) {
		one.before.delete(given);
		link(kept, one);
	}
	for (const one of given.before) {
		one.after.delete(given);
		link(one, kept);
	}
}

/** Whether one parameter stands somewhere before another. */
function leads(from: Shared, to: Shared): boolean {
	const seen = new Set<Shared>([from]);
	// A set is walked through to what is added meanwhile.
	for (const one of seen) {
		if (one.after.has(to)) return true;
		for (const next of one.after) seen.add(next);
	}
	return false;
}

/** Whether nothing but the users lies in the product of their conditions. */
function isRectangle(users: Shared['users'], all: Conditional[]): boolean {
	const conditions = Object.entries(conditionsOf(users));
	const covered = all.filter(({ when }) => conditions.every(([name, values]) => values.includes(when[name])));
	return covered.length === users.length;
}

/** By name, the values under which one of the users shows it. */
function conditionsOf(users: Shared['users']): Record<string, string[]> {
	const names = Object.keys(users[0]);
	return Object.fromEntries(names.map((name) => [name, unique(users.map((user) => user[name]))]));
}

/** Each after all that stand before it, otherwise as they come. */
function inOrder(shared: Shared[]): Shared[] {
	const placed = new Set<Shared>();
	const place = (one: Shared) => {
		if (placed.has(one)) return;
		for (const earlier of one.before) place(earlier);
		placed.add(one);
	};
	for (const one of shared) place(one);
	return [...placed];
}

function unique(values: string[]): string[] {
	return [...new Set(values)];
}
