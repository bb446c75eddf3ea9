/** What the tests of `api:diff` need of processes, files and HTTP. */
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const temporary = mkdtempSync(join(tmpdir(), 'api-diff-'));

/** Runs the tool as npm does and tells how it ended. */
export async function tool(...args: string[]): Promise<ToolRun> {
	return await new Promise<ToolRun>((done) => {
		const script = resolve(import.meta.dirname, '../../scripts/api-diff.mts');
		execFile(process.execPath, [script, ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) =>
			done({ code: error ? Number(error.code) : 0, stdout, stderr }),
		);
	});
}

/** Writes a file for the tool to read; gives its path. */
export function fileWith(name: string, text: string): string {
	const path = join(temporary, name);
	writeFileSync(path, text);
	return path;
}

export interface Served {
	url: string;
	requests: Array<{ url: string; headers: IncomingHttpHeaders }>;
	stop(): Promise<void>;
}

/** Answers every request with this text. */
export async function serve(text: string): Promise<Served> {
	const requests: Served['requests'] = [];
	const server = createServer(({ url = '', headers }, response) => {
		requests.push({ url, headers });
		response.end(text);
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		stop: async () => await new Promise<void>((done) => void server.close(() => done())),
	};
}

/** What a function body returns that may use these words. */
export function evaluated(source: string, words: object): unknown {
	return new Function(...Object.keys(words), source)(...Object.values(words));
}

/** Removes what the other functions left. */
export function cleanUp(): void {
	rmSync(temporary, { recursive: true, force: true });
}

export interface ToolRun {
	code: number;
	stdout: string;
	stderr: string;
}
