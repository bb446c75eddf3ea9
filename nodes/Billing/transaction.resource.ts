/** Transactions: what a driver was or is to be charged, and its invoice. */
import { addedIn, action, create, f, get, getMany, resource, sinceLastRun, update } from '../shared/catalogue';

const cardNetwork = {
	visa: 'Visa',
	mastercard: 'Mastercard',
	amex: 'American Express',
	maestro: 'Maestro',
	paypal: 'PayPal',
	unknown: 'Unknown',
};

const status = {
	initialized: 'Initialized',
	authorized: 'Authorized',
	pending: 'Pending',
	finalized: 'Finalized',
	failed: 'Failed',
	refunded: 'Refunded',
};

const cardFields = {
	cardNetwork: f.choice('Card Network', cardNetwork, { about: 'Needed for a card' }),
	bankTransferType: f.choice(
		'Bank Transfer Type',
		{ sepa: 'SEPA', pse: 'PSE' },
		{ about: 'Needed for a bank transfer' },
	),
	last4: f.key('Last Four Digits', { example: '4242', about: 'End of the card number' }),
	expMonth: f.text('Expiry Month', { example: '09' }),
	expYear: f.text('Expiry Year', { example: '2028' }),
	type: f.choice('Card Network (Deprecated)', cardNetwork, { about: 'Use Method and Card Network instead' }),
};

const methods = { card: 'Card', bank_transfer: 'Bank Transfer' };

const fields = {
	totalAmount: f.number('Total Amount', { about: 'In major units of the currency, tax included' }),
	status: f.choice('Status', { ...status, reversed: 'Reversed' }),
	ref: f.key('Payment Reference', { about: 'ID of the payment at the payment processor or terminal' }),
	failureReason: f.text('Failure Reason', { about: 'Why a failed payment failed' }),
};

/** What came later, for a payment that is recorded and for one that is changed. */
const addedFields = addedIn('3.251', {
	authorizedAmount: f.number('Authorized Amount', {
		about: 'What the payment method was reserved for, in major units',
	}),
	invoiceRequired: f.flag('Invoice Required', { about: 'the driver wants an invoice' }),
	paymentMetadata: f.any('Payment Metadata', { about: 'More about the payment, in the form its processor wants' }),
});

const addressFields = {
	country: f.country('Invoice Country'),
	city: f.text('City'),
	postCode: f.key('Postal Code'),
	address: f.text('Address'),
};

export const transaction = resource({
	value: 'transaction',
	name: 'Transaction',
	operator: ['record', 'filter', 'create'],
	path: { transaction: f.ref('transaction', 'Transaction') },
	record: {
		id: 'integer',
		number: 'text',
		date: 'dateTime',
		userId: 'integer',
		userEmail: 'text',
		sessionId: 'integer',
		paymentMethod: 'text',
		paymentMethodId: 'text',
		purchaseResourceType: 'text',
		purchaseResourceId: 'integer',
		totalAmount: 'number',
		currency: 'text',
		status: 'text',
		ref: 'text',
		bankMessage: 'text',
		failureReason: 'text',
		invoiceId: 'integer',
		invoiceNo: 'text',
		receiptId: 'integer',
		billingType: 'text',
		lastUpdatedAt: 'dateTime',
		finalizedAt: 'dateTime',
		terminalId: 'integer',
		voucherId: 'integer',
		cardDetails: {
			type: 'text',
			last4: 'text',
			expMonth: 'text',
			expYear: 'text',
			token: 'text',
			tokenizationMethod: 'text',
		},
		authorizedAmount: 'number',
		paymentMetadata: 'any',
		paymentOrderReference: 'text',
		paymentProcessorId: 'integer',
		pendingReason: 'text',
		settledByTransactionId: 'integer',
		subscriptionBillingPeriodId: 'integer',
	},
	simple: [
		'id',
		'number',
		'date',
		'status',
		'totalAmount',
		'currency',
		'userId',
		'sessionId',
		'paymentMethod',
		'paymentMethodId',
		'purchaseResourceType',
		'purchaseResourceId',
		'ref',
		'failureReason',
		'invoiceId',
		'invoiceNo',
		'receiptId',
		{ cardType: 'cardDetails.type', cardLast4: 'cardDetails.last4' },
		'finalizedAt',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/transactions/v1.0', {
			says: 'Lists transactions, oldest first. Use filters for those of a user, a session, a time or a state.',
			paging: 'cursor',
			filters: {
				userId: f.ref('user', 'User', { type: 'text' }),
				sessionId: f.ref('session', 'Session', { type: 'text' }),
				status: f.choice('Status', { ...status, reserved: 'Reserved' }),
				purchaseType: f.choices('Paid For', {
					session: 'Session',
					subscription_plan: 'Subscription Plan',
					topup_package: 'Top-Up Package',
					custom_fee: 'Custom Fee',
					payment_terminal_authorisation: 'Authorization at a Payment Terminal',
					payment_authorisation: 'Authorization of a Payment',
					card_registration: 'Registration of a Card',
				}),
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
				finalizedAfter: f.dateTime('Finalized After'),
				finalizedBefore: f.dateTime('Finalized Before'),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				paymentMethod: f.choice('Payment Method', {
					...cardNetwork,
					applepay: 'Apple Pay',
					googlepay: 'Google Pay',
					twint: 'TWINT',
					other: 'Other',
				}),
				billingType: f.choice(
					'Billing Type',
					{ internal: 'Internal', external: 'External' },
					{ about: 'Whether AMPECO bills the transaction or another system does' },
				),
				invoiceNumber: f.key('Invoice Number'),
				ref: f.key('Payment Reference', { about: 'The whole reference' }),
				terminalId: f.ref('paymentTerminal', 'Payment Terminal', { type: 'text' }),
				voucherId: f.ref('voucher', 'Voucher', { type: 'text', about: 'Voucher whose credit paid' }),
				...addedIn('3.251', {
					invoiceId: f.ref('invoice', 'Invoice'),
					receiptId: f.ref('receipt', 'Receipt'),
					totalAmount: f.number('Total Amount', { about: 'Exactly this amount, in major units' }),
					refContains: f.text('Payment Reference Contains'),
					pendingReason: f.texts('Pending Reasons', {
						about: 'Why a payment waits, as the record shows it; any one of them',
					}),
					settledByTransactionId: f.ref('transaction', 'Settled by Transaction'),
					subscriptionBillingPeriodId: f.integer('Subscription Billing Period ID'),
					cardNetwork: f.choices('Card Networks', cardNetwork),
					cardType: f.text('Card Type'),
					cardLast4: f.key('Card Last Four Digits', { example: '4242' }),
					bin: f.key('Card BIN', { about: 'First digits of the card number, which tell its issuer' }),
					fingerprint: f.key('Card Fingerprint', { about: 'The same for the same card at one payment processor' }),
					issuerName: f.text('Card Issuer Name'),
					issuerCode: f.key('Card Issuer Code'),
					acquirerName: f.text('Acquirer Name'),
				}),
			},
		}),
		get: get('GET /public-api/resources/transactions/v1.0/{transaction}', {
			says: 'Reads one transaction with its amount, status, payment method and invoice.',
			path: { transaction: f.ref('transaction', 'Transaction', { type: 'text' }) },
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/transactions/v1.0', {
			says: 'Records a payment made outside AMPECO, e.g. at a terminal, for a session. Each run makes another real transaction.',
			effect: 'money',
			body: {
				totalAmount: f.required(fields.totalAmount),
				status: f.required(fields.status),
				sessionId: f.ref('session', 'Session', { about: 'Charging session that is paid' }),
				paymentMethod: f.group('Payment Method', {
					methodType: f.choice('Method', { ...methods, wallet: 'Wallet' }),
					...cardFields,
					walletType: f.choice(
						'Wallet Type',
						{ applepay: 'Apple Pay', googlepay: 'Google Pay', twint: 'TWINT', other: 'Other' },
						{ about: 'Needed for a wallet' },
					),
				}),
				ref: fields.ref,
				failureReason: fields.failureReason,
				...addedFields,
				...addedIn('3.251', {
					paymentOrderReference: f.key('Payment Order Reference'),
					email: f.email('Email', { about: 'Of a driver without an account' }),
					locale: f.text('Language', { example: 'en' }),
					invoiceDetails: f.json('Invoice Details', {
						about: 'To whom the invoice is made out, as Issue Invoice sends it',
					}),
				}),
			},
		}),
		updatePaymentReference: action(
			'POST /public-api/actions/transactions/v1.0/{transaction}/update-payment-reference',
			{
				action: 'Update payment reference of transaction',
				says: 'Sets only the ID of the payment at the processor or terminal, in whatever state the transaction is.',
				effect: 'write',
				body: { ref: f.required(fields.ref) },
			},
		),
		update: update('PATCH /public-api/resources/transactions/v1.0/{transaction}', {
			says: 'Changes a transaction that is not finalized. What is left out stays as it is.',
			effect: 'money',
			path: { transaction: f.ref('transaction', 'Transaction', { type: 'text' }) },
			body: {
				totalAmount: f.required(fields.totalAmount),
				status: f.required(f.choice('Status', { ...status, reversed: 'Reversed' })),
				paymentMethod: f.group('Payment Method', { methodType: f.choice('Method', methods), ...cardFields }),
				ref: fields.ref,
				failureReason: fields.failureReason,
				...addedFields,
				...addedIn('3.251', { sessionId: f.ref('session', 'Session', { about: 'Charging session that is paid' }) }),
			},
		}),
		resendInvoice: action('POST /public-api/actions/transactions/v1.0/{transaction}/resend-invoice', {
			action: 'Resend invoice of transaction',
			says: 'Sends the invoice of a transaction once more. Where there is none yet, use Issue Invoice.',
			effect: 'write',
			hints: { 409: 'The transaction has no invoice yet. Use Issue Invoice first.' },
		}),
		issueInvoice: action('POST /public-api/actions/transactions/v1.0/{transaction}/issue-invoice', {
			action: 'Issue invoice to guest',
			says: "Makes the invoice for a paid session of a driver without an account and sends it by email. Needs the tenant's AMPECO invoice integration. Works once. In Hungary it also cancels the fiscal receipt.",
			effect: 'destructive',
			body: {
				email: f.required(f.email('Email', { about: 'Where the invoice is sent' })),
				invoiceDetails: f.required(
					f.oneOf(
						'Invoice Details',
						{
							individual: f.variant('Individual', {
								individualName: f.text('Name'),
								individualPersonalId: f.key('Personal ID', { about: 'Number of an identity document' }),
								individualTaxId: f.key('Personal Tax ID'),
								...addressFields,
							}),
							company: f.variant('Company', {
								companyName: f.text('Company Name'),
								companyRegNo: f.key('Company Registration Number'),
								companyTaxId: f.key('Company Tax ID'),
								companyTaxAdministrationOfficeName: f.text('Tax Office', {
									about: 'Name of the tax administration office',
								}),
								...addressFields,
							}),
						},
						{ tag: 'invoiceType', about: 'To whom the invoice is made out' },
					),
				),
			},
			hints: {
				409: 'The transaction has its invoice already. Use Resend Invoice to send it again.',
				412: 'It must belong to a driver without an account, its session must be paid, and the time for asking must not be over.',
			},
		}),
		createPreAuthorization: action('POST /public-api/actions/transaction/v1.0/{transaction}/create-pre-authorization', {
			since: '3.251',
			name: 'Create Pre-Authorization',
			action: 'Create pre-authorization for transaction',
			says: 'Begins to reserve an amount with a payment processor. The driver goes on at the address, or with the secret, of the answer.',
			effect: 'money',
			body: {
				processor: f.required(
					f.choice(
						'Processor',
						{ stripe: 'Stripe', worldline: 'Worldline', adyen: 'Adyen' },
						{ about: 'Who takes the payment' },
					),
				),
				returnUrl: f.url('Return URL', {
					about: 'Where the driver comes back to after paying. Needed for Worldline and Adyen.',
				}),
				locale: f.text('Language', { example: 'en', about: 'Language of the payment page; for Worldline and Adyen' }),
				paymentProductId: f.integer('Payment Product ID', { about: 'Number of a means of payment at Worldline' }),
				paymentProductFilters: f.any('Payment Product Filters', { about: 'Which means of payment Worldline offers' }),
			},
			record: {
				processor: 'text',
				redirectUrl: 'text',
				reference: 'text',
				clientSecret: 'text',
				paymentIntentId: 'text',
			},
		}),
	},
});
