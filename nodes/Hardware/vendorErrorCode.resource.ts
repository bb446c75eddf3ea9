/** Vendor error codes: what the codes mean that charge points report when something is wrong. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const fields = {
	vendorId: f.key('OCPP Vendor ID', {
		about: 'As charge points report it with their errors; not the ID of a Charge Point Vendor',
	}),
	errorCode: f.key('Error Code', { about: 'As a faulted charge point reports it' }),
	errorCodeDescription: f.text('Meaning', { format: 'long', nullable: true, about: 'What has happened' }),
	errorCodeCustomerAction: f.text('Advice to Drivers', {
		format: 'long',
		nullable: true,
		about: 'What a driver should do about it',
	}),
};

// An update wants both codes as well.
const body = { ...fields, vendorId: f.required(fields.vendorId), errorCode: f.required(fields.errorCode) };

export const vendorErrorCode = resource({
	value: 'vendorErrorCode',
	name: 'Vendor Error Code',
	path: { vendorErrorCode: f.ref('vendorErrorCode', 'Vendor Error Code') },
	record: {
		id: 'integer',
		vendorId: 'text',
		errorCode: 'text',
		errorCodeDescription: 'text',
		errorCodeCustomerAction: 'text',
	},
	simple: ['id', { ocppVendorId: 'vendorId' }, 'errorCode', 'errorCodeDescription', 'errorCodeCustomerAction'],
	operations: {
		getAll: getMany('GET /public-api/resources/vendor-error-codes/v2.0', {
			says: 'Lists the explained codes, for instance to look up what a faulted charge point reported.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/vendor-error-codes/v2.0/{vendorErrorCode}', {
			says: 'Reads the meaning and advice kept for one code.',
		}),
		create: create('POST /public-api/resources/vendor-error-codes/v2.0', {
			says: "Explains a manufacturer's error code, with advice for the driver who meets it.",
			body,
		}),
		update: update('PATCH /public-api/resources/vendor-error-codes/v2.0/{vendorErrorCode}', {
			says: 'Changes the meaning or advice of a code. What is left out stays as it is.',
			body,
		}),
		delete: remove('DELETE /public-api/resources/vendor-error-codes/v2.0/{vendorErrorCode}', {
			says: 'Removes the explanation of a code for good. Charge points go on reporting it.',
		}),
	},
});
