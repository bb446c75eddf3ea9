/**
 * Holds the catalogue against a description of the API: what it lacks, what it has in excess, what it types differently
 * and what became deprecated, each with the resource file it concerns.
 */
import type { Operation as Own } from '../../nodes/shared/catalogue/index.ts';
import type { Callback, Operation } from '../../sandbox/digest.mts';
import type { Finding } from '../../test/catalogue/compare.cts';
import { compareOperation } from '../../test/catalogue/compare.cts';
import type { Catalogue, Place } from './catalogue.mts';
import type { Home } from './homes.mts';
import { homesOf } from './homes.mts';
import { deprecatedPlaces } from './shapes.mts';
import type { Api } from './source.mts';

/** What the last digest knows: the API the catalogue was made for. */
export type Known = Pick<Api, 'operations' | 'callbacks'>;

/** The same difference in one or more operations of a file. */
export interface Difference {
	file: string;
	operations: Operation[];
	at: string;
	what: string;
	text: string;
}

export interface Deprecation {
	file: string;
	operation: Operation;
	/** Routes that do the same in a newer version. */
	successors: string[];
}

export interface Report {
	version?: string;
	hasSchemas: boolean;
	/** Operations in the description and routes in the catalogue. */
	counts: { described: number; catalogue: number };
	added: Home[];
	gone: Array<{ file: string; route: string }>;
	/** Deprecated in the API, not marked in the catalogue. */
	deprecated: Deprecation[];
	/** Marked in the catalogue, current in the API. */
	current: Array<{ file: string; route: string }>;
	/** Fields and parameters that the last digest does not know as deprecated. */
	deprecatedFields: Difference[];
	/** Fields and values; none where the description has no schemas. */
	differences: Difference[];
	events: { added: string[]; gone: string[]; deprecated: string[] };
}

export function routeOf({ method, path }: Operation): string {
	return `${method} ${path}`;
}

/** A route whatever its segments are called. */
export function routeKey(route: string): string {
	return route.replace(/\{\w+\}/g, '{}');
}

export function reportOf(api: Api, catalogue: Catalogue, known: Known): Report {
	const offered = catalogue.places.flatMap((place) =>
		Object.entries(place.resource.operations).map(([name, own]) => ({ place, name, own })),
	);
	const inApi = finder(api.operations);
	const inDigest = finder(known.operations);
	const found: Difference[] = [];
	for (const { place, name, own } of offered) {
		const wanted = inApi(own.route);
		if (!wanted) continue;
		const before = inDigest(own.route);
		const all = compare(catalogue, inApi, place, name, wanted);
		const excused = before ? compare(catalogue, inDigest, place, name, before).filter((one) => isExcused(one, catalogue)) : [];
		for (const { at, what, text } of all) {
			if (excused.some((one) => one.at === at && one.what === what && one.text === text)) continue;
			if (api.hasSchemas || what === 'deprecated') found.push({ file: place.file, operations: [wanted], at, what, text });
		}
	}
	const keys = new Set(offered.map(({ own }) => routeKey(own.route)));
	const marks = found.filter(({ what }) => what === 'deprecated');
	return {
		version: api.version,
		hasSchemas: api.hasSchemas,
		counts: { described: api.operations.length, catalogue: keys.size },
		added: homesOf(
			api.operations.filter((one) => !keys.has(routeKey(routeOf(one)))),
			catalogue.places,
		),
		gone: unique(
			offered
				.filter(({ own }) => !inApi(own.route) && !isLater(own, api.version))
				.map(({ place, own }) => ({ file: place.file, route: own.route })),
		),
		...deprecations(marks, api),
		deprecatedFields: api.hasSchemas ? grouped(offered.flatMap(({ place, own }) => newlyDeprecated(place, inApi(own.route), inDigest(own.route)))) : [],
		differences: grouped(found.filter(({ what }) => what !== 'deprecated')),
		events: api.hasSchemas ? events(api.callbacks, known.callbacks) : { added: [], gone: [], deprecated: [] },
	};
}

/** Whether there is anything to report. */
export function hasDifferences(report: Report): boolean {
	const { added, gone, deprecated, current, deprecatedFields, differences, events: changed } = report;
	return [added, gone, deprecated, current, deprecatedFields, differences, ...Object.values(changed)].some(({ length }) => length > 0);
}

function finder(operations: Operation[]): (route: string) => Operation | undefined {
	const byKey = new Map(operations.map((one) => [routeKey(routeOf(one)), one]));
	return (route) => byKey.get(routeKey(route));
}

function compare({ words, lists }: Catalogue, find: (route: string) => Operation | undefined, { resource }: Place, name: string, wanted: Operation): Finding[] {
	return compareOperation(words, lists, find, [resource, name], wanted);
}

/** Only what the catalogue has always read otherwise is excused: the same difference in the new description is news when it reads differently. */
function isExcused({ operation, at, what }: Finding, { exceptions }: Catalogue): boolean {
	const fits = (wanted: string | RegExp, value: string) => (typeof wanted === 'string' ? wanted === value : wanted.test(value));
	return exceptions.some((one) => one.what === what && fits(one.operation, operation) && fits(one.at, at));
}

/** Whether an operation is only known in later versions than this. */
function isLater({ since }: Own, version?: string): boolean {
	return since !== undefined && version !== undefined && since.localeCompare(version, 'en', { numeric: true }) > 0;
}

/** Joins differences that are the same in several operations of a file. */
function grouped(differences: Difference[]): Difference[] {
	const groups = new Map<string, Difference>();
	for (const one of differences) {
		const key = [one.file, one.at, one.what, one.text].join('\n');
		const known = groups.get(key);
		if (!known) groups.set(key, one);
		else known.operations = [...new Set([...known.operations, ...one.operations])];
	}
	return [...groups.values()];
}

function unique<T>(values: T[]): T[] {
	return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** The operation's own mark decides; the resource's stands for all of its operations. */
function deprecations(marks: Difference[], api: Api): Pick<Report, 'deprecated' | 'current'> {
	const each = grouped(marks).flatMap(({ file, operations }) => operations.map((operation) => ({ file, operation })));
	return {
		deprecated: each
			.filter(({ operation }) => operation.deprecated)
			.map((one) => ({ ...one, successors: successorsOf(one.operation, api.operations) })),
		current: each.filter(({ operation }) => !operation.deprecated).map(({ file, operation }) => ({ file, route: routeOf(operation) })),
	};
}

/** Current routes with the same method and path in another version. */
function successorsOf(operation: Operation, all: Operation[]): string[] {
	const unversioned = ({ method, path }: Operation) => routeKey(`${method} ${path.replace(/\/v[\d.]+(?=\/|$)/, '')}`);
	return all.filter((one) => !one.deprecated && unversioned(one) === unversioned(operation)).map(routeOf);
}

function newlyDeprecated({ file }: Place, now: Operation | undefined, before: Operation | undefined): Difference[] {
	if (!now) return [];
	const old = new Set(before && deprecatedPlaces(before));
	return deprecatedPlaces(now)
		.filter((at) => !old.has(at))
		.map((at) => ({ file, operations: [now], at, what: 'deprecated', text: 'AMPECO will remove it' }));
}

function events(now: Callback[], before: Callback[]): Report['events'] {
	const names = (all: Callback[]) => new Set(all.map(({ event }) => event));
	const old = names(before.filter(({ deprecated }) => deprecated));
	return {
		added: [...names(now).difference(names(before))],
		gone: [...names(before).difference(names(now))],
		deprecated: now.filter(({ event, deprecated }) => deprecated && !old.has(event)).map(({ event }) => event),
	};
}
