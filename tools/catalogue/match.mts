/**
 * Compares what the node classes offer with the digest of AMPECO's OpenAPI file, both ways and at every depth. Each
 * difference is one line: where, what, and both readings.
 */
import type { Operation as DigestOperation } from '../../sandbox/digest.mts';
import type { Finding } from './compare.mts';
import * as digest from '../../sandbox/digest.mts';
import { sections, moved, older, doubles } from './sections.mts';
import { loadNodes, shared } from './built.mts';
import { compareOperation, nearest } from './compare.mts';
import { exceptions } from './exceptions.mts';

function routeKey(route: string): string {
	return route.replace(/\{\w+\}/g, '{}');
}

const byRoute = new Map(digest.operations.map((one) => [routeKey(`${one.method} ${one.path}`), one]));

/** The folders of the nodes an operation belongs to. */
export function nodesOfOperation(operation: DigestOperation): string[] {
	const route = `${operation.method} ${operation.path}`;
	if (doubles[route]) return doubles[route];
	const others = operation.deprecated ? [...older, ...moved] : moved;
	const other = others.find((one) => one.route.test(operation.path));
	if (other) return [other.node];
	return Object.keys(sections).filter((node) => sections[node].includes(operation.section));
}

/** Whether no list says yet where a newer section belongs: then any node may have it. */
function isUnsettled(operation: DigestOperation): boolean {
	return operation.since !== undefined && nodesOfOperation(operation).length === 0;
}

/** The digest's operation for `METHOD path`, whatever the segments are called. */
export function digestOperation(route: string): DigestOperation | undefined {
	return byRoute.get(routeKey(route));
}

/** The value lists behind a choice that is loaded. */
async function loadedLists(build: string): Promise<Record<string, Set<unknown>>> {
	const { getCountries, getCurrencies } = shared(build).loadOptions;
	const valuesOf = async (method: typeof getCountries) =>
		new Set<unknown>((await method.call({} as never)).map(({ value }) => value));
	return { getCountries: await valuesOf(getCountries), getCurrencies: await valuesOf(getCurrencies) };
}

/** Compares the nodes of some folders of a build with the digest. */
export async function match(build: string, folders: string[]): Promise<Match> {
	const words = shared(build).catalogue;
	const lists = await loadedLists(build);
	const found: Difference[] = [];
	const seen = new Map<string, Array<{ folder: string; again: boolean; name: string }>>();
	for (const { folder, resources } of loadNodes(build, folders)) {
		for (const resource of resources) {
			for (const [name, own] of Object.entries(resource.operations)) {
				const wanted = digestOperation(own.route);
				if (wanted) {
					const key = `${wanted.method} ${wanted.path}`;
					seen.set(key, [
						...(seen.get(key) ?? []),
						// What another operation is made of is there under its own name as well.
						{
							folder,
							again: own.kind !== 'once' && own.kind !== 'list',
							name: `${resource.value}/${name}`,
						},
					]);
					const findings = compareOperation(words, lists, digestOperation, [resource, name], wanted);
					found.push(...findings.map((finding) => ({ node: folder, ...finding })));
				} else {
					found.push({
						node: folder,
						operation: own.route,
						at: 'route',
						what: 'unknown route',
						text: `${alike(own.route)}; for one that is newer than the digest see CONTRIBUTING.md`,
					});
				}
			}
		}
	}
	found.push(...misplaced(seen, folders));
	const unneeded = exceptions.filter(
		(one) => concerns(one, folders) && !found.some((difference) => excuses(one, difference)),
	);
	return {
		differences: found.filter((difference) => !exceptions.some((one) => excuses(one, difference))),
		excused: found.filter((difference) => exceptions.some((one) => excuses(one, difference))).length,
		unneeded,
		covered: seen.size,
		missing: digest.operations.map(({ method, path }) => `${method} ${path}`).filter((route) => !seen.has(route)),
		total: digest.operations.length,
	};
}

/** The known route that was probably meant. */
function alike(route: string): string {
	const [method] = route.split(' ');
	const known = digest.operations.filter((one) => one.method === method).map((one) => `${one.method} ${one.path}`);
	return nearest(route, known).slice(0, 200);
}

/** Operations in no node, the wrong one, or several. */
function misplaced(
	seen: Map<string, Array<{ folder: string; again: boolean; name: string }>>,
	folders: string[],
): Difference[] {
	const found: Difference[] = [];
	for (const operation of digest.operations) {
		const key = `${operation.method} ${operation.path}`;
		const places = seen.get(key) ?? [];
		const once = places.filter(({ again }) => !again);
		for (const node of nodesOfOperation(operation).filter((one) => folders.includes(one))) {
			if (!once.some(({ folder }) => folder === node))
				found.push({
					node,
					operation: key,
					at: 'operation',
					what: 'operation missing',
					text: `section "${operation.section}"${operation.deprecated ? ', deprecated' : ''}`,
				});
		}
		for (const { folder } of isUnsettled(operation)
			? []
			: places.filter((one) => !nodesOfOperation(operation).includes(one.folder))) {
			found.push({
				node: folder,
				operation: key,
				at: 'operation',
				what: 'operation misplaced',
				text: `belongs to ${nodesOfOperation(operation).join(' and ')}`,
			});
		}
		for (const folder of new Set(once.map((one) => one.folder))) {
			const names = once.filter((one) => one.folder === folder).map((one) => one.name);
			if (names.length > 1)
				found.push({
					node: folder,
					operation: key,
					at: 'operation',
					what: 'operation twice',
					text: names.join(', '),
				});
		}
	}
	return found;
}

type Exception = (typeof exceptions)[number];

function fitsPattern(wanted: string | RegExp, value: string): boolean {
	return typeof wanted === 'string' ? wanted === value : wanted.test(value);
}

function excuses({ operation, at, what }: Exception, difference: Difference): boolean {
	return what === difference.what && fitsPattern(operation, difference.operation) && fitsPattern(at, difference.at);
}

/** Whether an exception is about an operation of these nodes. */
function concerns({ operation }: Exception, folders: string[]): boolean {
	return digest.operations.some(
		(one) =>
			fitsPattern(operation, `${one.method} ${one.path}`) &&
			nodesOfOperation(one).some((node) => folders.includes(node)),
	);
}

/** A difference as one line of text. */
export function lineOf({ node, operation, at, what, text }: Difference): string {
	return `${node}  ${operation}  ${at}: ${what}: ${text}`;
}

export interface Difference extends Finding {
	node: string;
}

export interface Match {
	differences: Difference[];
	/** Differences the written list allows. */
	excused: number;
	/** Entries of the written list that no difference needs. */
	unneeded: Array<{ operation: string | RegExp; at: string | RegExp; what: string; why: string }>;
	/** Operations of the digest that the nodes offer. */
	covered: number;
	/** Those they do not offer. */
	missing: string[];
	total: number;
}
