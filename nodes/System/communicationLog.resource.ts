/** Communication logs: the messages between charge points and AMPECO. */
import { f, get, getMany, resource } from '../shared/catalogue';

export const communicationLog = resource({
	value: 'communicationLog',
	name: 'Communication Log',
	path: { id: f.ref('communicationLog', 'Log Entry', { type: 'text' }) },
	record: {
		id: 'any',
		createdAt: 'dateTime',
		direction: 'text',
		command: 'text',
		commandParameters: 'any',
		responseBody: 'any',
		communicationError: 'any',
		chargePointId: 'integer',
		evseId: 'integer',
		sessionId: 'any',
		locationId: 'integer',
	},
	simple: [
		'id',
		'createdAt',
		'direction',
		'command',
		'commandParameters',
		'responseBody',
		'communicationError',
		'chargePointId',
		'evseId',
		'sessionId',
	],
	operations: {
		getAll: getMany('GET /public-api/logs/communication/v1.0', {
			says: 'Lists what a charge point and AMPECO told each other, e.g. to find out why a session failed. Narrow it by charge point and time.',
			since: '3.139',
			paging: 'cursor',
			largestPage: 500,
			filters: {
				chargePointId: f.ref('chargePoint', 'Charge Point'),
				evseId: f.ref('evse', 'EVSE'),
				sessionId: f.ref('session', 'Session'),
				locationId: f.ref('location', 'Location'),
				partnerId: f.ref('partner', 'Partner'),
				command: f.text('Command', { about: 'Name of the message, as the log shows it' }),
				direction: f.text('Direction', { about: "Who sent it, by AMPECO's word as the log shows it" }),
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
			},
		}),
		get: get('GET /public-api/logs/communication/v1.0/{id}', {
			says: 'Reads one message between a charge point and AMPECO, with what was answered.',
			since: '3.139',
		}),
	},
});
