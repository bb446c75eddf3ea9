/** A list of operations that must be there, from outside the repository: AMPECO_OPERATIONS names a JSON file of `{ method, path }`. */
import { readFileSync } from 'node:fs';

export const wantedFile: string | undefined = process.env.AMPECO_OPERATIONS;

/** The routes of the list, e.g. "GET /public-api/resources/users/v1.0/{}": the names in braces are not compared. */
export function wantedRoutes(file: string): string[] {
	const operations = JSON.parse(readFileSync(file, 'utf8')) as Array<{ method: string; path: string }>;
	return operations.map(({ method, path }) => bare(`${method} ${path}`));
}

/** A route without the names of its parts. */
export function bare(route: string): string {
	return route.replace(/\{[^}]*\}/g, '{}');
}
