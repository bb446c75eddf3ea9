/** The ways to do the same calls: this package, n8n's stock routing of it, HTTP Request, and a node written by hand. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IExecuteFunctions, INode, INodeExecutionData, INodeType } from 'n8n-workflow';

export type Way =
	| 'package'
	| 'package, from the item'
	| 'stock routing'
	| 'HTTP Request'
	| 'by hand'
	| 'HTTP Request + Split Out';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const SESSIONS = '/public-api/resources/sessions/v1.0';
const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';
const SPLIT_OUT = 'n8n-nodes-base.splitOut';
const BY_HAND = 'bench.byHand';
const POOL = 8;

/** The three expressions each item has. */
const FIELDS = {
	amount: '={{ $json.amount }}',
	expireDate: '={{ $json.expireDate }}',
	description: '={{ $json.description }}',
};

export const itemsOf = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		amount: index + 1,
		expireDate: '2027-01-31',
		description: `row ${index}`,
	}));

type Chain = Array<Pick<INode, 'type' | 'typeVersion' | 'parameters'>>;

/** One voucher per item. */
export function createNodes(way: Way, url: string): Chain {
	const { amount, expireDate, description } = FIELDS;
	switch (way) {
		case 'HTTP Request':
			return [
				httpRequest({
					method: 'POST',
					url: url + VOUCHERS,
					sendBody: true,
					bodyParameters: { parameters: Object.entries(FIELDS).map(([name, value]) => ({ name, value })) },
				}),
			];
		case 'by hand':
			return [{ type: BY_HAND, typeVersion: 1, parameters: { url: url + VOUCHERS, ...FIELDS } }];
		case 'package, from the item':
			return [voucherNode({ inputMode: 'item' })];
		default:
			return [voucherNode({ amount, additionalFields: { expireDate, description } })];
	}
}

function voucherNode(values: object): Chain[number] {
	return {
		type: 'n8n-nodes-ampeco.ampecoVoucher',
		typeVersion: 1,
		parameters: { resource: 'voucher', operation: 'create', ...values } as never,
	};
}

/** All records of the list, `total` of them. */
export function listNodes(way: Way, url: string, total: number): Chain {
	const address = `${url}${SESSIONS}?per_page=100&cursor=&filter[total]=${total}`;
	const pagination = {
		paginationMode: 'responseContainsNextURL',
		nextURL: '={{ $response.body.links.next }}',
		paginationCompleteWhen: 'other',
		completeExpression: '={{ !$response.body.links.next }}',
	};
	switch (way) {
		case 'HTTP Request':
			return [httpRequest({ url: address, options: { pagination: { pagination } } })];
		case 'HTTP Request + Split Out':
			return [
				...listNodes('HTTP Request', url, total),
				{ type: SPLIT_OUT, typeVersion: 1, parameters: { fieldToSplitOut: 'data' } },
			];
		default:
			return [
				{
					type: 'n8n-nodes-ampeco.ampecoSession',
					typeVersion: 1,
					parameters: {
						resource: 'session',
						operation: 'getAll',
						returnAll: true,
						output: 'raw',
						filters: { otherFilters: { items: [{ name: 'total', value: String(total) }] } },
					},
				},
			];
	}
}

function httpRequest(parameters: object): Chain[number] {
	return {
		type: HTTP_REQUEST,
		typeVersion: 4.4,
		parameters: { authentication: 'predefinedCredentialType', nodeCredentialType: 'ampecoApi', ...parameters } as never,
	};
}

/** n8n's own nodes from an installation, and the one written by hand. */
export function nodeTypesOf(installation: string): Record<string, INodeType> {
	const require = createRequire(join(installation, 'node_modules/n8n-nodes-base/package.json'));
	const { HttpRequest } = require('./dist/nodes/HttpRequest/HttpRequest.node.js');
	const { SplitOut } = require('./dist/nodes/Transform/SplitOut/SplitOut.node.js');
	return { [HTTP_REQUEST]: new HttpRequest(), [SPLIT_OUT]: new SplitOut(), [BY_HAND]: byHand };
}

/** What a developer in a hurry but with care would write: a pool, linked items, no retries, no limit, no errors per item. */
const byHand: INodeType = {
	description: {
		displayName: 'By Hand',
		name: 'byHand',
		description: 'Makes vouchers',
		group: ['transform'],
		version: 1,
		defaults: { name: 'By Hand' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'ampecoApi', required: true }],
		properties: ['url', ...Object.keys(FIELDS)].map((name) => ({
			displayName: name,
			name,
			type: 'string' as const,
			default: '',
		})),
	},
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const made: INodeExecutionData[] = [];
		let next = 0;
		const worker = async () => {
			while (next < items.length) {
				const item = next++;
				const read = (name: string) => this.getNodeParameter(name, item);
				const body = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, read(name)]));
				const request = { method: 'POST' as const, url: read('url') as string, body, json: true };
				const { data } = await this.helpers.httpRequestWithAuthentication.call(this, 'ampecoApi', request);
				made[item] = { json: data, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: POOL }, worker));
		return [made];
	},
};
