/** A signed-in session with a real n8n: what the editor does, through the same addresses the editor uses. */
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import type { AxiosRequestConfig } from 'axios';

export const OWNER = {
	email: 'owner@example.com',
	password: 'Charging-2026',
	firstName: 'Olivia',
	lastName: 'Operator',
};

export type Json = Record<string, any>;

export interface Item {
	json: Json;
	pairedItem?: unknown;
}

export interface Execution {
	id: string;
	status: string;
	error?: Json;
	/** Items of each main output of the last run of each node and of all its runs, what the last failed with and how many milliseconds it took. */
	nodes: Record<string, { outputs: Item[][]; runs: Item[][][]; error?: Json; took: number; hints: string[] }>;
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

export interface N8nSession {
	/** Any call below `/rest`; gives its `data`, throws with n8n's message. */
	call(method: string, path: string, body?: unknown, config?: AxiosRequestConfig): Promise<any>;
	/** Makes a credential, or gives the one of that name its new data. */
	saveCredential(name: string, type: string, data: Json): Promise<{ id: string; name: string }>;
	testCredential(type: string, data: Json): Promise<CredentialTest>;
	/** Saves a workflow; nodes that need a credential of a type that is given get that one. */
	importWorkflow(workflow: Json, credentials?: Record<string, { id: string; name: string }>): Promise<string>;
	/** Runs a saved workflow from a trigger as the editor's button does, and waits for its end. */
	run(workflowId: string, trigger: string): Promise<Execution>;
	/** Publishes a saved workflow and waits until its triggers are live; throws with what a trigger says when they cannot be. */
	publish(workflowId: string): Promise<void>;
	/** Takes a workflow off and waits until its triggers have let go. */
	unpublish(workflowId: string): Promise<void>;
	execution(id: string): Promise<Execution>;
	/** Waits until an execution has come to its end. */
	ended(id: string): Promise<Execution>;
	/** All executions of a workflow as n8n lists them, without their data, latest first. */
	executions(workflowId: string): Promise<Json[]>;
	/** The item an execution began with, also when it was cut off before its trigger had run. */
	startedWith(id: string): Promise<Json>;
	/** One page of a picker's list. */
	listSearch(request: {
		node: string;
		method: string;
		path: string;
		parameters: Json;
		credentials: Json;
		filter?: string;
		paginationToken?: string;
	}): Promise<{ results: Array<{ name: string; value: unknown }>; paginationToken?: string }>;
	/** The entries of a drop-down that n8n loads. */
	loadOptions(request: {
		node: string;
		method: string;
		path: string;
		parameters: Json;
		credentials: Json;
	}): Promise<Array<{ name: string; value: unknown }>>;
}

/** Signs in, after making the owner's account when there is none. `installation` is where n8n is. */
export async function openSession(url: string, installation: string): Promise<N8nSession> {
	const { parse } = createRequire(join(installation, 'node_modules/n8n/package.json'))('flatted') as {
		parse(text: string): any;
	};
	const http = axios.create({
		baseURL: `${url}/rest`,
		proxy: false,
		maxBodyLength: Infinity,
		validateStatus: () => true,
		// A connection for each call: n8n closes idle ones late when it is busy, just as the next call comes.
		httpAgent: new Agent({ keepAlive: false }),
		headers: { 'browser-id': 'n8n-nodes-ampeco' },
	});

	async function call(method: string, path: string, body?: unknown, config: AxiosRequestConfig = {}) {
		const { status, data, headers } = await http.request({ ...config, method, url: path, data: body });
		const cookies = headers['set-cookie']?.map((cookie) => cookie.split(';')[0]).join('; ');
		if (cookies) http.defaults.headers.common.cookie = cookies;
		if (status >= 400)
			throw new Error(`n8n answers ${method} ${path} with ${status}: ${data?.message ?? JSON.stringify(data)}`);
		return data?.data ?? data;
	}

	const { userManagement } = await call('GET', '/settings');
	if (userManagement.showSetupOnFirstLoad) await call('POST', '/owner/setup', OWNER);
	else await call('POST', '/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });

	async function execution(id: string): Promise<Execution> {
		const found = await call('GET', `/executions/${id}`);
		const { resultData } = typeof found.data === 'string' ? parse(found.data) : found.data;
		const nodes = Object.entries(resultData.runData as Record<string, Json[]>).map(([name, runs]) => {
			const outputs = runs.map(({ data }) => (data?.main ?? []).map((items: Item[] | null) => items ?? []));
			const { error, executionTime: took, hints = [] } = runs.at(-1)!;
			const told = hints.map(({ message }: Json) => message as string);
			return [name, { outputs: outputs.at(-1), runs: outputs, error, took, hints: told }];
		});
		return { id, status: found.status, error: resultData.error, nodes: Object.fromEntries(nodes) };
	}

	async function ended(id: string): Promise<Execution> {
		for (;;) {
			const { status } = await call('GET', `/executions/${id}`, undefined, { params: { includeData: false } });
			if (!['new', 'running', 'waiting'].includes(status)) return await execution(id);
			await wait(150);
		}
	}

	async function executions(workflowId: string): Promise<Json[]> {
		const all: Json[] = [];
		for (let cursor: string | null | undefined; cursor !== null; ) {
			const page = await call('GET', '/executions', undefined, {
				params: { filter: JSON.stringify({ workflowId }), limit: 100, cursor },
			});
			all.push(...page.results);
			cursor = page.nextCursor;
		}
		return all;
	}

	async function startedWith(id: string): Promise<Json> {
		const { data } = await call('GET', `/executions/${id}`);
		const { resultData, executionData } = typeof data === 'string' ? parse(data) : data;
		const [firstRun] = Object.values(resultData.runData as Record<string, Json[]>);
		const main = firstRun?.[0].data.main ?? executionData.nodeExecutionStack[0].data.main;
		return main[0][0].json;
	}

	const picker = ({
		node,
		method,
		path,
		parameters,
		credentials,
		...rest
	}: Parameters<N8nSession['listSearch']>[0]) => ({
		nodeTypeAndVersion: { name: node, version: 1 },
		methodName: method,
		path,
		currentNodeParameters: parameters,
		credentials,
		...rest,
	});

	return {
		call,
		execution,
		ended,
		executions,
		startedWith,
		saveCredential: async (name, type, data) => {
			const saved = (await call('GET', '/credentials')) as Json[];
			const same = saved.find((one) => one.name === name && one.type === type);
			const { id } = same
				? await call('PATCH', `/credentials/${same.id}`, { name, type, data })
				: await call('POST', '/credentials', { name, type, data });
			return { id, name };
		},
		testCredential: async (type, data) =>
			await call('POST', '/credentials/test', { credentials: { id: '', name: 'Test', type, data } }),
		importWorkflow: async (workflow, credentials = {}) => {
			const nodes = workflow.nodes.map((node: Json) => ({
				...node,
				credentials:
					node.credentials &&
					Object.fromEntries(
						Object.keys(node.credentials).map((type) => [type, credentials[type] ?? node.credentials[type]]),
					),
			}));
			return (await call('POST', '/workflows', { ...workflow, nodes })).id;
		},
		run: async (workflowId, trigger) => {
			const { executionId } = await call('POST', `/workflows/${workflowId}/run`, {
				triggerToStartFrom: { name: trigger },
			});
			return await ended(String(executionId));
		},
		publish: async (workflowId) => {
			const { versionId } = await call('GET', `/workflows/${workflowId}`);
			await call('POST', `/workflows/${workflowId}/activate`, { versionId });
			for (;;) {
				const { status, triggers } = await call('GET', `/workflows/${workflowId}/publication-status`);
				if (status === 'published') return;
				const problems = (triggers as Json[]).map(({ errorMessage }) => errorMessage).filter(Boolean);
				if (['failed', 'partial'].includes(status))
					throw new Error(`The workflow was not published: ${problems.join(' ')}`);
				await wait(100);
			}
		},
		unpublish: async (workflowId) => {
			await call('POST', `/workflows/${workflowId}/deactivate`, {});
			while ((await call('GET', `/workflows/${workflowId}/publication-status`)).status !== 'not_published')
				await wait(50);
		},
		listSearch: async (request) =>
			await call('POST', '/dynamic-node-parameters/resource-locator-results', picker(request)),
		loadOptions: async (request) => await call('POST', '/dynamic-node-parameters/options', picker(request)),
	};
}
