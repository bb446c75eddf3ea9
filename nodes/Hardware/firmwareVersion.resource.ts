/** Firmware versions: the files charge points can be updated with. They are uploaded in AMPECO itself. */
import { f, get, getMany, resource } from '../shared/catalogue';

const include = f.choices('Include', { models: 'Model IDs' }, { about: 'Data to add to the answer' });

export const firmwareVersion = resource({
	value: 'firmwareVersion',
	name: 'Firmware Version',
	path: { firmwareVersion: f.ref('firmwareVersion', 'Firmware Version') },
	record: {
		id: 'integer',
		firmwareVersion: 'text',
		details: 'text',
		chargePointVendorId: 'integer',
		fileUrl: 'text',
		signingCertificate: 'text',
		signature: 'text',
		models: ['integer'],
		createdAt: 'dateTime',
		updatedAt: 'dateTime',
	},
	simple: [
		'id',
		'firmwareVersion',
		'details',
		'chargePointVendorId',
		{ modelIds: 'models' },
		'fileUrl',
		'createdAt',
		'updatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/firmware-versions/v1.0', {
			says: 'Lists versions by vendor, model or how their number begins, e.g. to find what a charge point can be updated to.',
			paging: 'cursor',
			filters: {
				vendorId: f.refs('chargePointVendor', 'Charge Point Vendors'),
				modelId: f.refs('chargePointModel', 'Charge Point Models'),
				firmwareVersion: f.text('Version Begins With', {
					example: '1.2',
					about: 'The whole version or its beginning',
				}),
			},
			query: { include },
		}),
		get: get('GET /public-api/resources/firmware-versions/v1.0/{firmwareVersion}', {
			says: 'Reads one version with the address of its file, which works for 24 hours.',
			query: { include },
		}),
		getModels: getMany('GET /public-api/resources/firmware-versions/v1.0/{firmwareVersion}/attached-models', {
			action: 'Get models of firmware version',
			says: 'Lists the charge point models a version is made for, one item out per model with its ID as value.',
			paging: 'cursor',
			record: { value: 'integer' },
		}),
	},
});
