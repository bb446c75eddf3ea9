/** What the tests of `api:diff` need of processes, files and HTTP. */
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

const { execFile } = require('node:child_process') as typeof import('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs') as typeof import('node:fs');
const { createServer } = require('node:http') as typeof import('node:http');
const { tmpdir } = require('node:os') as typeof import('node:os');
const { join, resolve } = require('node:path') as typeof import('node:path');

const temporary = mkdtempSync(join(tmpdir(), 'api-diff-'));

exports.tool = async (...args: string[]) =>
	await new Promise<ToolRun>((done) => {
		const script = resolve(__dirname, '../../scripts/api-diff.mts');
		execFile(process.execPath, [script, ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) =>
			done({ code: error ? Number(error.code) : 0, stdout, stderr }),
		);
	});

exports.fileWith = (name: string, text: string) => {
	const path = join(temporary, name);
	writeFileSync(path, text);
	return path;
};

exports.serve = async (text: string) => {
	const requests: Array<{ url: string; headers: IncomingHttpHeaders }> = [];
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
};

exports.evaluated = (source: string, words: object) =>
	new Function(...Object.keys(words), source)(...Object.values(words));
exports.cleanUp = () => rmSync(temporary, { recursive: true, force: true });

export interface ToolRun {
	code: number;
	stdout: string;
	stderr: string;
}

/** Runs the tool as npm does and tells how it ended. */
export declare function tool(...args: string[]): Promise<ToolRun>;
/** Writes a file for the tool to read; gives its path. */
export declare function fileWith(name: string, text: string): string;
/** Answers every request with this text. */
export declare function serve(text: string): Promise<{
	url: string;
	requests: Array<{ url: string; headers: IncomingHttpHeaders }>;
	stop(): Promise<void>;
}>;
/** What a function body returns that may use these words. */
export declare function evaluated(source: string, words: object): unknown;
/** Removes what the other functions left. */
export declare function cleanUp(): void;
