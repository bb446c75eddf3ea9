/** Authorizations: each time somebody asked to charge, and what was answered. */
import { f, get, getMany, resource, sinceLastRun } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

export const authorizationFilters = {
	status: f.choice('Status', { accepted: 'Accepted', rejected: 'Rejected', pending: 'Pending' }),
	method: f.choice('Method', {
		user_device: 'App or Web Portal',
		id_tag: 'ID Tag',
		mac_address: 'MAC Address (Autocharge)',
		admin: 'Back Office',
		plug_and_charge: 'Plug and Charge',
		plug_and_charge_iso15118: 'Plug and Charge by ISO 15118',
		roaming: 'Roaming',
		payment_terminal: 'Payment Terminal',
	}),
	partnerId: f.ref('partner', 'Partner', { about: 'Authorizations of users who belong to this partner' }),
	createdAfter: f.dateTime('Created After'),
	createdBefore: f.dateTime('Created Before'),
	lastUpdatedAfter: f.dateTime('Last Updated After'),
	lastUpdatedBefore: f.dateTime('Last Updated Before'),
};

export const authorizationRoaming: RecordShape = {
	platformId: 'integer',
	platformRoleId: 'integer',
	platformRole: 'text',
	reference: 'text',
	client: 'text',
};

export const authorizationRecord: RecordShape = {
	id: 'integer',
	method: 'text',
	source: 'text',
	createdAt: 'dateTime',
	status: 'text',
	rejectionReason: 'text',
	userId: 'integer',
	idTagUid: 'text',
	roaming: authorizationRoaming,
	chargePointId: 'integer',
	evseId: 'integer',
	sessionIds: ['integer'],
	lastUpdatedAt: 'dateTime',
};

export const simpleAuthorization = [
	'id',
	'status',
	'method',
	'source',
	'rejectionReason',
	'createdAt',
	'userId',
	'idTagUid',
	'chargePointId',
	'evseId',
	'sessionIds',
	'lastUpdatedAt',
];

export const authorization = resource({
	value: 'authorization',
	name: 'Authorization',
	operator: ['record', 'filter'],
	path: { authorization: f.ref('authorization', 'Authorization', { type: 'text' }) },
	record: authorizationRecord,
	simple: simpleAuthorization,
	hasPlace: true,
	operations: {
		getAll: getMany('GET /public-api/resources/authorizations/v2.1', {
			says: 'Lists requests to charge, oldest first. Filter by Rejected to find drivers who could not start. A user ID of 0 is a driver without an account.',
			paging: 'cursor',
			filters: authorizationFilters,
		}),
		get: get('GET /public-api/resources/authorizations/v2.1/{authorization}', {
			says: 'Reads who asked to charge, by which means, the answer and the sessions that followed.',
		}),
		getChanged: sinceLastRun(),
	},
});
