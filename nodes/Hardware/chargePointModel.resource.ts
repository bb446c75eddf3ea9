/** Charge point models: the products of a vendor, with their manuals. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

export const modelFields = {
	name: f.text('Name'),
	vendorId: f.ref('chargePointVendor', 'Charge Point Vendor'),
	userManual: f.url('User Manual URL', {
		about: 'Drivers with a home charger of this model find it in the app',
	}),
	installerManual: f.url('Installer Manual URL', {
		about: 'Installers find it in their app. AMPECO keeps the address only, not the document.',
	}),
};

export const { name: modelName, vendorId: modelVendor, ...modelManuals } = modelFields;

export const modelFilters = { vendorId: f.ref('chargePointVendor', 'Charge Point Vendor', { type: 'text' }) };

export const modelRecord: RecordShape = {
	id: 'integer',
	name: 'text',
	vendorId: 'integer',
	defaultPhoto: 'text',
	userManual: 'text',
	installerManual: 'text',
};

export const chargePointModel = resource({
	value: 'chargePointModel',
	name: 'Charge Point Model',
	path: { modelId: f.ref('chargePointModel', 'Charge Point Model') },
	record: modelRecord,
	operations: {
		getAll: getMany('GET /public-api/resources/charge-point-models/v1.0', {
			says: 'Lists products with their IDs, of every vendor or of one.',
			paging: 'page',
			filters: modelFilters,
		}),
		get: get('GET /public-api/resources/charge-point-models/v1.0/{modelId}', {
			says: 'Reads one model with its manuals and a photo whose address works for 24 hours.',
		}),
		create: create('POST /public-api/resources/charge-point-models/v1.0', {
			says: 'Adds a product of a vendor, which can then be named as the model of charge points.',
			body: { name: f.required(modelName), vendorId: f.required(modelVendor), ...modelManuals },
		}),
		update: update('PATCH /public-api/resources/charge-point-models/v1.0/{modelId}', {
			says: 'Renames a model, moves it to another vendor or changes its manuals.',
			body: modelFields,
		}),
		delete: remove('DELETE /public-api/resources/charge-point-models/v1.0/{modelId}', {
			says: 'Removes a product for good. Check first that no charge point is of this model.',
		}),
	},
});
