/** Flexibility activation requests: orders to an asset to keep to an energy or power for some time. */
import { create, f, get, getMany, resource } from '../shared/catalogue';

const onlyOne = 'Give either target power or target energy';

export const flexibilityActivationRequest = resource({
	value: 'flexibilityActivationRequest',
	name: 'Flexibility Activation Request',
	path: { flexibilityActivationRequest: f.ref('flexibilityActivationRequest', 'Activation Request') },
	record: {
		id: 'integer',
		assetId: 'integer',
		timestamp: 'dateTime',
		periods: [{ startTime: 'dateTime', endTime: 'dateTime', energy: 'integer', maxPower: 'integer' }],
	},
	simple: ['id', 'assetId', 'timestamp', 'periods'],
	operations: {
		getAll: getMany('GET /public-api/resources/flexibility-activation-requests/v1.0', {
			says: 'Lists requests with their periods and targets, of every asset or of one.',
			paging: 'cursor',
			filters: { assetId: f.ref('flexibilityAsset', 'Flexibility Asset', { type: 'text' }) },
		}),
		get: get('GET /public-api/resources/flexibility-activation-requests/v1.0/{flexibilityActivationRequest}', {
			says: 'Reads the periods and targets of one request.',
		}),
		create: create('POST /public-api/actions/flexibility-asset/v1.0/{flexibilityAsset}/create-activation-request', {
			says: 'Orders an enabled asset to keep to a power or an energy in the periods given. Sessions charge slower or faster by it.',
			effect: 'physical',
			path: { flexibilityAsset: f.ref('flexibilityAsset', 'Flexibility Asset', { type: 'text' }) },
			body: {
				periods: f.list('Periods', 'Period', {
					startTime: f.required(f.dateTime('Starts At')),
					endTime: f.required(f.dateTime('Ends At')),
					maxPower: f.integer('Target Power', { about: `In watts. ${onlyOne}.` }),
					energy: f.integer('Target Energy', { about: `In Wh over the period. ${onlyOne}.` }),
				}),
			},
			hints: {
				406: 'The asset cannot be activated now. Check that it is enabled and that the periods lie ahead.',
			},
		}),
	},
});
