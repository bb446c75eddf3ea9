/** Weights of drivers on a circuit, by the partner who invited them or the user group they are in. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import { priority, userPriorityRecord } from './circuit.resource';

const target = f.oneOf(
	'Whose Sessions',
	{
		userGroup: f.variant('Members of a User Group', {
			targetId: f.required(f.ref('userGroup', 'User Group')),
		}),
		partner: f.variant('Users Invited by a Partner', { targetId: f.required(f.ref('partner', 'Partner')) }),
	},
	{ tag: 'type', inline: true },
);

export const circuitUserPriority = resource({
	value: 'circuitUserPriority',
	name: 'Circuit User Priority',
	path: { circuit: f.ref('circuit', 'Circuit'), userPriority: f.ref('circuitUserPriority', 'User Priority') },
	record: userPriorityRecord,
	simple: ['id', 'targetId', 'type', { chargingPriority: 'priority' }],
	operations: {
		getAll: getMany('GET /public-api/resources/circuits/v2.0/{circuit}/user-priorities', {
			says: 'Lists the user groups and partners whose sessions have a weight of their own on a circuit.',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/circuits/v2.0/{circuit}/user-priorities/{userPriority}', {
			says: 'Reads one weight and whose sessions it is for.',
		}),
		create: create('POST /public-api/resources/circuits/v2.0/{circuit}/user-priorities', {
			says: 'Gives sessions of a user group, or of users a partner invited, more or less current on a circuit. Shifts current between running sessions.',
			effect: 'physical',
			body: { target, priority: f.required(priority) },
		}),
		update: update('PATCH /public-api/resources/circuits/v2.0/{circuit}/user-priorities/{userPriority}', {
			says: 'Changes the weight, or whose sessions it is for. Shifts current between running sessions.',
			effect: 'physical',
			body: {
				priority,
				type: f.choice('Whose Sessions', {
					userGroup: 'Members of a User Group',
					partner: 'Users Invited by a Partner',
				}),
				targetId: f.integer('User Group or Partner ID', {
					about: 'ID of the user group, or of the partner; set Whose Sessions along with it',
				}),
			},
		}),
		delete: remove('DELETE /public-api/resources/circuits/v2.0/{circuit}/user-priorities/{userPriority}', {
			says: 'Removes the weight, so that these sessions count like all others.',
		}),
	},
});
