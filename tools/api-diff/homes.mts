/** Finds where operations that the catalogue lacks belong: the file of their siblings, or a new one in a node. */
import type { Operation } from '../../sandbox/digest.mts';
import { nodesOfOperation } from '../catalogue/match.mts';
import type { Place } from './catalogue.mts';

/** Operations that go together, and where. */
export interface Home {
	/** The resource file; undefined where no node has anything like it. */
	file?: string;
	/** The resource they join; undefined for one that is to be made. */
	joins?: Place;
	/** The resource of another version of the same collection. */
	otherVersion?: Place;
	/** Proposed stored name of a resource that is to be made. */
	value: string;
	/** The path they share, without the id at its end. */
	collection: string;
	operations: Operation[];
}

const ACTIONS = '/public-api/actions/';
const VERSION = /\/(v[\d.]+)(?=\/|$)/;

export function homesOf(operations: Operation[], places: Place[]): Home[] {
	const groups = new Map(
		Object.entries(Object.groupBy(operations, ({ path }) => groupOf(path)) as Record<string, Operation[]>),
	);
	// A single route below a record is an operation on it, several are a resource of their own.
	for (const [collection, members] of groups) {
		const parent = parentOf(collection);
		if (members.length > 1 || parent === undefined || !groups.has(parent)) continue;
		groups.get(parent)!.push(...members);
		groups.delete(collection);
	}
	const homes: Home[] = [];
	// Records first, so that actions find what they act on.
	const inOrder = [...groups].sort(
		([one], [other]) => Number(one.startsWith(ACTIONS)) - Number(other.startsWith(ACTIONS)),
	);
	for (const [collection, members] of inOrder) {
		const home = homeOf(collection, members, places);
		const same = homes.find(({ joins, value }) =>
			home.joins ? joins === home.joins : collection.startsWith(ACTIONS) && joins === undefined && value === home.value,
		);
		if (same) same.operations.push(...members);
		else homes.push(home);
	}
	return homes.sort(
		(one, other) =>
			(one.file ?? '~').localeCompare(other.file ?? '~', 'en') || one.collection.localeCompare(other.collection, 'en'),
	);
}

/** Actions go together by what they act on, everything else by its collection. */
export function groupOf(path: string): string {
	return path.startsWith(ACTIONS) ? path.split('/').slice(0, 5).join('/') : path.replace(/\/\{\w+\}$/, '');
}

/** The collection of the record that a collection is below. */
function parentOf(collection: string): string | undefined {
	return /^(.*)\/\{\w+\}\/.+$/.exec(collection)?.[1];
}

function homeOf(collection: string, operations: Operation[], places: Place[]): Home {
	const value = resourceValue(collection);
	const parent = parentOf(collection);
	const same = (wanted: string, form: (path: string) => string) =>
		mostFitting(places, value, (path) => form(groupOf(path)) === form(wanted));
	const joins =
		same(collection, withoutNames) ??
		(parent !== undefined && operations.length === 1 ? same(parent, withoutNames) : undefined) ??
		(collection.startsWith(ACTIONS)
			? (same(collection, withoutVersion) ?? places.find(({ resource }) => resource.value === value))
			: undefined);
	if (joins) return { file: joins.file, joins, value: joins.resource.value, collection, operations };
	const otherVersion = same(collection, withoutVersion);
	if (otherVersion) {
		const versioned = `${otherVersion.resource.value.replace(/V\d+$/, '')}${VERSION.exec(collection)![1].toUpperCase().replace('.', '')}`;
		return { file: fileIn(otherVersion.node, versioned), otherVersion, value: versioned, collection, operations };
	}
	const near = parent === undefined ? undefined : same(parent, withoutVersion);
	const node = near?.node ?? nodesOfOperation(operations[0])[0];
	return { file: node && fileIn(node, value), value, collection, operations };
}

function fileIn(node: string, value: string): string {
	return `nodes/${node}/${value}.resource.ts`;
}

/** A path or route whatever its segments are called. */
export function withoutNames(path: string): string {
	return path.replace(/\{\w+\}/g, '{}');
}

function withoutVersion(path: string): string {
	return withoutNames(path).replace(VERSION, '');
}

/** The place with most operations that fit; of equals the one of this stored name, else the first. */
function mostFitting(places: Place[], value: string, fits: (path: string) => boolean): Place | undefined {
	const scored = places.map((place) => {
		const routes = Object.values(place.resource.operations).map(({ route }) => route.split(' ')[1]);
		return { place, score: routes.filter(fits).length };
	});
	const best = Math.max(0, ...scored.map(({ score }) => score));
	const all = scored.filter(({ score }) => score === best && score > 0).map(({ place }) => place);
	return all.find(({ resource }) => resource.value === value) ?? all[0];
}

/** `/public-api/resources/locations/v2.0/{location}/notes` is about a `locationNote`. */
function resourceValue(collection: string): string {
	const literals = collection.split('/').filter((segment) => segment !== '' && !/^\{|^v[\d.]+$/.test(segment));
	const own = camelCase(singular(literals[literals.length - 1]));
	const [owner = ''] = [...collection.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).slice(-1);
	return owner === '' || own.startsWith(owner) ? own : `${owner}${own[0].toUpperCase()}${own.slice(1)}`;
}

export function singular(name: string): string {
	return name
		.replace(/ies$/, 'y')
		.replace(/(ss|x|ch|sh)es$/, '$1')
		.replace(/([^s])s$/, '$1');
}

/** `set-custom-fields` and `set_custom_fields` become `setCustomFields`. */
export function camelCase(name: string): string {
	return name
		.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase())
		.replace(/[^A-Za-z0-9]+/g, '');
}
