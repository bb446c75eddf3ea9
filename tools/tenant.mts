/** What the tests of a file stand on: started before them, stopped after them. */
import type { RunningSandbox, SandboxOptions } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/client.mts';
import type { CredentialData, Engine } from './engine.mts';
import { startEngine } from './engine.mts';

export interface Tenant {
	sandbox: RunningSandbox;
	engine: Engine;
	/** The credential of the tenant, as the engine takes it. */
	credentials: CredentialData;
}

/** A sandbox tenant, and n8n's engine with its credential, for the tests of a file. */
export function withTenant(options: SandboxOptions = {}): Tenant {
	const engine = duringTests(startEngine);
	const sandbox = duringTests(async () => await startSandbox(options));
	const credentials: CredentialData = {};
	beforeAll(() => {
		credentials.ampecoApi = { url: sandbox.url, token: sandbox.token };
	});
	return { engine, sandbox, credentials };
}

/** Starts something for the tests of a file or of a `describe`. What it gives is empty until they begin. */
export function duringTests<T extends { stop(): Promise<void> }>(start: () => Promise<T>): T {
	const running = {} as T;
	beforeAll(async () => {
		Object.assign(running, await start());
	});
	afterAll(async () => await running.stop());
	return running;
}
