/** User devices: the phones and tablets on which drivers use the app. */
import { f, get, getMany, resource } from '../shared/catalogue';

export const userDevice = resource({
	value: 'userDevice',
	name: 'User Device',
	path: { userDevice: f.ref('userDevice', 'User Device') },
	record: {
		id: 'integer',
		userId: 'integer',
		deviceIdentifier: 'text',
		platform: 'text',
		manufacturer: 'text',
		model: 'text',
		device: 'text',
		appVersion: 'text',
		appBuild: 'any',
		internalAppVersion: 'any',
		pushEnabled: 'flag',
		createdAt: 'dateTime',
		updatedAt: 'dateTime',
	},
	simple: [
		'id',
		'userId',
		'deviceIdentifier',
		'platform',
		'manufacturer',
		'model',
		'appVersion',
		'pushEnabled',
		'createdAt',
		'updatedAt',
	],
	operator: ['record', 'filter'],
	operations: {
		getAll: getMany('GET /public-api/resources/user-devices/v1.0', {
			says: 'Lists phones with the app on them, for instance to see which versions of it are in use.',
			since: '3.251',
			paging: 'cursor',
			filters: {
				userId: f.ref('user', 'User'),
				hasUser: f.flag('Has User', { about: 'to list devices that belong to a user (on) or to nobody (off)' }),
				deviceIdentifier: f.key('Device Identifier'),
			},
		}),
		get: get('GET /public-api/resources/user-devices/v1.0/{userDevice}', {
			says: 'Reads the model, app version and push setting of one phone.',
			since: '3.251',
		}),
	},
});
