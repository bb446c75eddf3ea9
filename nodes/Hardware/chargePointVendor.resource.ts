/** Charge point vendors: the manufacturers of charge points. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

export const vendorFields = { name: f.text('Name') };

export const vendorRecord: RecordShape = { id: 'integer', name: 'text' };

export const chargePointVendor = resource({
	value: 'chargePointVendor',
	name: 'Charge Point Vendor',
	path: { vendorId: f.ref('chargePointVendor', 'Charge Point Vendor') },
	record: vendorRecord,
	operations: {
		getAll: getMany('GET /public-api/resources/charge-point-vendors/v1.0', {
			says: 'Lists the manufacturers the tenant knows, with their IDs.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/charge-point-vendors/v1.0/{vendorId}', {
			says: 'Reads the name of one manufacturer. For its products list Charge Point Model by vendor.',
		}),
		create: create('POST /public-api/resources/charge-point-vendors/v1.0', {
			says: 'Adds a manufacturer. Add its products as Charge Point Models.',
			body: { name: f.required(vendorFields.name) },
		}),
		update: update('PATCH /public-api/resources/charge-point-vendors/v1.0/{vendorId}', {
			says: 'Renames a manufacturer.',
			body: vendorFields,
		}),
		delete: remove('DELETE /public-api/resources/charge-point-vendors/v1.0/{vendorId}', {
			says: 'Removes a manufacturer for good. Check first that no model belongs to it.',
		}),
	},
});
