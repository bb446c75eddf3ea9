/** The built package as the tests read it: its node classes with their resources, and what the nodes share. */
import type { INodeType } from 'n8n-workflow';
import type { Resource } from '../../nodes/shared/catalogue';

const { existsSync, readFileSync, readdirSync } = require('node:fs') as typeof import('node:fs');
const { join, resolve } = require('node:path') as typeof import('node:path');
const { sections } = require('./sections.mts') as typeof import('./sections.mts');

const root = resolve(__dirname, '../..');

function nodeFolders(build: string): string[] {
	const nodes = join(build, 'nodes');
	return readdirSync(nodes)
		.filter((name) => existsSync(join(nodes, name, `Ampeco${name}.node.js`)) && name !== 'Trigger')
		.sort();
}

function load(build: string, folders: string[]): LoadedNode[] {
	return folders.map((folder) => {
		const loaded = require(join(build, 'nodes', folder, `Ampeco${folder}.node.js`)) as Record<
			string,
			new () => INodeType & { resources?: Resource[] }
		>;
		const type = new loaded[`Ampeco${folder}`]();
		if (!type.resources) throw new Error(`Ampeco${folder} has no public "resources".`);
		return { folder, type, resources: type.resources };
	});
}

function sharedModules(build: string): Shared {
	const load = (path: string) => require(join(build, 'nodes/shared', path));
	return {
		catalogue: load('catalogue/index.js'),
		entities: load('entities.js').entities,
		field: load('compile/field.js'),
		merge: load('compile/merge.js'),
		node: load('compile/node.js'),
		operation: load('compile/operation.js'),
		words: load('compile/words.js'),
		loadOptions: load('runtime/loadOptions.js'),
		prepare: load('runtime/prepare.js').prepare,
	};
}

function registered(): string[] {
	const { n8n } = require(join(root, 'package.json')) as { n8n: { nodes: string[] } };
	return n8n.nodes.map((file) => file.split('/')[2]).filter((folder) => folder in sections);
}

exports.codexOf = (folder: string) =>
	JSON.parse(readFileSync(join(root, 'dist/nodes', folder, `Ampeco${folder}.node.json`), 'utf8'));
exports.dist = join(root, 'dist');
exports.allFolders = Object.keys(sections);
exports.registeredFolders = registered;
exports.foldersIn = nodeFolders;
exports.loadNodes = load;
exports.shared = sharedModules;
exports.say = (text: string) => process.stdout.write(`${text}\n`);

export interface LoadedNode {
	/** Name of the folder: `Voucher`. */
	folder: string;
	type: INodeType;
	resources: Resource[];
}

export interface Shared {
	catalogue: typeof import('../../nodes/shared/catalogue');
	entities: (typeof import('../../nodes/shared/entities'))['entities'];
	field: typeof import('../../nodes/shared/compile/field');
	merge: typeof import('../../nodes/shared/compile/merge');
	node: typeof import('../../nodes/shared/compile/node');
	operation: typeof import('../../nodes/shared/compile/operation');
	words: typeof import('../../nodes/shared/compile/words');
	loadOptions: typeof import('../../nodes/shared/runtime/loadOptions');
	prepare: (typeof import('../../nodes/shared/runtime/prepare'))['prepare'];
}

/** What n8n's search knows of a node of the published build. */
export declare function codexOf(folder: string): { alias: string[] };
/** The folder of the build that is published. */
export declare const dist: string;
/** The folders of all operation nodes the package is to have. */
export declare const allFolders: string[];
/** The folders of the operation nodes that package.json registers. */
export declare function registeredFolders(): string[];
/** The folders of a build that have an operation node. */
export declare function foldersIn(build: string): string[];
/** The nodes of some folders, instantiated. */
export declare function loadNodes(build: string, folders: string[]): LoadedNode[];
/** What the nodes of a build share. */
export declare function shared(build: string): Shared;
/** Prints a line, past jest. */
export declare function say(text: string): void;
