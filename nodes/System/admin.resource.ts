/** Admins: people who work in the back office. */
import { f, get, getMany, resource } from '../shared/catalogue';

const include = f.texts('Include', { about: "More to add to the answer, by the names in AMPECO's reference" });

export const admin = resource({
	value: 'admin',
	name: 'Admin',
	path: { admin: f.ref('admin', 'Admin') },
	record: {
		id: 'integer',
		name: 'text',
		email: 'text',
		roleId: 'integer',
		partnerId: 'integer',
		subOperatorId: 'integer',
		installationAndMaintenanceCompanyId: 'integer',
		externalSsoId: 'text',
		permissions: 'any',
	},
	operator: ['record', 'filter'],
	simple: [
		'id',
		'name',
		'email',
		'roleId',
		'partnerId',
		'subOperatorId',
		'installationAndMaintenanceCompanyId',
		'externalSsoId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/admins/v1.0', {
			says: 'Lists who can work in the back office, for instance to check access.',
			since: '3.139',
			paging: 'cursor',
			query: { include },
		}),
		get: get('GET /public-api/resources/admins/v1.0/{admin}', {
			says: 'Reads the name, email address and role of somebody who works in the back office.',
			since: '3.139',
			query: { include },
		}),
		getPermissions: getMany('GET /public-api/resources/admins/v1.0/{admin}/permissions', {
			action: 'Get permissions of admin',
			says: 'Tells what somebody may do in the back office.',
			since: '3.139',
			// Whether it comes in pages is not known; all of them are read.
			paging: 'none',
			record: { value: 'any' },
		}),
	},
});
