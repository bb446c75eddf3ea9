/**
 * Runs workflows and nodes of the built package in n8n's real engine, over real HTTP: n8n-core's WorkflowExecute, the node
 * types loaded from `dist` by n8n's own LazyPackageDirectoryLoader, the VM expression engine, credentials applied as n8n does.
 * Only what n8n keeps in its database or on its screen is stood in for: stored credentials, and the start node.
 *
 *     const engine = await startEngine();
 *     const run = await engine.runNode({ node: 'ampecoVoucher', parameters, items: [{ code: 'A' }], credentials: { ampecoApi } });
 *     run.items; run.errorItems; run.error;
 *     await engine.stop();
 *
 * `path: 'stock'` runs a declarative node as AI tools and agents do, by n8n's RoutingNode, without its `customOperations`.
 * Needs a build, and `--experimental-vm-modules` when it runs inside jest. It loads n8n by `require`, because n8n-core and
 * the nodes must share one n8n-workflow, and `import` would load a second copy of it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type * as N8nCore from 'n8n-core';
import type * as N8nWorkflow from 'n8n-workflow';
import type {
	ExecutionError,
	IConnections,
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeCredentialTestResult,
	INodeCredentialsDetails,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	ResourceMapperFields,
	INodeType,
	IPinData,
	IRun,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	NodeExecutionHint,
	OnError,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

const load = createRequire(import.meta.url);

export interface EngineOptions {
	/** Directory of the built package. Default: this repository. */
	packageDirectory?: string;
	/** The n8n-core to run, by path. Default: the one this repository has as a development dependency. */
	core?: string;
}

/** `custom`: as a workflow runs a node. `stock`: as AI tools and agents run it. */
export type RunPath = 'custom' | 'stock';

/** Credential data as a person typed it, by credential type. */
export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

interface RunSettings {
	credentials?: CredentialData;
	path?: RunPath;
	mode?: WorkflowExecuteMode;
	/** Cancels the run as a person's "Stop" does. */
	signal?: AbortSignal;
	/** Node types a workflow needs besides the package's own, by full name. */
	nodeTypes?: Record<string, INodeType>;
	/**
	 * A failed execution to run again, as Retry in n8n's list of executions does: from what n8n has stored of it. With the
	 * same nodes it is Retry with the original workflow, with others Retry with the current one.
	 */
	retryOf?: IRun;
}

export interface WorkflowRun extends RunSettings {
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	/** Output of nodes that are not to be run, by node name. */
	pinData?: IPinData;
}

export interface NodeOutcome {
	/** Items of each main output; with an error output it is the last one. */
	outputs: INodeExecutionData[][];
	error?: ExecutionError;
	hints: NodeExecutionHint[];
}

export interface WorkflowOutcome {
	status: IRun['status'];
	/** What stopped the run; none when it ended well. */
	error?: ExecutionError;
	/** The last run of each node that ran. */
	nodes: Record<string, NodeOutcome>;
	run: IRun;
}

export interface NodeRun extends RunSettings {
	/** Name of the node type, without the package: `ampecoVoucher`. */
	node: string;
	typeVersion?: number;
	parameters: INodeParameters;
	/** What comes in; one empty item by default. */
	items?: Array<IDataObject | INodeExecutionData>;
	onError?: OnError;
	retryOnFail?: boolean;
	maxTries?: number;
	/** Milliseconds between tries. */
	waitBetweenTries?: number;
	executeOnce?: boolean;
	alwaysOutputData?: boolean;
}

export interface NodeRunOutcome {
	items: INodeExecutionData[];
	/** Items of the error output, with `onError: 'continueErrorOutput'`. */
	errorItems: INodeExecutionData[];
	error?: ExecutionError;
	hints: NodeExecutionHint[];
	status: IRun['status'];
	run: IRun;
}

export interface MethodCall {
	node: string;
	typeVersion?: number;
	/** Name of the method under `listSearch`, `loadOptions` or `resourceMapping`. */
	method: string;
	/** The node's parameters as they stand in the panel. */
	parameters?: INodeParameters;
	/** Path of the parameter whose list is loaded. */
	parameterPath?: string;
	credentials?: CredentialData;
}

export interface Engine {
	/** Runs a whole workflow, from its trigger to its end. */
	runWorkflow(run: WorkflowRun): Promise<WorkflowOutcome>;
	/** Runs one node on given items. */
	runNode(run: NodeRun): Promise<NodeRunOutcome>;
	/** One page of a "From list" picker. */
	listSearch(call: MethodCall & { filter?: string; paginationToken?: string }): Promise<INodeListSearchResult>;
	/** The entries of a drop-down that is loaded. */
	loadOptions(call: MethodCall): Promise<INodePropertyOptions[]>;
	/** The fields that a mapper offers. */
	mapperFields(call: MethodCall): Promise<ResourceMapperFields>;
	/** n8n's "Test" button on a credential that has a test request. */
	testCredential(type: string, data: ICredentialDataDecryptedObject): Promise<INodeCredentialTestResult>;
	/** A node type of the package, as n8n has it loaded. */
	nodeType(node: string): INodeType;
	/** Ends the expression engine; without it the process may crash on exit. */
	stop(): Promise<void>;
}

type Core = typeof N8nCore;
type WorkflowModule = typeof N8nWorkflow;

/** Where nodes believe n8n runs; nothing listens there. */
const INSTANCE = 'http://localhost:5678';
const TRIGGER = 'n8n-nodes-base.manualTrigger';
const NO_OP = 'n8n-nodes-base.noOp';
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/** Hands its input on: stands in for the nodes of n8n-nodes-base that a workflow of ours may hold. */
function passThrough(name: string, inputs: 'main'[], group: 'trigger' | 'transform'): INodeType {
	return {
		description: {
			name,
			displayName: name,
			description: '',
			group: [group],
			version: 1,
			defaults: { name },
			inputs,
			outputs: ['main'],
			properties: [],
		},
		async execute() {
			return [this.getInputData()];
		},
	};
}

/**
 * A node type as n8n hands it out: a declarative one gets an `execute` that is n8n's RoutingNode. The stock path hides
 * `customOperations`, which n8n would prefer.
 */
function asHandedOut(core: Core, type: INodeType, path: RunPath): INodeType {
	const handedOut = Object.create(type) as INodeType;
	const { description, execute, supplyData, poll, trigger, webhook, methods } = type;
	const isDeclarative = description.requestDefaults !== undefined;
	if (!execute && !supplyData && !poll && !trigger && ((!webhook && !methods) || isDeclarative)) {
		handedOut.execute = async function () {
			return (await new core.RoutingNode(this as N8nCore.ExecuteContext, handedOut).runNode()) ?? [];
		};
	}
	if (path === 'stock') handedOut.customOperations = undefined;
	return handedOut;
}

/** n8n's credentials helper, with given data in place of the database. */
function credentialsHelper(
	core: Core,
	workflowModule: WorkflowModule,
	loader: N8nCore.PackageDirectoryLoader,
	stored: CredentialData,
): ICredentialsHelper {
	const mockNode: INode = {
		id: 'mock',
		name: 'mock',
		type: 'mock',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const mockType = { description: { properties: [] as INodeProperties[] } } as unknown as INodeType;
	const mockTypes = {
		getByName: () => mockType,
		getByNameAndVersion: () => mockType,
		getKnownTypes: () => ({}),
	};

	class StoredCredentials extends workflowModule.ICredentialsHelper {
		getParentTypes() {
			return [];
		}

		isCredentialUsableByNode() {
			return true;
		}

		getCredentialsProperties(type: string) {
			return loader.getCredential(type).type.properties;
		}

		async getDecrypted(
			additionalData: IWorkflowExecuteAdditionalData,
			_nodeCredentials: INodeCredentialsDetails,
			type: string,
			mode: WorkflowExecuteMode,
			executeData?: N8nWorkflow.IExecuteData,
			raw?: boolean,
			at?: N8nWorkflow.ICredentialsExpressionResolveValues,
		) {
			const original = stored[type];
			if (!original) throw new Error(`No data was given for the credential "${type}".`);
			if (raw) return original;

			const properties = this.getCredentialsProperties(type);
			const data = workflowModule.NodeHelpers.getNodeParameters(
				properties,
				original as INodeParameters,
				true,
				false,
				null,
				null,
			) as ICredentialDataDecryptedObject;
			for (const field of ['allowedHttpRequestDomains', 'allowedDomains']) {
				if (data[field] === undefined && original[field] !== undefined) data[field] = original[field];
			}

			const keys = core.getAdditionalKeys(additionalData, mode, null, { isCredential: true });
			if (at) {
				return at.workflow.expression.getParameterValue(
					data as INodeParameters,
					at.runExecutionData,
					at.runIndex,
					at.itemIndex,
					at.node.name,
					at.connectionInputData,
					mode,
					keys,
					executeData,
					false,
					data,
				) as ICredentialDataDecryptedObject;
			}
			const workflow = new workflowModule.Workflow({
				nodes: [mockNode],
				connections: {},
				active: false,
				nodeTypes: mockTypes,
			});
			return await withIsolate(
				workflow,
				async () =>
					workflow.expression.getComplexParameterValue(
						mockNode,
						data as INodeParameters,
						mode,
						keys,
						undefined,
						undefined,
						data,
					) as ICredentialDataDecryptedObject,
			);
		}

		async authenticate(
			credentials: ICredentialDataDecryptedObject,
			type: string,
			request: IHttpRequestOptions,
			workflow: Workflow,
			node: INode,
		) {
			const { authenticate } = loader.getCredential(type).type;
			if (typeof authenticate === 'function') return await authenticate(credentials, request);
			if (!authenticate) return request;

			const valueOf = (value: string) =>
				workflowModule.isExpression(value)
					? String(
							workflow.expression.getSimpleParameterValue(
								node,
								value,
								'internal',
								{ $credentials: credentials },
								undefined,
								'',
							) || '',
						)
					: value;
			const target = request as unknown as Record<string, Record<string, unknown>>;
			target.headers ??= {};
			for (const [part, values] of Object.entries(authenticate.properties)) {
				target[part] ||= {};
				for (const [key, value] of Object.entries(values as Record<string, string>)) {
					target[part][valueOf(key)] = valueOf(value);
				}
			}
			return request;
		}

		async preAuthentication() {
			return undefined;
		}

		async runPreAuthentication() {
			return undefined;
		}

		async getCredentials(): Promise<never> {
			throw new Error('Stored credentials cannot be read back here.');
		}

		async updateCredentials(): Promise<never> {
			throw new Error('Stored credentials cannot be changed here.');
		}

		async updateCredentialsOauthTokenData(): Promise<never> {
			throw new Error('Stored credentials cannot be changed here.');
		}
	}
	return new StoredCredentials();
}

async function withIsolate<T>(workflow: Workflow, work: () => Promise<T>): Promise<T> {
	const { expression } = workflow;
	await expression.acquireIsolate();
	try {
		return await work();
	} finally {
		await expression.releaseIsolate();
	}
}

/** Starts the engine; call `stop` at the end. One at a time in a process. */
export async function startEngine({ packageDirectory, core: corePath }: EngineOptions = {}): Promise<Engine> {
	const directory = packageDirectory ?? resolve(import.meta.dirname, '..');
	const home = mkdtempSync(join(tmpdir(), 'n8n-engine-'));
	process.env.N8N_USER_FOLDER = home;
	process.env.N8N_ENCRYPTION_KEY ??= 'for-tests';
	process.env.N8N_LOG_LEVEL ??= 'silent';

	const core = load(corePath ?? 'n8n-core') as Core;
	const requireFromCore = createRequire(load.resolve(corePath ?? 'n8n-core'));
	const workflowModule = requireFromCore('n8n-workflow') as WorkflowModule;
	const { Expression, NodeHelpers } = workflowModule;

	const loader = new core.LazyPackageDirectoryLoader(directory);
	await loader.loadAll();
	if (!loader.isLazyLoaded) throw new Error(`${directory} is not built. Run "npm run build" first.`);
	await Expression.initExpressionEngine({
		engine: 'vm',
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});

	const prefix = `${loader.packageName}.`;
	const standIns: Record<string, INodeType> = {
		[TRIGGER]: passThrough('manualTrigger', [], 'trigger'),
		[NO_OP]: passThrough('noOp', ['main'], 'transform'),
	};

	function nodeTypesFor(path: RunPath, extra: Record<string, INodeType> = {}): N8nWorkflow.INodeTypes {
		const others = { ...standIns, ...extra };
		const handedOut = new Map<INodeType, INodeType>();
		const find = (name: string) =>
			others[name] ?? (name.startsWith(prefix) ? loader.getNode(name.slice(prefix.length)).type : undefined);
		return {
			getByName: find,
			getKnownTypes: () => ({}),
			getByNameAndVersion(name, version) {
				const found = find(name);
				if (!found) throw new Error(`The workflow needs a node type that is not here: ${name}`);
				const type = NodeHelpers.getVersionedNodeType(found, version);
				if (!handedOut.has(type)) handedOut.set(type, asHandedOut(core, type, path));
				return handedOut.get(type)!;
			},
		};
	}

	function additionalDataFor(stored: CredentialData): IWorkflowExecuteAdditionalData {
		return {
			currentNodeExecutionIndex: 0,
			credentialsHelper: credentialsHelper(core, workflowModule, loader, stored),
			executionId: '1',
			variables: {},
			restApiUrl: `${INSTANCE}/rest`,
			instanceBaseUrl: `${INSTANCE}/`,
			formBaseUrl: `${INSTANCE}/form`,
			formWaitingBaseUrl: `${INSTANCE}/form-waiting`,
			formTestBaseUrl: `${INSTANCE}/form-test`,
			webhookBaseUrl: `${INSTANCE}/webhook`,
			webhookWaitingBaseUrl: `${INSTANCE}/webhook-waiting`,
			webhookTestBaseUrl: `${INSTANCE}/webhook-test`,
			mcpBaseUrl: `${INSTANCE}/mcp`,
			mcpTestBaseUrl: `${INSTANCE}/mcp-test`,
			setExecutionStatus() {},
			logAiEvent() {},
		} as unknown as IWorkflowExecuteAdditionalData;
	}

	function credentialsOf(stored: CredentialData): INode['credentials'] {
		return Object.fromEntries(Object.keys(stored).map((type) => [type, { id: type, name: type }]));
	}

	async function runWorkflow(run: WorkflowRun): Promise<WorkflowOutcome> {
		const mode = run.mode ?? 'manual';
		const workflow = new workflowModule.Workflow({
			id: 'workflow',
			name: 'Workflow',
			nodes: run.nodes.filter(({ type }) => type !== STICKY_NOTE),
			connections: run.connections,
			active: false,
			nodeTypes: nodeTypesFor(run.path ?? 'custom', run.nodeTypes),
			settings: { executionOrder: 'v1', ...run.settings },
		});
		const additionalData = additionalDataFor(run.credentials ?? {});
		additionalData.hooks = new core.ExecutionLifecycleHooks(mode, '1', {
			id: 'workflow',
			name: 'Workflow',
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(0),
			updatedAt: new Date(0),
			nodes: run.nodes,
			connections: run.connections,
		});

		const execution = run.retryOf
			? new core.WorkflowExecute(
					additionalData,
					'retry',
					storedForRetry(run.retryOf, workflow),
				).processRunExecutionData(workflow)
			: new core.WorkflowExecute(additionalData, mode).run({ workflow, pinData: run.pinData });
		const cancel = () => execution.cancel();
		run.signal?.addEventListener('abort', cancel, { once: true });
		if (run.signal?.aborted) cancel();
		const result = await execution;
		run.signal?.removeEventListener('abort', cancel);

		const { runData, error } = result.data.resultData;
		const nodes: Record<string, NodeOutcome> = {};
		for (const [name, runs] of Object.entries(runData)) {
			const last = runs.at(-1)!;
			nodes[name] = {
				outputs: (last.data?.main ?? []).map((items) => items ?? []),
				error: last.error,
				hints: last.hints ?? [],
			};
		}
		return { status: result.status, error, nodes, run: result };
	}

	async function runNode({ node, items = [{}], parameters, ...run }: NodeRun): Promise<NodeRunOutcome> {
		const { credentials = {}, path, mode, signal, nodeTypes, retryOf, ...settings } = run;
		const outcome = await runWorkflow({
			nodes: [
				{ id: 'start', name: 'Start', type: TRIGGER, typeVersion: 1, position: [0, 0], parameters: {} },
				{
					id: 'node',
					name: 'Node',
					type: prefix + node,
					typeVersion: 1,
					position: [200, 0],
					parameters,
					credentials: credentialsOf(credentials),
					...settings,
				},
			],
			connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
			pinData: { Start: items.map((item) => (isItem(item) ? item : { json: item })) },
			credentials,
			path,
			mode,
			signal,
			nodeTypes,
			retryOf,
		});
		const { outputs = [], error = outcome.error, hints = [] } = outcome.nodes.Node ?? {};
		return {
			items: outputs[0] ?? [],
			errorItems: outputs[1] ?? [],
			error,
			hints,
			status: outcome.status,
			run: outcome.run,
		};
	}

	/** Calls a method of a node as the panel does while a workflow is edited. */
	async function callMethod<T>(
		kind: 'listSearch' | 'loadOptions' | 'resourceMapping',
		call: MethodCall,
		args: unknown[],
	) {
		const { parameters = {}, credentials = {} } = call;
		const node: INode = {
			id: 'node',
			name: 'Temp-Node',
			type: prefix + call.node,
			typeVersion: call.typeVersion ?? 1,
			position: [0, 0],
			parameters,
			credentials: credentialsOf(credentials),
		};
		const workflow = new workflowModule.Workflow({
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes: nodeTypesFor('custom'),
		});
		const method = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion).methods?.[kind]?.[call.method];
		if (!method) throw new Error(`${call.node} has no ${kind} method "${call.method}".`);
		const additionalData = additionalDataFor(credentials);
		additionalData.currentNodeParameters = parameters;
		const context = new core.LoadOptionsContext(
			workflow,
			workflow.nodes['Temp-Node'],
			additionalData,
			call.parameterPath ?? '',
		);
		return await withIsolate(
			workflow,
			async () => (await (method as (...values: unknown[]) => unknown).apply(context, args)) as T,
		);
	}

	async function listSearch(call: Parameters<Engine['listSearch']>[0]): Promise<INodeListSearchResult> {
		const result = await callMethod<INodeListSearchResult>('listSearch', call, [call.filter, call.paginationToken]);
		const token = result.paginationToken as unknown;
		return typeof token === 'number' ? { ...result, paginationToken: String(token) } : result;
	}

	async function testCredential(
		type: string,
		typed: ICredentialDataDecryptedObject,
	): Promise<INodeCredentialTestResult> {
		const { test } = loader.getCredential(type).type;
		if (!test) throw new Error(`The credential "${type}" has no test request.`);
		const additionalData = additionalDataFor({ [type]: typed });
		const data = await additionalData.credentialsHelper.getDecrypted(
			additionalData,
			{ id: type, name: type },
			type,
			'internal',
		);

		const node: INode = {
			id: 'temp',
			name: 'Temp-Node',
			type: NO_OP,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			credentials: credentialsOf({ [type]: data }),
		};
		const nodeType: INodeType = {
			description: {
				...standIns[NO_OP].description,
				credentials: [{ name: type, required: true }],
				properties: [
					{
						displayName: 'Temp',
						name: 'temp',
						type: 'string',
						default: '',
						routing: { request: test.request },
					},
				],
			},
		};
		const workflow = new workflowModule.Workflow({
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes: nodeTypesFor('custom', { [NO_OP]: nodeType }),
		});
		additionalData.currentNodeParameters = {};
		additionalData.credentialsHelper.getDecrypted = async () => data;
		const context = new core.ExecuteContext(
			workflow,
			node,
			additionalData,
			'internal',
			workflowModule.createEmptyRunExecutionData(),
			0,
			[],
			{ main: [[{ json: {} }]] },
			{ node, data: {}, source: null },
			[],
		);
		const routing = new core.RoutingNode(context, nodeType, { id: type, name: type, type, data });

		let response: INodeExecutionData[][] | undefined;
		try {
			response = await withIsolate(workflow, async () => await routing.runNode());
		} catch (error) {
			return { status: 'Error', message: messageOfFailedTest(error as FailedTest, test) };
		}
		for (const rule of test.rules ?? []) {
			if (rule.type !== 'responseSuccessBody') continue;
			const { key, value, message } = rule.properties;
			if (valueAt(response?.[0][0].json, key) === value) return { status: 'Error', message };
		}
		return { status: 'OK', message: 'Connection successful!' };
	}

	return {
		runWorkflow,
		runNode,
		listSearch,
		mapperFields: async (call) => await callMethod<ResourceMapperFields>('resourceMapping', call, []),
		loadOptions: async (call) => await callMethod<INodePropertyOptions[]>('loadOptions', call, []),
		testCredential,
		nodeType: (name) => nodeTypesFor('custom').getByNameAndVersion(prefix + name),
		async stop() {
			await Expression.disposeExpressionEngine();
			rmSync(home, { recursive: true, force: true });
		},
	};
}

type FailedTest = Error & {
	cause?: { code?: string; response?: { status: number; statusText: string } };
};

/** The sentence n8n shows for a test request that failed. */
function messageOfFailedTest(error: FailedTest, test: N8nWorkflow.ICredentialTestRequest): string {
	const response = error.cause?.response;
	if (!response) return error.cause?.code ?? error.message;
	for (const rule of test.rules ?? []) {
		if (rule.type === 'responseCode' && rule.properties.value === response.status) {
			return rule.properties.message;
		}
	}
	if (response.status < 199 || response.status > 299) {
		return response.statusText || `Received HTTP status code: ${response.status}`;
	}
	return error.message;
}

/** What n8n makes of a stored execution before it retries it (its execution.service.ts). */
function storedForRetry({ data }: IRun, workflow: Workflow): IRun['data'] {
	const stored = JSON.parse(JSON.stringify(data)) as IRun['data'];
	const { resultData, executionData } = stored;
	delete resultData.error;
	const runs = resultData.runData[resultData.lastNodeExecuted ?? ''];
	if (runs?.at(-1)?.error) runs.pop();
	for (const waiting of executionData!.nodeExecutionStack) waiting.node = workflow.getNode(waiting.node.name)!;
	return stored;
}

function isItem(item: IDataObject | INodeExecutionData): item is INodeExecutionData {
	return typeof item.json === 'object' && item.json !== null;
}

/** What `lodash.get` finds under a dotted path. */
function valueAt(data: unknown, path: string): unknown {
	return path.split('.').reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], data);
}
