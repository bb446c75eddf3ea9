/**
 * What workflows rely on: resources, operations and parameters of every node with their kinds and the values of choices, and
 * which resource and operation come first, as the compiled nodes have them and as `frozen.json` remembers them.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeType } from 'n8n-workflow';
import type { LoadedNode } from '../../tools/catalogue/built.mts';
import { dist, shared } from '../../tools/catalogue/built.mts';

const { parametersOfOperation } = shared(dist).operation;
const file = join(import.meta.dirname, 'frozen.json');

/**
 * What is stored below a parameter: its kind, a `?` where it may be left out, its default, the values of a choice, the names of
 * a collection. JSON instead of fields is the same everywhere, and stored as the text it is. What a person adds to a collection
 * is stored whatever it holds, so its default is free.
 */
function inside({ type, required, options = [], default: start }: INodeProperties, isAdded: boolean): string {
	const marks = [
		`:${type === 'json' ? 'string' : type}`,
		...(required ? [] : ['?']),
		...(isAdded ? [] : [`~${isEmpty(start) ? '' : encodeURIComponent(JSON.stringify(start))}`]),
	];
	return `{${[...marks, ...innerNames(type, options)].join(' ')}}`;
}

function isEmpty(start: unknown): boolean {
	return start === '' || (typeof start === 'object' && Object.keys(start ?? {}).length === 0);
}

function innerNames(type: INodeProperties['type'], options: NonNullable<INodeProperties['options']>): string[] {
	if (type === 'collection') return [namesOf(options as INodeProperties[], true)];
	if (type === 'options' || type === 'multiOptions') {
		return (options as INodePropertyOptions[]).map(({ value }) => `=${encodeURIComponent(String(value))}`);
	}
	if (type !== 'fixedCollection') return [];
	const rows = (options as INodePropertyCollection[]).filter(({ name }) => name !== 'json');
	return rows.map(({ name, values }) => `${encodeURIComponent(name)}{${namesOf(values)}}`);
}

/** Names with what is inside them: `amount{:number ~} status{:options ? ~enabled =enabled =disabled}`. */
function namesOf(properties: INodeProperties[], areAdded = false): string {
	const names = properties.map((property) => encodeURIComponent(property.name) + inside(property, areAdded));
	return [...new Set(names)].join(' ');
}

/**
 * The names the nodes have now.
 *
 * @param plain those without resources
 */
export function namesNow(nodes: LoadedNode[], plain: INodeType[]): Names {
	return Object.fromEntries([
		...nodes.flatMap(defaultsOf),
		...plain.map(({ description: { name, properties } }) => [name, namesOf(properties)]),
		...nodes.flatMap(({ type, resources }) =>
			resources.flatMap((resource) =>
				Object.entries(resource.operations).map(([name, operation]) => [
					`${type.description.name} ${resource.value} ${name}`,
					namesOf(parametersOfOperation(resource, operation)),
				]),
			),
		),
	]);
}

/** What n8n leaves out of a stored node: another default would make it do something else. */
function defaultsOf({ type, resources }: LoadedNode): Array<[string, string]> {
	const node = type.description.name;
	const [first] = resources;
	return [
		[`${node} default`, first.value],
		...resources.map(({ value, operations }): [string, string] => [
			`${node} ${value} default`,
			Object.keys(operations)[0],
		]),
	];
}

/** "a{b c}" as ["a", "a.b", "a.c"]. */
function paths(names: string): string[] {
	const found: string[] = [];
	const outer: string[] = [];
	let last = '';
	for (const [token] of names.matchAll(/[{}]|[^{}\s]+/g)) {
		if (token === '{') outer.push(last);
		else if (token === '}') outer.pop();
		else {
			last = token;
			found.push([...outer, token].join('.'));
		}
	}
	return found;
}

/** Names that are written down and not there any more. */
export function lostNames(frozen: Names, now: Names): string[] {
	return Object.entries(frozen).flatMap(([operation, names]) => {
		if (!(operation in now)) return [operation];
		const known = new Set(paths(now[operation]));
		return paths(names)
			.filter((path) => !known.has(path))
			.map((path) => `${operation}: ${path}`);
	});
}

/** The names that are written down. */
export function frozenNames(): Names {
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Names) : {};
}

/** Writes names down. */
export function freeze(names: Names): void {
	const lines = Object.entries(names).map(
		([operation, list]) => `${JSON.stringify(operation)}: ${JSON.stringify(list)}`,
	);
	writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
}

/** Whether the person who started the tests wants new names written down. */
export function wantsUpdate(): boolean {
	return process.env.UPDATE_NAMES === '1';
}

/**
 * `node resource operation`, or `node` alone where it has none -> the names of its parameters, with what is inside each in braces; `node default` and
 * `node resource default` -> the resource and operation that a node has when none is stored.
 */
export type Names = Record<string, string>;
