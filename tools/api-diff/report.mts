/**
 * Holds the catalogue against a description of the API: what it lacks, what it has in excess, what it types differently
 * and what became deprecated, each with the resource file it concerns.
 */
import type { Operation as Own, Resource } from '../../nodes/shared/catalogue/index.ts';
import type { Callback, Operation } from '../../sandbox/digest.mts';
import { compareOperation } from '../catalogue/compare.mts';
import type { Finding, FindOperation } from '../catalogue/compare.mts';
import type { Catalogue, Place } from './catalogue.mts';
import type { Home } from './homes.mts';
import { homesOf, withoutNames } from './homes.mts';
import { deprecatedPlaces } from './shapes.mts';
import type { Api } from './source.mts';

/** What the last digest knows: the API the catalogue was made for. */
export type Known = Pick<Api, 'operations' | 'callbacks'>;

/** The same difference in one or more operations of a file. */
export interface Difference {
	file: string;
	operations: Operation[];
	/** `body.periods[].start`, `filter.status`, `record.type`. */
	at: string;
	/** The variants at that place, where only some differ. */
	variants: string[];
	what: string;
	text: string;
}

export interface Deprecation {
	file: string;
	resource: Resource;
	/** Whether all operations of the resource are deprecated. */
	whole: boolean;
	operations: Array<{ operation: Operation; successors: string[] }>;
}

export interface Route {
	file: string;
	route: string;
}

export interface Report {
	version?: string;
	hasSchemas: boolean;
	/** Operations in the description and routes in the catalogue. */
	counts: { described: number; catalogue: number };
	added: Home[];
	gone: Route[];
	/** Deprecated in the API, not marked in the catalogue. */
	deprecated: Deprecation[];
	/** Marked in the catalogue, current in the API. */
	current: Route[];
	/** Fields and parameters that the last digest does not know as deprecated. */
	deprecatedFields: Difference[];
	/** Fields and values; none where the description has no schemas. */
	differences: Difference[];
	events: { added: string[]; gone: string[]; deprecated: string[] };
}

/** An operation of the catalogue that the description has as well. */
interface Pair {
	place: Place;
	name: string;
	operation: Operation;
	/** The same in the last digest. */
	before?: Operation;
}

export function routeOf({ method, path }: Operation): string {
	return `${method} ${path}`;
}

export function reportOf(api: Api, catalogue: Catalogue, known: Known): Report {
	const offered = catalogue.places.flatMap((place) =>
		Object.entries(place.resource.operations).map(([name, own]) => ({ place, name, own })),
	);
	const inApi = finder(api.operations);
	const inDigest = finder(known.operations);
	const pairs = offered.flatMap(({ place, name, own }): Pair[] => {
		const operation = inApi(own.route);
		return operation ? [{ place, name, operation, before: inDigest(own.route) }] : [];
	});
	const keys = new Set(offered.map(({ own }) => withoutNames(own.route)));
	const news = pairs.map((pair) => ({ pair, findings: newFindings(pair, catalogue, inApi, inDigest) }));
	const marked = news
		.filter(({ findings }) => findings.some(({ what }) => what === 'deprecated'))
		.map(({ pair }) => pair);
	return {
		version: api.version,
		hasSchemas: api.hasSchemas,
		counts: { described: api.operations.length, catalogue: keys.size },
		added: homesOf(
			api.operations.filter((one) => !keys.has(withoutNames(routeOf(one)))),
			catalogue.places,
		),
		gone: routes(
			offered
				.filter(({ own }) => !inApi(own.route) && !isLater(own, api.version))
				.map(({ place, own }) => [place, own.route]),
		),
		deprecated: deprecations(
			marked.filter(({ operation }) => operation.deprecated),
			api,
		),
		current: routes(
			marked
				.filter(({ operation }) => !operation.deprecated)
				.map(({ place, operation }) => [place, routeOf(operation)]),
		),
		deprecatedFields: grouped(api.hasSchemas ? pairs.flatMap(newlyDeprecated) : []),
		differences: grouped(
			news.flatMap(({ pair, findings }) =>
				findings
					.filter(({ what }) => api.hasSchemas && what !== 'deprecated')
					.map((finding) => difference(pair, finding)),
			),
		),
		events: api.hasSchemas ? events(api.callbacks, known.callbacks) : { added: [], gone: [], deprecated: [] },
	};
}

/** Whether there is anything to report. */
export function hasDifferences(report: Report): boolean {
	const { added, gone, deprecated, current, deprecatedFields, differences, events: changed } = report;
	return [added, gone, deprecated, current, deprecatedFields, differences, ...Object.values(changed)].some(
		({ length }) => length > 0,
	);
}

function finder(operations: Operation[]): FindOperation {
	const byKey = new Map(operations.map((one) => [withoutNames(routeOf(one)), one]));
	return (route) => byKey.get(withoutNames(route));
}

/** What differs, but for what already differs from the last digest on purpose. */
function newFindings(
	{ place, name, operation, before }: Pair,
	catalogue: Catalogue,
	inApi: FindOperation,
	inDigest: FindOperation,
): Finding[] {
	const { words, lists, exceptions } = catalogue;
	const fits = (wanted: string | RegExp, value: string) =>
		typeof wanted === 'string' ? wanted === value : wanted.test(value);
	const excused = (before ? compareOperation(words, lists, inDigest, [place.resource, name], before) : []).filter(
		(finding) =>
			exceptions.some(
				(one) => one.what === finding.what && fits(one.operation, finding.operation) && fits(one.at, finding.at),
			),
	);
	// No description of the API says which version brought what.
	const told = compareOperation(words, lists, inApi, [place.resource, name], operation).filter(
		({ what }) => what !== 'since',
	);
	return told.filter(
		({ at, what, text }) => !excused.some((one) => one.at === at && one.what === what && one.text === text),
	);
}

/** Whether an operation is only known in later versions than this. */
function isLater({ since }: Own, version?: string): boolean {
	return since !== undefined && version !== undefined && since.localeCompare(version, 'en', { numeric: true }) > 0;
}

function routes(all: Array<[Place, string]>): Route[] {
	return [...new Map(all.map(([{ file }, route]) => [`${file} ${route}`, { file, route }])).values()];
}

function difference({ place, operation }: Pair, { at, what, text }: Pick<Finding, 'at' | 'what' | 'text'>): Difference {
	const variants = [...at.matchAll(/\(([^)]*)\)/g)].map(([, name]) => name);
	return { file: place.file, operations: [operation], at: at.replace(/\([^)]*\)/g, ''), variants, what, text };
}

/** Joins differences that are the same in several operations or variants of a file. */
function grouped(differences: Difference[]): Difference[] {
	const groups = new Map<string, Difference>();
	for (const one of differences) {
		const key = [one.file, one.at, one.what, one.text].join('\n');
		const known = groups.get(key);
		if (!known) groups.set(key, one);
		else {
			known.operations = [...new Set([...known.operations, ...one.operations])];
			known.variants = [...new Set([...known.variants, ...one.variants])];
		}
	}
	return [...groups.values()];
}

function deprecations(pairs: Pair[], { operations }: Api): Deprecation[] {
	const current = operations.filter((one) => !one.deprecated);
	const found = new Map<Resource, Deprecation>();
	for (const { place, operation } of pairs) {
		const { file, resource } = place;
		if (!found.has(resource)) found.set(resource, { file, resource, whole: false, operations: [] });
		const known = found.get(resource)!;
		if (known.operations.some((one) => one.operation === operation)) continue;
		const successors = current.filter((one) => unversioned(one) === unversioned(operation)).map(routeOf);
		known.operations.push({ operation, successors });
	}
	for (const one of found.values()) {
		const all = new Set(Object.values(one.resource.operations).map(({ route }) => withoutNames(route)));
		one.whole = one.operations.length === all.size;
	}
	return [...found.values()];
}

/** Without the version; a PATCH may take the place of a PUT. */
function unversioned(operation: Operation): string {
	return withoutNames(routeOf(operation))
		.replace(/\/v[\d.]+(?=\/|$)/, '')
		.replace(/^PUT /, 'PATCH ');
}

function newlyDeprecated(pair: Pair): Difference[] {
	const old = new Set(pair.before && deprecatedPlaces(pair.before));
	return deprecatedPlaces(pair.operation)
		.filter((at) => !old.has(at))
		.map((at) => difference(pair, { at, what: 'deprecated', text: 'AMPECO will remove it' }));
}

function events(now: Callback[], before: Callback[]): Report['events'] {
	const names = (all: Callback[]) => all.map(({ event }) => event);
	const without = (all: string[], some: string[]) => all.filter((event) => !some.includes(event));
	const deprecated = (all: Callback[]) => names(all.filter((one) => one.deprecated));
	return {
		added: without(names(now), names(before)),
		gone: without(names(before), names(now)),
		deprecated: without(deprecated(now), deprecated(before)),
	};
}
