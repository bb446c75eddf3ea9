/** Payment methods: the cards, accounts and credit a user can pay with. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const record: RecordShape = {
	id: 'text',
	userId: 'integer',
	type: 'text',
	tokenizedType: 'text',
	bankTransferType: 'text',
	walletType: 'text',
	issuer: 'text',
	name: 'text',
	default: 'flag',
	expireYear: 'number',
	expireMonth: 'number',
	lastUpdatedAt: 'dateTime',
	addedAt: 'dateTime',
	removedAt: 'dateTime',
	acquirerName: 'text',
	bin: 'text',
	cardNetwork: 'text',
	cardType: 'text',
	fingerprint: 'text',
	issuerCode: 'text',
	issuerName: 'text',
	registrationTransactionId: 'integer',
	token: 'text',
};

export const paymentMethod = resource({
	value: 'paymentMethod',
	name: 'Payment Method',
	path: {
		user: f.ref('user', 'User'),
		paymentMethodId: f.ref('paymentMethod', 'Payment Method', { type: 'text' }),
	},
	record,
	simple: [
		'id',
		'userId',
		'type',
		'tokenizedType',
		'issuer',
		'name',
		'default',
		'expireYear',
		'expireMonth',
		'addedAt',
		'removedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/users/v1.0/{user}/payment-methods', {
			says: 'Lists what a user can pay with: cards, accounts, balance, subscriptions and corporate billing.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/users/v1.0/{user}/payment-methods/{paymentMethodId}', {
			says: 'Reads one payment method with its kind, last digits and expiry.',
		}),
		create: create('POST /public-api/resources/users/v1.0/{user}/payment-methods', {
			says: 'Adds a card or account in two runs: the first gives a page for the user to enter it, the second, with the transaction of the first, finishes.',
			body: {
				tokenizedType: f.choice(
					'Kind',
					{ card: 'Card', bank_transfer: 'Bank Transfer' },
					{ about: 'First run only; a card when left out' },
				),
				bankTransferType: f.choice(
					'Bank Transfer Type',
					{ sepa: 'SEPA' },
					{ about: 'First run only, needed for a bank transfer' },
				),
				transactionId: f.ref('transaction', 'Transaction', {
					type: 'number',
					nullable: true,
					about: 'Second run only: the one the first run gave. Pass what else it gave under Other Fields.',
				}),
			},
			record: {
				...record,
				transactionId: 'number',
				successUrl: 'text',
				redirectUrl: 'text',
				publishableKey: 'text',
				clientSecret: 'text',
				setupIntentReference: 'text',
			},
		}),
		update: update('PATCH /public-api/resources/users/v1.0/{user}/payment-methods/{paymentMethodId}', {
			says: 'Makes a payment method the default one. The balance and corporate billing cannot be the default.',
			body: { default: f.flag('Default', { about: 'the user pays with it unless another one is chosen' }) },
		}),
		delete: remove('DELETE /public-api/resources/users/v1.0/{user}/payment-methods/{paymentMethodId}', {
			says: 'Removes a card or account for good; the user would have to add it again. The balance and corporate billing cannot be removed.',
		}),
	},
});
