/** Partners: companies that own charge points or pay for their drivers' sessions. */
import {
	addedIn,
	action,
	create,
	createOrUpdate,
	f,
	get,
	getMany,
	remove,
	resource,
	sinceLastRun,
	update,
} from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

/** Fields and record of both versions. */
export const partnerFields = {
	name: f.text('Name', { about: 'Name of the company' }),
	regNo: f.key('Registration Number', { nullable: true }),
	vatNo: f.key('VAT Number', { nullable: true }),
	address: f.text('Address', { nullable: true }),
	postcode: f.key('Postal Code', { nullable: true }),
	city: f.text('City', { nullable: true }),
	country: f.country('Country', { nullable: true }),
	monthlyPlatformFee: f.number('Monthly Platform Fee', {
		nullable: true,
		about: "What the partner pays each month, in the tenant's currency",
	}),
	options: f.group('Permissions', {
		createUsers: f.flag('Create Users', { about: 'the partner may add users' }),
		addUserBalance: f.flag('Add User Balance', {
			about: "the partner may top up users' balances, and its API tokens see them",
		}),
		supplierOnReceipts: f.flag('Supplier on Receipts', { about: 'receipts name the partner as supplier' }),
		allowToControlTariffs: f.flag('Control Tariffs', { about: 'the partner may change prices of its tariffs' }),
		allowToControlTariffGroups: f.flag('Control Tariff Groups', {
			about: 'the partner may also add, remove and reorder tariffs of its tariff groups',
		}),
	}),
	corporateBillingEnabled: f.flag('Corporate Billing', {
		wire: ['corporateBilling', 'enabled'],
		about: 'the partner can pay for sessions of users it invites; off for a new partner when left out',
	}),
	corporateBillingMonthlyLimit: f.number('Corporate Billing Monthly Limit', {
		wire: ['corporateBilling', 'monthlyLimit'],
		nullable: true,
		about:
			"Most the partner pays for sessions in a month, in the tenant's currency. A new partner has no limit when this is left out.",
	}),
	corporateBillingDiscount: f.number('Corporate Billing Discount', {
		wire: ['corporateBilling', 'discount'],
		nullable: true,
		about: 'Percent off sessions the partner pays for',
	}),
	externalId: f.key('External ID', {
		nullable: true,
		about: 'Your own key for the partner, to find it again by a filter',
	}),
};

export const partnerRecord: RecordShape = {
	id: 'integer',
	name: 'text',
	regNo: 'text',
	vatNo: 'text',
	address: 'text',
	postcode: 'text',
	city: 'text',
	country: 'text',
	monthlyPlatformFee: 'number',
	options: {
		createUsers: 'flag',
		addUserBalance: 'flag',
		supplierOnReceipts: 'flag',
		allowToControlTariffs: 'flag',
		allowToControlTariffGroups: 'flag',
	},
	corporateBilling: { enabled: 'flag', monthlyLimit: 'number', discount: 'number' },
	externalId: 'text',
	lastUpdatedAt: 'dateTime',
};

export const partnerFilters = {
	externalId: f.key('External ID', {
		nullable: true,
		about: 'Your own key; the word null finds partners without one',
	}),
	regNo: f.key('Registration Number'),
	country: f.country(),
	lastUpdatedAfter: f.dateTime('Last Updated After'),
	lastUpdatedBefore: f.dateTime('Last Updated Before'),
	...addedIn('3.251', {
		createdAfter: f.dateTime('Created After'),
		createdBefore: f.dateTime('Created Before'),
		search: f.text('Search'),
		tag: f.text('Tag', { about: 'One tag that the partner must have' }),
		hasRoamingOperator: f.flag('Has Roaming Operator', {
			about: 'to list partners with a roaming operator (on) or without (off)',
		}),
		roamingOperatorId: f.ref('roamingOperator', 'Roaming Operator'),
	}),
};

/** One of the partner's contacts, each beside the others instead of in an object around all. */
function contact(label: string, name: string) {
	return f.group(
		label,
		{
			contactPerson: f.text('Contact Person', { nullable: true }),
			email: f.email('Email', { nullable: true }),
			phone: f.key('Phone', { nullable: true }),
		},
		{ wire: ['contactDetails', name], nullable: true },
	);
}

const { name, regNo, vatNo, address, postcode, city, country: companyCountry, ...others } = partnerFields;

const fields = {
	name,
	businessName: f.text('Business Name', {
		about: 'What drivers and admins see; for a new partner the name of the company when left out',
	}),
	regNo,
	vatNo,
	address,
	postcode,
	city,
	country: companyCountry,
	state: f.text('State', {
		example: 'CA',
		about: 'Code of the state, for the US, Australia, Canada, Romania and the US outlying islands only',
	}),
	region: f.text('Region', { nullable: true, about: 'For all countries whose states have no code here' }),
	administrativeContact: contact('Administrative Contact', 'administrative'),
	technicalContact: contact('Technical Contact', 'technical'),
	billingContact: contact('Billing Contact', 'billing'),
	notifyOfFaults: f.flag('Notify of Charge Point Faults', {
		wire: ['notifications', 'technical', 'chargePointFaults'],
		about: 'the technical contact is told of faults; off for a new partner when left out',
	}),
	notifyOfSettlementReports: f.flag('Notify of Settlement Reports', {
		wire: ['notifications', 'billing', 'settlementReports'],
		about: 'the billing contact is sent settlement reports; off for a new partner when left out',
	}),
	bankDetails: f.group('Bank Details', {
		bankIban: f.key('IBAN', { nullable: true }),
		bankName: f.text('Bank Name', { nullable: true }),
		bankAddress: f.text('Bank Address', { nullable: true }),
		bankCode: f.key('Bank Code', { nullable: true, about: "The bank's code in its country" }),
		bankAccountNumber: f.key('Bank Account Number', { nullable: true }),
		bankAccountType: f.text('Bank Account Type', { nullable: true }),
		...addedIn('3.251', {
			bankBic: f.key('BIC'),
			bankAccountHolder: f.text('Bank Account Holder'),
		}),
	}),
	...others,
	...addedIn('3.251', {
		translatedName: f.translations('Translated Name', { about: 'Per language' }),
		translatedAddress: f.translations('Translated Address', { about: 'Per language' }),
		translatedCity: f.translations('Translated City', { about: 'Per language' }),
		translatedRegion: f.translations('Translated Region', { about: 'Per language' }),
		invoiceNumberPrefix: f.text('Invoice Number Prefix', { about: 'What the numbers of its invoices begin with' }),
		startingInvoiceNumber: f.any('Starting Invoice Number', { about: 'Number of its first invoice' }),
		receiptsPrefix: f.text('Receipt Number Prefix', { about: 'What the numbers of its receipts begin with' }),
		receiptsStartingNumber: f.any('Starting Receipt Number', { about: 'Number of its first receipt' }),
	}),
};

const include = f.choices(
	'Include',
	{ notes: 'Notes' },
	{ since: '3.251', about: 'Data to add to each partner. For what is not in the list, give an expression.' },
);

const texted: [RecordShape] = [{ locale: 'text', translation: 'text' }];

const contactRecord: RecordShape = { contactPerson: 'text', email: 'text', phone: 'text' };

const record: RecordShape = {
	...partnerRecord,
	businessName: 'text',
	region: 'text',
	state: 'text',
	contactDetails: { administrative: contactRecord, technical: contactRecord, billing: contactRecord },
	notifications: { technical: { chargePointFaults: 'flag' }, billing: { settlementReports: 'flag' } },
	bankDetails: {
		bankIban: 'text',
		bankName: 'text',
		bankAddress: 'text',
		bankCode: 'text',
		bankAccountNumber: 'text',
		bankAccountType: 'text',
		bankBic: 'text',
		bankAccountHolder: 'text',
	},
	customFields: 'any',
	invoiceNumberPrefix: 'text',
	startingInvoiceNumber: 'any',
	receiptsPrefix: 'text',
	receiptsStartingNumber: 'any',
	reimbursement: { enabled: 'flag', payoutMode: 'text' },
	tags: ['text'],
	translatedName: texted,
	translatedAddress: texted,
	translatedCity: texted,
	translatedRegion: texted,
	notes: ['any'],
};

export const partner = resource({
	value: 'partner',
	name: 'Partner',
	operator: ['record', 'filter'],
	path: { partner: f.ref('partner', 'Partner') },
	record,
	simple: [
		'id',
		'externalId',
		'name',
		'businessName',
		'regNo',
		'vatNo',
		'city',
		'country',
		{
			contactPerson: 'contactDetails.administrative.contactPerson',
			email: 'contactDetails.administrative.email',
			phone: 'contactDetails.administrative.phone',
		},
		'corporateBilling.enabled',
		'tags',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partners/v2.0', {
			says: 'Lists partners. AMPECO cannot search by name: filter by external ID, registration number or country.',
			paging: 'page',
			filters: {
				...partnerFilters,
				...addedIn('3.251', {
					customFields: f.any('Custom Fields', { about: 'An object with the names and values to look for' }),
				}),
			},
			query: { include },
		}),
		get: get('GET /public-api/resources/partners/v2.0/{partner}', {
			says: 'Reads one partner with contacts, permissions and bank details.',
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/partners/v2.0', {
			says: 'Adds a company that owns charge points or pays for sessions of its drivers. Follow up with a contract or invites.',
			body: { ...fields, name: f.required(name) },
		}),
		upsert: createOrUpdate('externalId', 'regNo'),
		update: update('PATCH /public-api/resources/partners/v2.0/{partner}', {
			says: 'Changes what is set and leaves the rest as it is. Terms on revenue are in the partner contract.',
			body: fields,
		}),
		setCustomFields: action('POST /public-api/actions/partner/v1.0/{partner}/set-custom-fields', {
			since: '3.251',
			action: 'Set custom fields of partner',
			says: 'Fills fields that the tenant added to partners. Whether those left out are kept is not known, so give all.',
			effect: 'write',
			body: { customFields: f.required(f.map('Custom Fields', { about: 'Values by the names of the fields' })) },
			record: { ...record, operatorId: 'integer' },
		}),
		delete: remove('DELETE /public-api/resources/partners/v2.0/{partner}', {
			says: 'Removes a partner for good. AMPECO refuses while something still depends on it.',
			hints: {
				409: 'Something still depends on this partner, such as charge points, contracts or users. Move or delete that first.',
			},
		}),
	},
});
