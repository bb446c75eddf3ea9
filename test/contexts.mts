/** What n8n's contexts of triggers stand on, without n8n's database: a credential, and a workflow of a single node. */
import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestOptions, INode, INodeType } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { AmpecoApi } from '../credentials/AmpecoApi.credentials.ts';

type Authenticate = (
	data: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/** n8n's credentials helper with one credential, as it is at each call. */
export function credentialsHelperOf(credential: () => ICredentialDataDecryptedObject): object {
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
}

/** A workflow of one node, with what n8n has stored for it. */
export function workflowOfNode(
	nodeType: INodeType,
	node: Omit<INode, 'position' | 'credentials'>,
	staticData: IDataObject,
): { workflow: Workflow; node: INode } {
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [{ ...node, position: [0, 0], credentials: { ampecoApi: { id: node.id, name: 'AMPECO' } } }],
		connections: {},
		active: true,
		nodeTypes: { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) },
		staticData,
	});
	return { workflow, node: workflow.getNode(node.name)! };
}
