/** The catalogue as the report needs it: every resource of the built nodes with the file that states it. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Resource } from '../../nodes/shared/catalogue/index.ts';
import type { Exception } from '../catalogue/exceptions.mts';
import { exceptions } from '../catalogue/exceptions.mts';
import { foldersIn, loadNodes, shared } from '../catalogue/built.mts';
import type { Shared } from '../catalogue/built.mts';

export interface Place {
	node: string;
	/** Source file, e.g. `nodes/Voucher/voucher.resource.ts`. */
	file: string;
	resource: Resource;
}

export interface Catalogue {
	places: Place[];
	words: Shared['catalogue'];
	/** The values of loaded choices, by their method. */
	lists: Record<string, Set<unknown>>;
	/** Names of what a person can pick. */
	entities: Set<string>;
	/** Where the catalogue differs from the API on purpose. */
	exceptions: Exception[];
}

/** Reads the catalogue of a build such as `dist`, by its absolute path. */
export async function readCatalogue(build: string): Promise<Catalogue> {
	const { catalogue, entities, loadOptions } = shared(build);
	const valuesOf = async (method: typeof loadOptions.getCountries) =>
		new Set<unknown>((await method.call({} as never)).map(({ value }) => value));
	const folders = foldersIn(build);
	// Not of the node's folder alone: what is deprecated stays beside its successor, and has a node of its own.
	const files = new Map(folders.flatMap((folder) => filesOf(build, folder)));
	return {
		places: loadNodes(build, folders).flatMap(({ folder, resources }) =>
			resources.map((resource): Place => {
				const file = files.get(resource);
				if (!file) throw new Error(`No resource file exports the resource "${resource.value}" of ${folder}.`);
				return { node: folder, file, resource };
			}),
		),
		words: catalogue,
		lists: {
			getCountries: await valuesOf(loadOptions.getCountries),
			getCurrencies: await valuesOf(loadOptions.getCurrencies),
		},
		entities: new Set(Object.keys(entities)),
		exceptions,
	};
}

/** Each value that the resource files of a folder export, with its source file. */
function filesOf(build: string, folder: string): Array<[unknown, string]> {
	const load = createRequire(join(build, 'index.js'));
	const names = readdirSync(join(build, 'nodes', folder)).filter((name) => name.endsWith('.resource.js'));
	return names.flatMap((name) => {
		const file = `nodes/${folder}/${name.replace(/js$/, 'ts')}`;
		return Object.values(load(join(build, 'nodes', folder, name)) as object).map((value): [unknown, string] => [
			value,
			file,
		]);
	});
}
