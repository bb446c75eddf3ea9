/**
 * Users: the drivers who charge. AMPECO takes some of their names in snake_case and gives them back in
 * camelCase; people see the second form only.
 */
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
import { partnerInviteRecord } from '../Partner/partnerInvite.resource';
import { voucher } from '../Voucher/voucher.resource';

/** Record, fields and options of both versions. */
export const userRecord: RecordShape = {
	id: 'text',
	email: 'text',
	emailVerified: 'dateTime',
	requirePasswordReset: 'flag',
	firstName: 'text',
	middleName: 'text',
	lastName: 'text',
	phone: 'text',
	country: 'text',
	state: 'text',
	city: 'text',
	postCode: 'text',
	address: 'text',
	vehicleNo: 'text',
	personalId: 'text',
	locale: 'text',
	balance: 'number',
	status: 'text',
	userGroupIds: ['integer'],
	externalId: 'text',
	subscriptionId: 'integer',
	options: { sessionsAllowed: 'text' },
	password: 'text',
	lastUpdatedAt: 'dateTime',
	createdAt: 'dateTime',
	createdBy: 'text',
	receiveNewsAndPromotions: 'flag',
	partnerInvites: [partnerInviteRecord],
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
	externalAppData: 'any',
	amountDue: 'number',
	companyName: 'text',
	lastActivityAt: 'dateTime',
	lastActivitySource: 'text',
	skipPreAuthorization: 'flag',
	skipUnpaidSessionCheck: 'flag',
};

export const userFields = {
	email: f.email('Email', { about: 'What the user signs in with' }),
	password: f.secret('Password', { about: 'At least six characters' }),
	firstName: f.text('First Name', { wire: 'first_name' }),
	middleName: f.text('Middle Name', { wire: 'middle_name' }),
	lastName: f.text('Last Name', { wire: 'last_name' }),
	phone: f.key('Phone', { example: '+4930123456' }),
	country: f.country('Country'),
	state: f.text('State', {
		nullable: true,
		example: 'CA',
		about: 'Code of the state; counts only where the country is US or AU',
	}),
	city: f.text('City'),
	postCode: f.key('Postal Code', { wire: 'post_code' }),
	address: f.text('Address'),
	vehicleNo: f.key('Vehicle Number', { wire: 'vehicle_no', about: 'Number plate of the vehicle' }),
	userGroupIds: f.refs('userGroup', 'User Groups', {
		about: 'All groups the user should be in; those left out of the list are taken away',
	}),
	externalId: f.key('External ID', {
		nullable: true,
		about: "The user's number in a system of yours, to find the user by later",
	}),
	sessionsAllowed: f.choice(
		'Sessions Allowed',
		{
			single_session: 'One at a Time',
			multiple_simultaneous_sessions_per_idtag: 'Several per ID Tag',
			simultaneous_use_of_idtags: 'One per ID Tag, Several ID Tags',
			multiple_simultaneous_sessions_remotely_and_idtags: 'Several, Remotely and by ID Tag',
		},
		{ wire: ['options', 'sessionsAllowed'], about: 'How many sessions the user may run at the same time' },
	),
	emailVerified: f.dateTime('Email Verified At', {
		nullable: true,
		about: 'When the address was confirmed; set it to spare the user the confirmation',
	}),
	requirePasswordReset: f.flag('Require Password Reset', {
		about: 'the user must choose a new password when next opening the app',
	}),
	receiveNewsAndPromotions: f.flag('Receive News and Promotions', { about: 'the user agreed to news and promotions' }),
	bankDetails: f.group('Bank Details', {
		bankIban: f.key('IBAN', { nullable: true }),
		bankName: f.text('Bank Name', { nullable: true }),
		bankAddress: f.text('Bank Address', { nullable: true }),
		bankCode: f.key('Bank Code', { nullable: true, about: "The bank's national code" }),
		bankAccountNumber: f.key('Account Number', { nullable: true }),
		bankAccountType: f.text('Account Type', { nullable: true }),
		...addedIn('3.251', {
			bankBic: f.key('BIC'),
			bankAccountHolder: f.text('Account Holder'),
		}),
	}),
	externalAppData: f.map('External App Data', {
		nullable: true,
		about: 'Data for integrations, e.g. the key externalCustomerId with the customer number at a payment provider',
	}),
};

/** Only for a new user in v1.0. */
export const languageAndIdentity = {
	locale: f.text('Language', {
		nullable: true,
		example: 'en',
		about: 'Language and region of the app; works only where the tenant lets it be set',
	}),
	personalId: f.key('Personal ID', { wire: 'personal_id', about: 'Number of an identity document' }),
};

export const nonce = f.text('Nonce', {
	about: 'Only for sign-up pages inside the app: the text the app handed over, so that it can sign the user in',
});

export const companyName = f.text('Company Name', { wire: 'company_name' });

/** The company a driver charges for. */
const company = {
	companyName,
	companyTaxId: f.key('Company Tax ID', { wire: 'company_tax_id', about: 'Number under which it pays VAT' }),
	companyAddress: f.text('Company Address', { wire: 'company_address' }),
	companyCity: f.text('Company City', { wire: 'company_city' }),
	companyPostalCode: f.key('Company Postal Code', { wire: 'company_postal_code' }),
	companyCountry: f.country('Company Country', { wire: 'company_country' }),
	companyReceiptsEnabled: f.flag('Company Receipts', {
		wire: 'company_receipts_enabled',
		about: 'receipts are made out to the company',
	}),
};

const fields = { ...userFields, ...languageAndIdentity, ...company };

export const userInclude = f.choices(
	'Include',
	{ partnerInvites: 'Partner Invites', externalAppData: 'External App Data' },
	{ about: 'More to add to each user.' },
);
export const userFilters = {
	email: f.email('Email', { about: 'The whole address' }),
	externalId: f.key('External ID'),
	userGroupId: f.ref('userGroup', 'User Group'),
	partnerId: f.ref('partner', 'Partner'),
	externalAppData: f.text('External App Data', {
		about: 'For one property use Other Filters with a name such as externalAppData.externalCustomerId',
	}),
	lastUpdatedAfter: f.dateTime('Last Updated After'),
	lastUpdatedBefore: f.dateTime('Last Updated Before'),
};

/** In v1.0 they came later. */
export const laterUserFilters = {
	createdAfter: f.dateTime('Created After'),
	createdBefore: f.dateTime('Created Before'),
	invoiceDetailsLastUpdatedAfter: f.dateTime('Invoice Details Updated After'),
	invoiceDetailsLastUpdatedBefore: f.dateTime('Invoice Details Updated Before'),
	lastActivityBefore: f.dateTime('Last Activity Before', { about: 'Users who were not seen since this time' }),
};

export const withAmountDue = f.flag('With Amount Due', { about: 'to add what the user owes at this moment.' });

export const simpleUser = [
	'id',
	'email',
	'firstName',
	'lastName',
	'phone',
	'status',
	'locale',
	'balance',
	'country',
	'externalId',
	'userGroupIds',
	'subscriptionId',
	'createdAt',
	'lastUpdatedAt',
];

const noCurrency = { 400: 'The tenant has no currency yet. Set one in AMPECO first.' };

export const user = resource({
	value: 'user',
	name: 'User',
	older: 'AMPECO Older Versions (Business) > User',
	operator: ['record', 'filter', 'create'],
	path: { user: f.ref('user', 'User') },
	record: {
		...userRecord,
		companyTaxId: 'text',
		companyAddress: 'text',
		companyCity: 'text',
		companyPostalCode: 'text',
		companyCountry: 'text',
		companyReceiptsEnabled: 'flag',
	},
	simple: simpleUser,
	operations: {
		getAll: getMany('GET /public-api/resources/users/v1.1', {
			since: '3.139',
			says: 'Lists drivers. To find one, filter by the whole email address or by External ID.',
			paging: 'cursor',
			filters: { ...userFilters, ...laterUserFilters },
			query: { include: userInclude },
		}),
		get: get('GET /public-api/resources/users/v1.1/{user}', {
			since: '3.139',
			says: 'Reads one driver with contact data, balance and status. What is due comes with the option With Amount Due.',
			query: { include: userInclude, withAmountDue },
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/users/v1.1', {
			since: '3.139',
			says: 'Opens an account for a driver. Add Require Password Reset to have the driver choose a password of their own.',
			body: {
				...fields,
				email: f.required(userFields.email),
				password: f.required(userFields.password),
				partnerId: f.ref('partner', 'Partner', { about: 'Partner that the user belongs to' }),
				nonce,
			},
		}),
		upsert: createOrUpdate('externalId', 'email'),
		update: update('PATCH /public-api/resources/users/v1.1/{user}', {
			since: '3.139',
			says: 'Changes what is set and leaves the rest as it is. To lock a driver out use Change Status.',
			body: fields,
		}),
		changeStatus: action('POST /public-api/actions/users/v1.0/{user}/change-status', {
			action: 'Change status of user',
			says: 'Locks a driver out or lets them in again. The account and its history stay, unlike with Delete.',
			effect: 'write',
			body: {
				status: f.required(
					f.choice('Status', { enabled: 'Enabled', disabled: 'Disabled' }, { about: 'A disabled user cannot charge' }),
				),
				reason: f.required(f.text('Reason', { about: 'Kept with the change of status' })),
			},
		}),
		addBalance: action('POST /public-api/actions/users/v1.0/{user}/add-balance', {
			action: 'Add balance to user',
			says: 'Gives a driver credit at once, without payment. For credit the driver redeems by code, create a voucher.',
			effect: 'money',
			body: {
				amount: f.required(
					f.number('Amount', { about: "Credit in the tenant's currency, in major units (12.5 is 12 euros 50)" }),
				),
				reason: f.required(f.text('Reason', { about: 'Kept with the change of balance' })),
				appInfo: f.text('App Info', {
					wire: 'app_info',
					about: 'More about where the credit comes from, at most 2,000 characters',
				}),
			},
			hints: noCurrency,
		}),
		redeemVoucher: {
			...voucher.operations.redeem,
			name: 'Redeem Voucher',
			action: 'Redeem voucher for user',
		},
		applyCustomFee: action('POST /public-api/actions/users/v1.0/{user}/apply-custom-fee', {
			action: 'Apply custom fee to user',
			says: 'Charges a driver a one-time amount at once, from the balance or a payment method. Moves real money.',
			effect: 'money',
			body: {
				amount: f.required(f.number('Amount', { about: "What to charge in the tenant's currency, in major units" })),
				description: f.required(
					f.text('Description', { about: 'Shown to the user, and on the bank statement of a card' }),
				),
				paymentMethodId: f.ref('paymentMethod', 'Payment Method', {
					type: 'text',
					nullable: true,
					about: 'The balance when left out. Corporate billing cannot be used here.',
				}),
			},
			hints: {
				400: 'The card was declined, the balance is too low, or the tenant has no currency yet. Nothing was charged.',
			},
		}),
		revokeMarketingConsent: action('POST /public-api/actions/user/v1.0/{user}/revoke-marketing-consent', {
			since: '3.251',
			action: 'Revoke marketing consent of user',
			says: "Takes back the agreement to news and promotions that a driver gave. If something must be sent along, AMPECO's reference has the names.",
			effect: 'write',
			body: {},
		}),
		exportPrivateData: get('GET /public-api/actions/users/v2.0/{user}/export-all-private-data', {
			name: 'Export Private Data',
			action: 'Export private data of user',
			says: 'Gives a link to all that AMPECO holds about a driver, for a request for information. Treat the link as confidential.',
			record: { downloadUrl: 'text' },
		}),
		delete: remove('DELETE /public-api/resources/users/v1.1/{user}', {
			since: '3.139',
			says: 'Removes a driver for good. To lock one out but keep the account, use Change Status instead.',
		}),
	},
});
