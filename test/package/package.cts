/** What the tests of the package need of npm, git and the file system. */
import type { INodeTypeDescription } from 'n8n-workflow';

const { execFileSync } = require('node:child_process') as typeof import('node:child_process');
const { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } =
	require('node:fs') as typeof import('node:fs');
const { tmpdir } = require('node:os') as typeof import('node:os');
const { join, resolve } = require('node:path') as typeof import('node:path');
const { gzipSync } = require('node:zlib') as typeof import('node:zlib');

const root = resolve(__dirname, '../..');
const temporary = mkdtempSync(join(tmpdir(), 'n8n-nodes-ampeco-'));

function folder(name: string) {
	const path = join(temporary, name);
	mkdirSync(path, { recursive: true });
	return path;
}

function filesIn(directory: string): string[] {
	return readdirSync(directory, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) =>
			join(entry.parentPath, entry.name)
				.slice(directory.length + 1)
				.replaceAll('\\', '/'),
		)
		.sort();
}

function files() {
	const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
		cwd: root,
		encoding: 'utf8',
	});
	return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

function copy() {
	const target = folder('source');
	for (const path of files()) cpSync(join(root, path), join(target, path));
	return target;
}

function pack(): Packed {
	const target = folder('packed');
	const report = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', target], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ filename }] = JSON.parse(report) as Array<{ filename: string }>;
	const tarball = join(target, filename);
	execFileSync('tar', ['-xzf', tarball, '-C', target]);
	const directory = join(target, 'package');
	return { directory, bytes: statSync(tarball).size, files: filesIn(directory) };
}

function lint(leg: 'source' | 'dist' | 'surface', directory: string) {
	// n8n's rules look away from file names where NODE_ENV is "test".
	return execFileSync(process.execPath, [join(__dirname, 'n8n-lint.mts'), leg, directory], {
		encoding: 'utf8',
		env: { ...process.env, NODE_ENV: 'production' },
	});
}

exports.projectFiles = files;
exports.copySources = copy;
exports.packPackage = pack;
exports.scan = lint;
exports.lintSurface = () => lint('surface', folder('surface'));
exports.read = (path: string) => readFileSync(resolve(root, path), 'utf8');
exports.exists = (path: string) => existsSync(resolve(root, path));
exports.gzipped = (text: string) => gzipSync(text).length;
exports.cleanUp = () => rmSync(temporary, { recursive: true, force: true });

export interface Packed {
	/** Where the tarball is unpacked. */
	directory: string;
	/** Size of the tarball. */
	bytes: number;
	/** Paths within the package. */
	files: string[];
}

/** A node type as `dist/types/nodes.json` holds it. */
export interface BakedNode extends INodeTypeDescription {
	iconUrl: { light: string; dark: string };
	communityNodePackageVersion: string;
}

/** The files of the project: what git tracks, or would track. */
export declare function projectFiles(): string[];
/** Copies the project's files and says where to. */
export declare function copySources(): string;
/** Packs the built package as npm would publish it, and unpacks it. */
export declare function packPackage(): Packed;
/** What n8n's scanner finds in a directory; nothing when it passes. */
export declare function scan(leg: 'source' | 'dist', directory: string): string;
/** What n8n's rules find in the properties of the built nodes, printed as literals. */
export declare function lintSurface(): string;
/** Text of a file; paths are from the root of the repository. */
export declare function read(path: string): string;
export declare function exists(path: string): boolean;
/** How many bytes a text has when compressed. */
export declare function gzipped(text: string): number;
/** Removes what the other functions left. */
export declare function cleanUp(): void;
