/** Charge point vendors under their former route. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import { vendorFields, vendorRecord } from './chargePointVendor.resource';

export const cpVendor = resource({
	value: 'cpVendor',
	name: 'CP Vendor',
	deprecated: { version: 'v1.0', use: 'AMPECO Hardware > Charge Point Vendor' },
	path: { vendorId: f.ref('chargePointVendor', 'Charge Point Vendor') },
	record: vendorRecord,
	operations: {
		getAll: getMany('GET /public-api/resources/cp-vendors/v1.0', {
			says: 'Lists the manufacturers the tenant knows, under the former route.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/cp-vendors/v1.0/{vendorId}', {
			says: 'Reads the name of one manufacturer, under the former route.',
		}),
		create: create('POST /public-api/resources/cp-vendors/v1.0', {
			says: 'Adds a manufacturer, under the former route.',
			body: { name: f.required(vendorFields.name) },
		}),
		update: update('PATCH /public-api/resources/cp-vendors/v1.0/{vendorId}', {
			says: 'Renames a manufacturer, under the former route.',
			body: vendorFields,
		}),
		delete: remove('DELETE /public-api/resources/cp-vendors/v1.0/{vendorId}', {
			says: 'Removes a manufacturer for good, under the former route.',
		}),
	},
});
