/** Invoice details: to whom a user's invoices are made out. Each invoicing system asks for its own. */
import { action, f, get, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const party = { individual: 'Individual', company: 'Company' };

const address: RecordShape = { country: 'text', city: 'text', postcode: 'text', address: 'text' };
const person: RecordShape = {
	name: 'text',
	email: 'text',
	mobilePhoneNumber: 'text',
	taxId: 'text',
	...address,
};

/** What all four systems answer; each fills its own part. */
const record: RecordShape = {
	requireInvoice: 'flag',
	requireInvoiceLastUpdatedAt: 'dateTime',
	requireInvoiceEnforcedBy: 'text',
	originalRequestValue: 'flag',
	invoiceType: 'text',
	individualName: 'text',
	individualPersonalId: 'text',
	individualTaxId: 'text',
	companyName: 'text',
	companyRegNo: 'text',
	companyTaxId: 'text',
	companyTaxAdministrationOfficeName: 'text',
	region: 'text',
	state: 'text',
	postCode: 'text',
	invoiceRequired: 'flag',
	clientType: 'text',
	individual: person,
	company: { ...person, landlinePhoneNumber: 'text' },
	firstName: 'text',
	lastName: 'text',
	name: 'text',
	email: 'text',
	phone: 'text',
	carrierType: 'text',
	loveCode: 'text',
	mobileBarCode: 'text',
	citizenId: 'text',
	companyId: 'text',
	...address,
};

const place = {
	country: f.country('Country', { nullable: true }),
	city: f.text('City', { nullable: true }),
	postCode: f.key('Postal Code', { nullable: true, wire: 'postcode' }),
	address: f.text('Address', { nullable: true }),
};

const ampeco = f.variant(
	'AMPECO',
	{
		requireInvoice: f.required(
			f.flag('Require Invoice', {
				about: 'the user gets invoices. A tenant can be set up to make them for everybody.',
			}),
		),
		invoiceType: f.choice('Invoice Type', party, {
			nullable: true,
			about: 'To whom the invoice is made out; cleared when left out',
		}),
		individualName: f.text('Individual Name', { nullable: true }),
		individualPersonalId: f.key('Individual Personal ID', { nullable: true }),
		individualTaxId: f.key('Individual Tax ID', { nullable: true }),
		companyName: f.text('Company Name', { nullable: true }),
		companyRegNo: f.key('Company Registration Number', { nullable: true }),
		companyTaxId: f.key('Company Tax ID', { nullable: true }),
		companyTaxAdministrationOfficeName: f.text('Company Tax Office', { nullable: true }),
		...place,
		postCode: f.key('Postal Code', { nullable: true }),
		state: f.text('State', {
			example: 'CA',
			about: 'Code of the state where the country is US, AU, CA, UM or RO',
		}),
		region: f.text('Region', { nullable: true, about: 'For all other countries' }),
	},
	undefined,
	{ sends: { invoiceType: null } },
);

const cardcom = f.variant(
	'Cardcom',
	{
		invoiceRequired: f.required(f.flag('Invoice Required', { about: 'the user gets invoices' })),
		clientType: f.choice('Client Type', party, {
			nullable: true,
			about: 'To whom the invoice is made out; cleared when left out',
		}),
		name: f.text('Name', { nullable: true, about: 'Of the individual or the company' }),
		email: f.email('Email', { nullable: true }),
		mobilePhoneNumber: f.key('Mobile Phone Number', { nullable: true }),
		landlinePhoneNumber: f.key('Landline Phone Number', { nullable: true }),
		taxId: f.key('Tax ID', { nullable: true }),
		...place,
	},
	undefined,
	{ sends: { clientType: null } },
);

const softOne = f.variant('SoftOne', {
	firstName: f.required(f.text('First Name')),
	lastName: f.required(f.text('Last Name')),
	email: f.required(f.email('Email')),
	phone: f.key('Phone', { nullable: true }),
	...place,
});

const ecpay = f.variant(
	'ECPay',
	{
		invoiceType: f.required(
			f.choice(
				'Invoice Kind',
				{ EInvoice: 'E-Invoice', Company: 'Company', Donation: 'Donation' },
				{ about: 'Form of the Taiwanese invoice' },
			),
		),
		name: f.text('Name', { nullable: true, about: 'Cleared when left out' }),
		email: f.email('Email', { nullable: true, about: 'Cleared when left out' }),
		phone: f.key('Phone', { nullable: true, about: 'Cleared when left out' }),
		carrierType: f.choice(
			'Carrier',
			{ Mobile: 'Mobile Barcode', Citizen: 'Citizen Digital Certificate', GreenWorld: 'ECPay Account' },
			{ nullable: true, about: 'Where an e-invoice is kept' },
		),
		mobileBarCode: f.key('Mobile Barcode', { nullable: true, about: 'For the carrier of that name' }),
		citizenId: f.key('Citizen Certificate Number', {
			nullable: true,
			about: 'For the carrier Citizen Digital Certificate',
		}),
		companyId: f.key('Company ID', { nullable: true, about: 'For a company: its number' }),
		loveCode: f.key('Donation Code', { nullable: true, about: 'For a donation: the code of the charity' }),
		...place,
	},
	undefined,
	{ sends: { name: null, email: null, phone: null } },
);

export const invoiceDetail = resource({
	value: 'invoiceDetail',
	name: 'Invoice Detail',
	path: { user: f.ref('user', 'User') },
	operations: {
		get: get('GET /public-api/resources/users/v1.0/{user}/invoice-details', {
			action: 'Get invoice details of user',
			says: "Reads to whom a user's invoices are made out. Which fields there are depends on the tenant's invoicing system.",
			record,
		}),
		createOrUpdate: action('POST /public-api/resources/users/v1.0/{user}/invoice-details', {
			name: 'Create or Update',
			action: 'Create or update invoice details',
			says: "Sets to whom a user's invoices are made out. Choose the invoicing system the tenant works with.",
			effect: 'write',
			body: f.oneOf(
				'Invoicing System',
				{ ampeco, cardcom, softOne, ecpay },
				{
					inline: true,
					about: 'The system the tenant makes its invoices with, which decides what is asked for',
				},
			),
			record,
		}),
	},
});
