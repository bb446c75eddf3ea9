/** Charge point models under their former route. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import {
	modelFields,
	modelFilters,
	modelManuals,
	modelName,
	modelRecord,
	modelVendor,
} from './chargePointModel.resource';

export const cpModel = resource({
	value: 'cpModel',
	name: 'CP Model',
	deprecated: { version: 'v1.0', use: 'AMPECO Hardware > Charge Point Model' },
	path: { modelId: f.ref('chargePointModel', 'Charge Point Model') },
	record: modelRecord,
	operations: {
		getAll: getMany('GET /public-api/resources/cp-models/v1.0', {
			says: 'Lists products with their IDs, of every vendor or of one, under the former route.',
			paging: 'page',
			filters: modelFilters,
		}),
		get: get('GET /public-api/resources/cp-models/v1.0/{modelId}', {
			says: 'Reads one product with its manuals, under the former route.',
		}),
		create: create('POST /public-api/resources/cp-models/v1.0', {
			says: 'Adds a product of a vendor, under the former route.',
			body: { name: f.required(modelName), vendorId: f.required(modelVendor), ...modelManuals },
		}),
		update: update('PATCH /public-api/resources/cp-models/v1.0/{modelId}', {
			says: 'Renames a product, moves it to another vendor or changes its manuals, under the former route.',
			body: modelFields,
		}),
		delete: remove('DELETE /public-api/resources/cp-models/v1.0/{modelId}', {
			says: 'Removes a product for good, under the former route.',
		}),
	},
});
