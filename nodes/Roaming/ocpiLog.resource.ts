/** OCPI logs: the requests between AMPECO and roaming partners. */
import { f, get, getMany, resource } from '../shared/catalogue';

export const ocpiLog = resource({
	value: 'ocpiLog',
	name: 'OCPI Log',
	path: { id: f.ref('ocpiLog', 'Log Entry', { type: 'text' }) },
	record: {
		id: 'any',
		createdAt: 'dateTime',
		direction: 'text',
		module: 'text',
		method: 'text',
		requestUrl: 'text',
		requestBody: 'any',
		httpStatusCode: 'integer',
		ocpiStatus: 'text',
		errorType: 'text',
		responseBody: 'any',
		roamingConnectionId: 'integer',
		evseId: 'integer',
		locationId: 'integer',
		sessionId: 'any',
	},
	simple: [
		'id',
		'createdAt',
		'direction',
		'module',
		'method',
		'requestUrl',
		'httpStatusCode',
		'ocpiStatus',
		'errorType',
		'roamingConnectionId',
	],
	operations: {
		get: get('GET /public-api/logs/ocpi/v1.0/{id}', {
			says: 'Reads one request between AMPECO and a roaming partner, with what was answered.',
			since: '3.168',
		}),
		getAll: getMany('GET /public-api/logs/ocpi/v1.0', {
			says: 'Lists what AMPECO and roaming partners told each other, e.g. to find out why a connection fails. Narrow it by connection and time.',
			since: '3.168',
			paging: 'cursor',
			largestPage: 500,
			filters: {
				roamingConnectionId: f.ref('roamingConnection', 'Roaming Connection'),
				module: f.text('Module', { about: 'Part of OCPI, as the log shows it' }),
				method: f.text('HTTP Method', { example: 'POST' }),
				direction: f.text('Direction', { about: "Who sent it, by AMPECO's word as the log shows it" }),
				evseId: f.ref('evse', 'EVSE'),
				locationId: f.ref('location', 'Location'),
				sessionId: f.ref('session', 'Session'),
				createdAfter: f.dateTime('Created After', {
					about: 'From here to Created Before it may be 30 days at most',
				}),
				createdBefore: f.dateTime('Created Before'),
			},
		}),
	},
});
