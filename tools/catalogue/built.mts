/** The built package as the tests read it: its node classes with their resources, and what the nodes share. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { INodeType } from 'n8n-workflow';
import type { Watch } from '../../nodes/Polling/watches.ts';
import type { Resource } from '../../nodes/shared/catalogue/index.ts';
import { sections } from './sections.mts';

const load = createRequire(import.meta.url);
const root = resolve(import.meta.dirname, '../..');

/** The folder of the build that is published. */
export const dist = join(root, 'dist');
/** The folders of all operation nodes the package is to have. */
export const allFolders = Object.keys(sections);

/** The folders of a build that have an operation node. */
export function foldersIn(build: string): string[] {
	const nodes = join(build, 'nodes');
	return readdirSync(nodes)
		.filter(
			(name) => existsSync(join(nodes, name, `Ampeco${name}.node.js`)) && !['Trigger', 'ApiRequest'].includes(name),
		)
		.sort();
}

/** The nodes of some folders, instantiated. */
export function loadNodes(build: string, folders: string[]): LoadedNode[] {
	return folders.map((folder) => {
		const loaded = load(join(build, 'nodes', folder, `Ampeco${folder}.node.js`)) as Record<
			string,
			new () => INodeType & { resources?: Resource[] }
		>;
		const type = new loaded[`Ampeco${folder}`]();
		if (!type.resources) throw new Error(`Ampeco${folder} has no public "resources".`);
		return { folder, type, resources: type.resources };
	});
}

/** The nodes without a catalogue, instantiated: the triggers, and the one for any request. */
export function loadPlainNodes(build: string): INodeType[] {
	return ['Trigger/AmpecoTrigger', 'Polling/AmpecoPollingTrigger', 'ApiRequest/AmpecoApiRequest'].map((name) => {
		const loaded = load(join(build, 'nodes', `${name}.node.js`)) as Record<string, new () => INodeType>;
		return new loaded[name.split('/')[1]]();
	});
}

/** What the nodes of a build share. */
export function shared(build: string): Shared {
	const part = (path: string) => load(join(build, 'nodes/shared', path));
	return {
		catalogue: part('catalogue/index.js'),
		...part('entities.js'),
		field: part('compile/field.js'),
		merge: part('compile/merge.js'),
		node: part('compile/properties.js'),
		form: part('catalogue/form.js'),
		columns: part('catalogue/columns.js'),
		simple: part('catalogue/simple.js'),
		simplify: part('runtime/output/simplify.js'),
		errors: part('runtime/errors/errors.js'),
		outputSchema: part('compile/outputSchema.js'),
		operation: part('compile/operation.js'),
		words: part('catalogue/words.js'),
		loadOptions: part('runtime/pickers/loadOptions.js'),
		prepare: part('runtime/prepare/prepare.js').prepare,
		kindOf: part('runtime/run/item.js').kindOf,
	};
}

/** The folders of the operation nodes that package.json registers. */
export function registeredFolders(): string[] {
	const { n8n } = load(join(root, 'package.json')) as { n8n: { nodes: string[] } };
	return n8n.nodes.map((file) => file.split('/')[2]).filter((folder) => folder in sections);
}

/** What n8n's search knows of a node of the published build. */
export function codexOf(folder: string): { alias: string[] } {
	return JSON.parse(readFileSync(join(root, 'dist/nodes', folder, `Ampeco${folder}.node.json`), 'utf8'));
}

/** What the polling trigger of the published build can watch. */
export function watchesOf(): Record<string, Watch> {
	return load(join(dist, 'nodes/Polling/watches.js')).watches;
}

/** Prints a line, past jest. */
export function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

export interface LoadedNode {
	/** Name of the folder: `Voucher`. */
	folder: string;
	type: INodeType;
	resources: Resource[];
}

type Entities = typeof import('../../nodes/shared/entities.ts');

export interface Shared extends Pick<Entities, 'entityOf' | 'searchMethodOf'> {
	catalogue: typeof import('../../nodes/shared/catalogue/index.ts');
	entities: Record<string, ReturnType<Entities['entityOf']>>;
	field: typeof import('../../nodes/shared/compile/field.ts');
	merge: typeof import('../../nodes/shared/compile/merge.ts');
	node: typeof import('../../nodes/shared/compile/properties.ts');
	form: typeof import('../../nodes/shared/catalogue/form.ts');
	columns: typeof import('../../nodes/shared/catalogue/columns.ts');
	simple: typeof import('../../nodes/shared/catalogue/simple.ts');
	simplify: typeof import('../../nodes/shared/runtime/output/simplify.ts');
	errors: { KINDS: readonly string[] };
	outputSchema: typeof import('../../nodes/shared/compile/outputSchema.ts');
	operation: typeof import('../../nodes/shared/compile/operation.ts');
	words: typeof import('../../nodes/shared/catalogue/words.ts');
	loadOptions: typeof import('../../nodes/shared/runtime/pickers/loadOptions.ts');
	prepare: (typeof import('../../nodes/shared/runtime/prepare/prepare.ts'))['prepare'];
	kindOf: (typeof import('../../nodes/shared/runtime/run/item.ts'))['kindOf'];
}
