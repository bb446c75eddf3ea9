/** Finds where operations that the catalogue lacks belong: the file of their siblings, or a new one in a node. */
import { nodesOfOperation } from '../../test/catalogue/match.cts';
import type { Operation } from '../../sandbox/digest.mts';
import type { Place } from './catalogue.mts';

/** Operations that go together, and where. */
export interface Home {
	/** The resource file; undefined where no node has anything like it. */
	file?: string;
	/** The resource they join; undefined for one that is to be made. */
	joins?: Place;
	/** Another version of the same collection is in this file. */
	otherVersion?: string;
	/** The path they share, without the id at its end. */
	collection: string;
	operations: Operation[];
}

const VERSION = /\/v[\d.]+(?=\/|$)/;

export function homesOf(operations: Operation[], places: Place[]): Home[] {
	const groups = Object.groupBy(operations, ({ path }) => groupOf(path));
	return Object.entries(groups)
		.map(([collection, members]) => homeOf(collection, members!, places))
		.sort((one, other) => (one.file ?? '~').localeCompare(other.file ?? '~', 'en') || one.collection.localeCompare(other.collection, 'en'));
}

/** Actions go together by what they act on, everything else by its collection. */
function groupOf(path: string): string {
	return /^\/public-api\/actions\/[^/]+\/v[\d.]+/.exec(path)?.[0] ?? collectionOf(path);
}

/** The path without the id at its end. */
function collectionOf(path: string): string {
	return path.replace(/\/\{\w+\}$/, '');
}

function plain(path: string): string {
	return path.replace(/\{\w+\}/g, '{}');
}

function homeOf(collection: string, operations: Operation[], places: Place[]): Home {
	const parent = /^(.*)\/\{\w+\}\/[^/]+$/.exec(collection)?.[1];
	const joins =
		mostFitting(places, (path) => plain(groupOf(path)) === plain(collection)) ??
		// A single route below a record is an operation on it, several are a resource of their own.
		(parent !== undefined && operations.length === 1 ? mostFitting(places, (path) => plain(groupOf(path)) === plain(parent)) : undefined);
	if (joins) return { file: joins.file, joins, collection, operations };
	const other = mostFitting(places, (path) => withoutVersion(groupOf(path)) === withoutVersion(collection));
	if (other) return { file: other.file, otherVersion: other.resource.name, collection, operations };
	const near = parent === undefined ? undefined : mostFitting(places, (path) => withoutVersion(groupOf(path)) === withoutVersion(parent));
	const node = near?.node ?? nodesOfOperation(operations[0])[0];
	return { ...(node && { file: `nodes/${node}/${resourceValue(collection)}.resource.ts` }), collection, operations };
}

function withoutVersion(path: string): string {
	return plain(path).replace(VERSION, '');
}

/** The place with most operations that fit; of equals the first. */
function mostFitting(places: Place[], fits: (path: string) => boolean): Place | undefined {
	const scored = places.map((place) => {
		const routes = Object.values(place.resource.operations).map(({ route }) => route.split(' ')[1]);
		return { place, score: routes.filter(fits).length };
	});
	const best = Math.max(0, ...scored.map(({ score }) => score));
	return best > 0 ? scored.find(({ score }) => score === best)!.place : undefined;
}

/** `/public-api/resources/energy-coupons/v1.0` is about an `energyCoupon`. */
export function resourceValue(collection: string): string {
	const literals = collection.split('/').filter((segment) => segment !== '' && !/^\{|^v[\d.]+$/.test(segment));
	const [last] = literals.slice(-1);
	return camelCase(last.replace(/ies$/, 'y').replace(/(s|x|ch|sh)es$/, '$1').replace(/([^s])s$/, '$1'));
}

/** `set-custom-fields` and `set_custom_fields` become `setCustomFields`. */
export function camelCase(name: string): string {
	return name.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace(/[^A-Za-z0-9]+/g, '');
}
