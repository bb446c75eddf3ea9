/** Vehicle users: which drivers belong to a vehicle. */
import { action, f, getMany, remove, replace, resource } from '../shared/catalogue';
import { vehiclePath } from './vehicle.resource';

export const vehicleUser = resource({
	value: 'vehicleUser',
	name: 'Vehicle User',
	noun: 'user',
	path: { ...vehiclePath, user: f.ref('user', 'User') },
	record: { userIds: ['integer'] },
	operations: {
		getAll: getMany('GET /public-api/resources/vehicles/v1.0/{vehicle}/relations/users', {
			action: 'Get many users of vehicle',
			says: 'Tells which drivers belong to a car.',
			since: '3.251',
			// Whether it comes in pages is not known, so what the answer says of further ones decides.
			paging: 'links',
		}),
		add: action('POST /public-api/resources/vehicles/v1.0/{vehicle}/relations/users', {
			action: 'Add users to vehicle',
			says: 'Lets more drivers belong to a car; those it has already stay. To name all of them anew, use Set.',
			effect: 'write',
			since: '3.251',
			body: { userIds: f.required(f.refs('user', 'Users')) },
		}),
		set: replace('PUT /public-api/resources/vehicles/v1.0/{vehicle}/relations/users', {
			action: 'Set users of vehicle',
			says: 'Replaces all drivers of a car. To add some and keep the others, use Add.',
			since: '3.251',
			body: {
				userIds: f.required(
					f.refs('user', 'Users', { about: 'All it should have; those left out of the list are taken off' }),
				),
			},
			record: { success: 'flag' },
			outcome: 'done',
		}),
		delete: remove('DELETE /public-api/resources/vehicles/v1.0/{vehicle}/relations/users/{user}', {
			action: 'Delete vehicle user',
			says: 'Takes one driver off a car. Neither of the two is deleted.',
			since: '3.251',
		}),
	},
});
