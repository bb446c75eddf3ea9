/** A route as a person gives it: it stays on the tenant, under /public-api/. */
import { LIST, segmentsOf } from '../shared/catalogue';
import type { Method } from '../shared/catalogue';
import { PARAMETER } from '../shared/catalogue/form';
import { FieldProblem } from '../shared/runtime/errors/errors';
import { shown } from '../shared/runtime/values/refuse';
import { isNoValueWord, isUnset } from '../shared/runtime/values/unset';

/** With what the path of every route begins. */
export const ROOT = '/public-api/';
const EXAMPLE = '/public-api/resources/vouchers/v2.1/{voucher}';

/** A name in braces, or what stands in an address as it is; not a way up. */
function isPart(part: string): boolean {
	return /^(\{\w+\}|[\w.~-]+)$/.test(part) && !/^\.{1,2}$/.test(part);
}

/** Whether there can be such a route: its parts, and the names in braces among them. */
export function isRoute(path: string): boolean {
	return path.startsWith(ROOT) && path.slice(ROOT.length).split('/').every(isPart);
}

/** Names under which the runner finds something else than a value of the path. */
const TAKEN = new Set<string>([...Object.values(PARAMETER), ...Object.keys(LIST)]);

/**
 * The path of a route, with its names in braces.
 *
 * @param method what stands in the form; AMPECO's documents write it before the path
 * @throws FieldProblem for what could lead elsewhere, or has an empty part
 */
export function pathIn(given: unknown, method: Method): string {
	if (isUnset(given) || isNoValueWord(given))
		throw new FieldProblem(`Route is missing. Give it as ${EXAMPLE}.`, 'missing');
	if (typeof given !== 'string') throw new FieldProblem(`Route must be text, but it is ${shown(given)}.`);
	const [, word, path] = /^\s*(?:(GET|POST|PUT|PATCH|DELETE)\s+)?(.*?)\s*$/is.exec(given)!;
	if (word && word.toUpperCase() !== method) {
		throw new FieldProblem(`Route says ${word.toUpperCase()}, but Method is ${method}. Make the two the same.`);
	}
	if (!path.startsWith(ROOT)) {
		throw new FieldProblem(`Route must begin with ${ROOT}, but it is ${shown(path)}. Give it as ${EXAMPLE}.`);
	}
	if (/[?#]/.test(path)) {
		throw new FieldProblem('Route cannot hold a query. Add what stands behind the question mark to Query Parameters.');
	}
	for (const part of path.slice(ROOT.length).split('/')) {
		if (part === '' || isNoValueWord(part)) {
			throw new FieldProblem(
				`Route has an empty part: ${shown(path)}. Correct it, or check that its expression gives a value.`,
			);
		}
		if (!isPart(part)) {
			throw new FieldProblem(
				`Route cannot hold ${shown(part)}. Write a name in braces in its place, and give the value under Path Values.`,
			);
		}
	}
	const names = segmentsOf(path);
	const twice = names.find((name, index) => names.indexOf(name) < index);
	if (twice) throw new FieldProblem(`Route has {${twice}} twice. Give each its own name.`);
	const taken = names.find((name) => TAKEN.has(name));
	if (taken) throw new FieldProblem(`Route cannot have {${taken}}, as the node uses that name. Call it {${taken}Id}.`);
	return path;
}
