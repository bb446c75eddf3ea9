/** The form of a request of one's own: by route, or by an operation of AMPECO's description. */
import type { INodeProperties } from 'n8n-workflow';
import { OUTPUT, PARAMETER } from '../shared/catalogue/form';
import { jsonParameters, jsonText } from '../shared/compile/field';
import { howMany } from '../shared/compile/kinds/list';
import { longestAnswer } from '../shared/compile/output';
import { tellApart } from '../shared/compile/toolLabels';
import { writeOptionParameters } from '../shared/compile/write';
import { ANSWER, API, BODY, METHODS, PAGINGS, PUBLISHED, REQUEST } from './form';

type Shown = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

const BY_ROUTE: Shown = { [API.request]: [REQUEST.route] };
const BY_DESCRIPTION: Shown = { [API.request]: [REQUEST.description] };
const READS: Shown = { [API.method]: ['GET'] };
const WRITES: Shown = { [API.method]: METHODS.filter((method) => method !== 'GET') };

/** Operations of the description that give a list say how it is paged; those that read begin with GET. */
const GIVES_LIST: Shown = {
	[API.describedOperation]: PAGINGS.filter((paging) => paging !== 'none').map((paging) => ({
		_cnd: { endsWith: ` ${paging}` },
	})),
};
const DESCRIBED_READS: Shown = { [API.describedOperation]: [{ _cnd: { startsWith: 'GET ' } }] };

export function parameters(): INodeProperties[] {
	return tellApart([
		{
			displayName: 'Request',
			name: API.request,
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'By Route', value: REQUEST.route, description: 'Method and path as AMPECO writes them' },
				{
					name: "From AMPECO's Description",
					value: REQUEST.description,
					description: 'An operation and its fields, from the description of the API that AMPECO publishes',
				},
			],
			default: 'route',
		},
		...when(BY_ROUTE, byRoute()),
		...when(BY_DESCRIPTION, byDescription()),
		...when({ ...BY_ROUTE, ...READS, [API.answer]: [ANSWER.list] }, howMany()),
		...when({ ...BY_DESCRIPTION, ...GIVES_LIST }, howMany()),
		...when({ ...BY_ROUTE, ...READS, [API.answer]: [ANSWER.record, ANSWER.list] }, output()),
		...when({ ...BY_DESCRIPTION, ...DESCRIBED_READS }, output()),
		options(),
	]);
}

/** The same parameters under a condition more. */
function when(show: Shown, properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: { ...property.displayOptions, show: { ...show, ...property.displayOptions?.show } },
	}));
}

function byRoute(): INodeProperties[] {
	return [
		{
			displayName: 'Method',
			name: API.method,
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'DELETE', value: 'DELETE', description: 'Cannot be undone' },
				{ name: 'GET', value: 'GET', description: 'Reads' },
				{ name: 'PATCH', value: 'PATCH', description: 'Changes what is given' },
				{
					name: 'POST',
					value: 'POST',
					description: 'Makes something or acts, also with money and hardware',
				},
				{ name: 'PUT', value: 'PUT', description: 'Replaces all of something' },
			],
			default: 'GET',
		},
		{
			displayName: 'Route',
			name: API.route,
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. /public-api/resources/vouchers/v2.1/{voucher}',
			description:
				'The path, from /public-api/ on. What differs from item to item stands in braces, with its value below.',
		},
		rows('Path Values', API.pathValues, 'Path Value', 'Values of the names in braces', 'voucher'),
		rows(
			'Query Parameters',
			API.queryParameters,
			'Query Parameter',
			'A filter is called filter[userId], one of several values include[]',
			'filter[userId]',
		),
		{
			displayName: 'Answer',
			name: API.answer,
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: READS },
			options: [
				{ name: 'One Answer', value: ANSWER.record, description: 'One request, and what it answers' },
				{ name: 'List: All Pages', value: ANSWER.list, description: 'Page after page, an item for each record' },
				{ name: 'File', value: ANSWER.file, description: 'What it answers as binary data' },
			],
			default: 'record',
		},
		{
			displayName: 'Body',
			name: API.body,
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: WRITES },
			options: [
				{ name: 'None', value: BODY.none },
				{ name: 'Using JSON', value: BODY.json },
				{ name: 'From the Input Item', value: BODY.item, displayOptions: { hide: { '@tool': [true] } } },
			],
			default: 'none',
		},
		...jsonParameters({
			displayName: 'JSON',
			name: PARAMETER.jsonBody,
			default: '{}',
			required: true,
			displayOptions: { show: { ...WRITES, [API.body]: [BODY.json] } },
			description: "In AMPECO's own names. Sent as it is.",
		}),
		{
			displayName:
				"Sends the item's properties as they are, so they must be called as AMPECO calls them and be of its types. network.ip is ip inside network. Empty ones are left out.",
			name: 'itemNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { ...WRITES, [API.body]: [BODY.item] } },
		},
	];
}

function rows(displayName: string, name: string, one: string, description: string, example: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: `Add ${one}`,
		default: {},
		description,
		options: [
			{
				displayName: one,
				name: 'rows',
				values: [
					{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: `e.g. ${example}` },
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	};
}

function byDescription(): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: API.describedOperation,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Search by what it does, or by its route',
					typeOptions: { searchListMethod: 'searchOperations', searchable: true },
				},
				{
					displayName: 'By Name',
					name: 'name',
					type: 'string',
					placeholder: 'e.g. GET /public-api/resources/users/v1.0 cursor',
				},
			],
		},
		{
			displayName: 'Values',
			name: API.values,
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			required: true,
			typeOptions: {
				loadOptionsDependsOn: [`${API.describedOperation}.value`],
				resourceMapper: {
					resourceMapperMethod: 'getFields',
					mode: 'add',
					fieldWords: { singular: 'field', plural: 'fields' },
					addAllFields: false,
					supportAutoMap: true,
				},
			},
		},
	];
}

function output(): INodeProperties[] {
	return [
		{
			displayName: 'Output',
			name: PARAMETER.output,
			type: 'options',
			options: [
				{ name: 'Raw', value: OUTPUT.raw },
				{ name: 'Selected Fields', value: OUTPUT.selected },
			],
			default: 'raw',
			description: 'Raw is as AMPECO answers',
		},
		{
			displayName: 'Field Names or IDs',
			name: PARAMETER.fields,
			type: 'string',
			default: '',
			placeholder: 'e.g. status, network.ip',
			displayOptions: { show: { [PARAMETER.output]: [OUTPUT.selected] } },
			description: 'Names with commas between them, and a full stop on the way into an object',
		},
	];
}

function options(): INodeProperties {
	const [dryRun, unknownColumns] = writeOptionParameters([PARAMETER.dryRun, PARAMETER.unknownColumns]);
	return {
		displayName: 'Options',
		name: PARAMETER.options,
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			dryRun,
			longestAnswer(),
			...described([
				{
					displayName: 'Fields to Clear',
					name: PARAMETER.fieldsToClear,
					type: 'string',
					default: '',
					placeholder: 'e.g. externalId, network.ip',
					description: 'Names of fields that an update is to empty, with commas between them',
				},
				{
					...unknownColumns,
					displayOptions: undefined,
					description: 'Properties of the item that are no fields, with values mapped automatically',
				},
				{
					displayName: 'Description Address',
					name: API.descriptionAddress,
					type: 'string',
					default: '',
					placeholder: `e.g. ${PUBLISHED}`,
					description:
						'Of an OpenAPI file in JSON. Empty, it is the one that AMPECO publishes. It is read while this form is open, without the credential.',
				},
				{
					displayName: 'Description',
					name: API.description,
					...jsonText(),
					description: 'The OpenAPI file itself, where n8n cannot reach it',
				},
			]),
		],
	};
}

function described(properties: INodeProperties[]): INodeProperties[] {
	const show = { [`/${API.request}`]: [REQUEST.description] };
	return properties.map((property) => ({ ...property, displayOptions: { show } }));
}
