/** What the end-to-end tests stand on: a real n8n with the packed package, a sandbox tenant, a session and a credential. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { RunningSandbox } from '../../sandbox/client.mts';
import { startSandbox } from '../../sandbox/client.mts';
import type { Execution, Item, Json, N8nSession } from '../../tools/n8n/session.mts';
import { openSession } from '../../tools/n8n/session.mts';
import type { RunningN8n } from '../../tools/n8n/real.mts';
import { freshHome, installN8n, startN8n } from '../../tools/n8n/real.mts';

export const PACKAGE = 'n8n-nodes-ampeco';
const TRIGGER = 'Start';

export interface Stage {
	installation: string;
	n8n: RunningN8n;
	sandbox: RunningSandbox;
	session: N8nSession;
	credential: { id: string; name: string };
	/** Runs one node of any type on the given items, in a workflow of its own. */
	runNode(node: NodeOrder): Promise<NodeResult>;
	stop(): Promise<void>;
}

export interface NodeOrder {
	/** Name of a node type: `ampecoVoucher`, or in full for nodes of other packages. */
	type: string;
	typeVersion?: number;
	parameters: Json;
	items?: Json[];
	onError?: string;
	/** That of another tenant. */
	credential?: { id: string; name: string };
}

export interface NodeResult {
	outputs: Item[][];
	error?: Json;
	execution: Execution;
}

/** Starts everything in a home of that name, empty at first, with what n8n's environment has on top. Needs a build. */
export async function setStage(name: string, env: Record<string, string> = {}): Promise<Stage> {
	const installation = await installN8n((text) => console.log(text));
	const home = await freshHome(name);

	const sandbox = await startSandbox({ seed: 'campaign' });
	const n8n = await startN8n({ installation, home, env: { N8N_LOG_LEVEL: 'debug', ...env } }).catch(async (error) => {
		await sandbox.stop();
		throw error;
	});
	async function stop(): Promise<void> {
		await n8n.stop();
		await sandbox.stop();
	}

	try {
		const session = await openSession(n8n.url, installation);
		const { url, token } = sandbox;
		const credential = await session.saveCredential('AMPECO', 'ampecoApi', { url, token });

		async function runNode({
			type,
			typeVersion = 1,
			parameters,
			items = [{}],
			onError,
			credential: own = credential,
		}: NodeOrder): Promise<NodeResult> {
			const name = 'Node';
			const id = await session.importWorkflow({
				name: `${type} ${parameters.resource ?? ''} ${parameters.operation ?? ''}`.trim(),
				nodes: [
					{
						id: 'start',
						name: TRIGGER,
						type: 'n8n-nodes-base.manualTrigger',
						typeVersion: 1,
						position: [0, 0],
						parameters: {},
					},
					{
						id: 'node',
						name,
						type: type.includes('.') ? type : `${PACKAGE}.${type}`,
						typeVersion,
						position: [200, 0],
						parameters,
						onError,
						credentials: { ampecoApi: own },
					},
				],
				connections: { [TRIGGER]: { main: [[{ node: name, type: 'main', index: 0 }]] } },
				pinData: { [TRIGGER]: items.map((json) => ({ json })) },
				settings: { executionOrder: 'v1' },
			});
			const execution = await session.run(id, TRIGGER);
			return { outputs: execution.nodes[name]?.outputs ?? [], error: execution.error, execution };
		}

		return { installation, n8n, sandbox, session, credential, runNode, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/**
 * A client of an MCP server, as an AI agent has one, by the library n8n brings along.
 *
 * @param token for a server that wants one
 */
export async function openMcp(installation: string, url: string, token?: string) {
	const requireFromN8n = createRequire(join(installation, 'node_modules/n8n/package.json'));
	const { Client } = requireFromN8n('@modelcontextprotocol/sdk/client/index.js');
	const { StreamableHTTPClientTransport } = requireFromN8n('@modelcontextprotocol/sdk/client/streamableHttp.js');
	const client = new Client({ name: 'n8n-nodes-ampeco-test', version: '1.0.0' });
	const requestInit = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
	await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));

	return {
		tools: async (): Promise<Json[]> => (await client.listTools()).tools,
		/** What a tool answers, with JSON in its text read. */
		call: async (name: string, input: Json = {}): Promise<{ isError: boolean; answer: any }> => {
			const { content, isError } = await client.callTool({ name, arguments: input });
			const text = content.map((part: Json) => part.text).join('');
			return { isError: isError === true, answer: readJson(text) };
		},
		close: async (): Promise<void> => await client.close(),
	};
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

export function byId(value: unknown): Json {
	return { __rl: true, mode: 'id', value };
}
