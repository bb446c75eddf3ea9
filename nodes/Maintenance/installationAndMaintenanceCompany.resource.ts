/** Installation and maintenance companies: those that carry out installer jobs. */
import { create, createOrUpdate, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';

const fields = {
	businessName: f.text('Business Name'),
	companyName: f.text('Company Name'),
	contactPerson: f.text('Contact Person'),
	email: f.email('Email'),
	phone: f.key('Phone'),
	address: f.text('Address'),
	postCode: f.key('Postal Code'),
	city: f.text('City'),
	region: f.text('Region'),
	countryCode: f.country(),
	integrationId: f.integer('Integration ID'),
	externalId: f.key('External ID', { about: 'Your own key for the company, to find it again by a filter' }),
};

const include = f.texts('Include', { about: "More to add to the answer, by the names in AMPECO's reference" });

export const installationAndMaintenanceCompany = resource({
	value: 'installationAndMaintenanceCompany',
	name: 'Installation and Maintenance Company',
	path: { imCompany: f.ref('installationAndMaintenanceCompany', 'Company') },
	record: {
		id: 'integer',
		businessName: 'text',
		companyName: 'text',
		contactPerson: 'text',
		email: 'text',
		phone: 'text',
		address: 'text',
		postCode: 'text',
		city: 'text',
		region: 'text',
		countryCode: 'text',
		integrationId: 'integer',
		externalId: 'text',
		chargePointIds: ['integer'],
		createdAt: 'dateTime',
		lastUpdatedAt: 'dateTime',
	},
	simple: [
		'id',
		'externalId',
		'businessName',
		'companyName',
		'contactPerson',
		'email',
		'phone',
		'city',
		'countryCode',
		'chargePointIds',
		'createdAt',
		'lastUpdatedAt',
	],
	operator: ['record', 'filter'],
	operations: {
		getAll: getMany('GET /public-api/resources/installation-and-maintenance-companies/v1.0', {
			says: 'Lists the firms that installer jobs can be given to, for instance those of one country.',
			since: '3.139',
			paging: 'cursor',
			filters: {
				countryCode: f.country(),
				externalId: f.key('External ID'),
				integrationId: f.integer('Integration ID'),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
			},
			query: { include },
		}),
		get: get('GET /public-api/resources/installation-and-maintenance-companies/v1.0/{imCompany}', {
			says: 'Reads the address and contact of one firm.',
			since: '3.139',
			query: { include },
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/installation-and-maintenance-companies/v1.0', {
			says: 'Adds a firm that installer jobs can be given to.',
			since: '3.139',
			body: fields,
		}),
		upsert: createOrUpdate('externalId'),
		update: update('PATCH /public-api/resources/installation-and-maintenance-companies/v1.0/{imCompany}', {
			says: 'Changes the address or contact of a firm. What is not set stays as it is.',
			since: '3.139',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/installation-and-maintenance-companies/v1.0/{imCompany}', {
			says: 'Removes a firm for good.',
			since: '3.139',
		}),
	},
});
