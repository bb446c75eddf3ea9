/** Invoice details: to whom a user's invoices are made out. Each invoicing system asks for its own. */
import {
	action,
	choice,
	country,
	email,
	flag,
	get,
	oneOf,
	ref,
	required,
	resource,
	text,
	variant,
} from '../shared/catalogue';
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
	country: country('Country', { nullable: true }),
	city: text('City', { nullable: true }),
	postCode: text('Postal Code', { nullable: true, wire: 'postcode' }),
	address: text('Address', { nullable: true }),
};

const ampeco = variant(
	'AMPECO',
	{
		requireInvoice: required(
			flag('Require Invoice', {
				about: 'the user gets invoices. A tenant can be set up to make them for everybody.',
			}),
		),
		invoiceType: choice('Invoice Type', party, {
			nullable: true,
			about: 'To whom the invoice is made out; cleared when left out',
		}),
		individualName: text('Individual Name', { nullable: true }),
		individualPersonalId: text('Individual Personal ID', { nullable: true }),
		individualTaxId: text('Individual Tax ID', { nullable: true }),
		companyName: text('Company Name', { nullable: true }),
		companyRegNo: text('Company Registration Number', { nullable: true }),
		companyTaxId: text('Company Tax ID', { nullable: true }),
		companyTaxAdministrationOfficeName: text('Company Tax Office', { nullable: true }),
		...place,
		postCode: text('Postal Code', { nullable: true }),
		state: text('State', {
			example: 'CA',
			about: 'Code of the state where the country is US, AU, CA, UM or RO',
		}),
		region: text('Region', { nullable: true, about: 'For all other countries' }),
	},
	undefined,
	{ sends: { invoiceType: null } },
);

const cardcom = variant(
	'Cardcom',
	{
		invoiceRequired: required(flag('Invoice Required', { about: 'the user gets invoices' })),
		clientType: choice('Client Type', party, {
			nullable: true,
			about: 'To whom the invoice is made out; cleared when left out',
		}),
		name: text('Name', { nullable: true, about: 'Of the individual or the company' }),
		email: email('Email', { nullable: true }),
		mobilePhoneNumber: text('Mobile Phone Number', { nullable: true }),
		landlinePhoneNumber: text('Landline Phone Number', { nullable: true }),
		taxId: text('Tax ID', { nullable: true }),
		...place,
	},
	undefined,
	{ sends: { clientType: null } },
);

const softOne = variant('SoftOne', {
	firstName: required(text('First Name')),
	lastName: required(text('Last Name')),
	email: required(email('Email')),
	phone: text('Phone', { nullable: true }),
	...place,
});

const ecpay = variant(
	'ECPay',
	{
		invoiceType: required(
			choice(
				'Invoice Kind',
				{ EInvoice: 'E-Invoice', Company: 'Company', Donation: 'Donation' },
				{ about: 'Form of the Taiwanese invoice' },
			),
		),
		name: text('Name', { nullable: true, about: 'Cleared when left out' }),
		email: email('Email', { nullable: true, about: 'Cleared when left out' }),
		phone: text('Phone', { nullable: true, about: 'Cleared when left out' }),
		carrierType: choice(
			'Carrier',
			{ Mobile: 'Mobile Barcode', Citizen: 'Citizen Digital Certificate', GreenWorld: 'ECPay Account' },
			{ nullable: true, about: 'Where an e-invoice is kept' },
		),
		mobileBarCode: text('Mobile Barcode', { nullable: true, about: 'For the carrier of that name' }),
		citizenId: text('Citizen Certificate Number', {
			nullable: true,
			about: 'For the carrier Citizen Digital Certificate',
		}),
		companyId: text('Company ID', { nullable: true, about: 'For a company: its number' }),
		loveCode: text('Donation Code', { nullable: true, about: 'For a donation: the code of the charity' }),
		...place,
	},
	undefined,
	{ sends: { name: null, email: null, phone: null } },
);

export const invoiceDetail = resource({
	value: 'invoiceDetail',
	name: 'Invoice Detail',
	path: { user: ref('user', 'User') },
	operations: {
		createOrUpdate: action('POST /public-api/resources/users/v1.0/{user}/invoice-details', {
			name: 'Create or Update',
			action: 'Create or update invoice details of user',
			says: "Sets to whom a user's invoices are made out. Choose the invoicing system the tenant works with.",
			effect: 'write',
			body: oneOf(
				'Invoicing System',
				{ ampeco, cardcom, softOne, ecpay },
				{
					inline: true,
					about: 'The system the tenant makes its invoices with, which decides what is asked for',
				},
			),
			record,
		}),
		get: get('GET /public-api/resources/users/v1.0/{user}/invoice-details', {
			action: 'Get invoice details of user',
			says: "Reads to whom a user's invoices are made out. Which fields there are depends on the tenant's invoicing system.",
			record,
		}),
	},
});
