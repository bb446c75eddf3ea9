/** What n8n's contexts of triggers stand on, without n8n's database: a credential, and a workflow of a single node. */
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeType,
	Workflow as WorkflowType,
} from 'n8n-workflow';

const { Workflow } = require('n8n-workflow') as typeof import('n8n-workflow');
const { AmpecoApi } =
	require('../credentials/AmpecoApi.credentials') as typeof import('../credentials/AmpecoApi.credentials.js');

type Authenticate = (
	data: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

exports.credentialsHelperOf = (credential: () => ICredentialDataDecryptedObject) => {
	const { authenticate } = new AmpecoApi();
	return {
		isCredentialUsableByNode: () => true,
		getParentTypes: () => [],
		getDecrypted: async () => credential(),
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		authenticate: async (data: ICredentialDataDecryptedObject, _type: string, request: IHttpRequestOptions) =>
			await (authenticate as Authenticate)(data, request),
	};
};

exports.workflowOfNode = (
	nodeType: INodeType,
	node: Omit<INode, 'position' | 'credentials'>,
	staticData: IDataObject,
) => {
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [{ ...node, position: [0, 0], credentials: { ampecoApi: { id: node.id, name: 'AMPECO' } } }],
		connections: {},
		active: true,
		nodeTypes: { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) },
		staticData,
	});
	return { workflow, node: workflow.getNode(node.name)! };
};

/** n8n's credentials helper with one credential, as it is at each call. */
export declare function credentialsHelperOf(credential: () => ICredentialDataDecryptedObject): object;
/** A workflow of one node, with what n8n has stored for it. */
export declare function workflowOfNode(
	nodeType: INodeType,
	node: Omit<INode, 'position' | 'credentials'>,
	staticData: IDataObject,
): { workflow: WorkflowType; node: INode };
