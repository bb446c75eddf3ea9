/** What the tests of the package need of npm, git and the file system. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { INodeTypeDescription } from 'n8n-workflow';

const root = resolve(import.meta.dirname, '../..');
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

/** The files of the project: what git tracks, or would track. */
export function projectFiles(): string[] {
	const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
		cwd: root,
		encoding: 'utf8',
	});
	return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

/** Copies the project's files and says where to. */
export function copySources(): string {
	const target = folder('source');
	for (const path of projectFiles()) cpSync(join(root, path), join(target, path));
	return target;
}

/** Packs the built package as npm would publish it, and unpacks it. */
export function packPackage(): Packed {
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

/** What n8n's scanner finds in a directory; nothing when it passes. */
export function scan(leg: 'source' | 'dist' | 'surface', directory: string): string {
	// n8n's rules look away from file names where NODE_ENV is "test".
	return execFileSync(process.execPath, [join(import.meta.dirname, 'n8n-lint.mts'), leg, directory], {
		encoding: 'utf8',
		env: { ...process.env, NODE_ENV: 'production' },
	});
}

/** What n8n's rules find in the properties of the built nodes, printed as literals. */
export function lintSurface(): string {
	return scan('surface', folder('surface'));
}

/** Text of a file; paths are from the root of the repository. */
export function read(path: string): string {
	return readFileSync(resolve(root, path), 'utf8');
}

export function exists(path: string): boolean {
	return existsSync(resolve(root, path));
}

/** How many bytes a text has when compressed. */
export function gzipped(text: string): number {
	return gzipSync(text).length;
}

/** Removes what the other functions left. */
export function cleanUp(): void {
	rmSync(temporary, { recursive: true, force: true });
}

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
