/** OCPI commands: what EMSPs asked charge points of the tenant to do, such as to start a session. */
import { f, get, getMany, resource } from '../shared/catalogue';

export const ocpiCommand = resource({
	value: 'ocpiCommand',
	name: 'OCPI Command',
	path: { ocpiCommand: f.ref('ocpiCommand', 'OCPI Command') },
	record: {
		id: 'integer',
		type: 'text',
		result: 'text',
		failureReason: 'text',
		roamingConnectionId: 'integer',
		roamingEmspId: 'integer',
		evseId: 'integer',
		sessionId: 'integer',
		reservationId: 'integer',
		createdAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/ocpi-commands/v1.0', {
			since: '3.253',
			says: 'Lists commands of roaming partners with their results, to see why a driver of theirs could not charge.',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/ocpi-commands/v1.0/{ocpiCommand}', {
			since: '3.253',
			says: 'Reads one command with its result and why it failed.',
		}),
	},
});
