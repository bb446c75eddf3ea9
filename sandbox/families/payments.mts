/** Transactions and what can be done with them, prices, plans and other money matters of the tenant. */
import { answerOf, recordOf } from '../answers.mts';
import { invalidField, Refusal, type Handler } from '../call.mts';
import { compareMoments } from '../filters.mts';
import type { StoredRecord } from '../store.mts';
import type { Tenant } from '../tenant.mts';
import { DAY, round } from '../world/define.mts';
import type { Family } from './families.mts';
import { changeBalance } from './users.mts';

type Fields = Record<string, any>;

const transactions: Family = {
	collection: 'transactions',
	names: { all: {} },
	filters: {
		createdAfter: (record, wanted) => compareMoments(String(record.date), wanted) >= 0,
		createdBefore: (record, wanted) => compareMoments(String(record.date), wanted) <= 0,
		invoiceNumber: (record, wanted) =>
			String(record.invoiceNo ?? '')
				.replace(/\D/g, '')
				.replace(/^0+/, '') === String(wanted),
		purchaseType: (record, wanted: unknown[]) => wanted.includes(record.purchaseResourceType),
		refContains: (record, wanted) => String(record.ref ?? '').includes(wanted),
		cardLast4: (record, wanted) => (record.cardDetails as Fields | undefined)?.last4 === wanted,
	},
	create: (fields, { tenant }) => {
		const session = tenant.store.get('sessions').get(Number(fields.sessionId));
		return {
			...newTransaction(tenant),
			...cardOf(fields),
			sessionId: fields.sessionId ?? null,
			userId: session?.userId ?? null,
			purchaseResourceType: 'session',
			ref: fields.ref ?? '',
		};
	},
	update: (_record, changes) => Object.assign(changes, cardOf(changes)),
	created: (record, { tenant }) => tenant.notifyChange('transaction.changed', 'transactionId', record, 'created'),
	updated: (record, { tenant }) => {
		if (record.status === 'finalized') record.finalizedAt ??= tenant.clock.iso();
		tenant.notifyChange('transaction.changed', 'transactionId', record, 'updated');
	},
};

/** A payment method is sent as an object and read as the name of its network. */
function cardOf(fields: Fields): Fields {
	const method = fields.paymentMethod;
	if (!method || typeof method !== 'object') return {};
	const network = method.cardNetwork ?? method.type ?? method.walletType ?? method.bankTransferType ?? 'unknown';
	return {
		paymentMethod: network,
		cardDetails: {
			type: method.cardNetwork ?? method.type ?? null,
			last4: method.last4 ?? null,
			expMonth: method.expMonth ?? null,
			expYear: method.expYear ?? null,
			token: null,
		},
	};
}

function newTransaction(tenant: Tenant): Fields {
	const number = tenant.nextNumber('transactions');
	return {
		number: `T-N${String(number).padStart(6, '0')}`,
		date: tenant.clock.iso(),
		currency: tenant.settings.currency,
		billingType: 'internal',
		invoiceId: null,
		invoiceNo: null,
		receiptId: null,
		finalizedAt: null,
		voucherId: null,
		ref: tenant.random('references').text(12),
	};
}

export function addTransaction(tenant: Tenant, fields: Fields): StoredRecord {
	const now = tenant.clock.iso();
	const record = tenant.store.get('transactions').insert({
		...newTransaction(tenant),
		status: 'finalized',
		finalizedAt: now,
		...fields,
		createdAt: now,
		lastUpdatedAt: now,
	});
	tenant.notifyChange('transaction.changed', 'transactionId', record, 'created');
	return record;
}

const amountOf = (session: StoredRecord) => Number((session.totalAmount as Fields | undefined)?.withTax ?? 0);

function addSessionTransaction(tenant: Tenant, session: StoredRecord, fields: Fields = {}): StoredRecord {
	return addTransaction(tenant, {
		sessionId: session.id,
		userId: session.userId ?? null,
		purchaseResourceType: 'session',
		purchaseResourceId: session.id,
		totalAmount: amountOf(session),
		paymentMethod: 'visa',
		...fields,
	});
}

/** Takes a session's price: from the balance when it covers it, else by card, which always works here. */
export function charge(tenant: Tenant, session: StoredRecord): void {
	const amount = amountOf(session);
	const user = tenant.store.get('users').get(Number(session.userId));
	const transaction = addSessionTransaction(tenant, session);
	const fromBalance = user !== undefined && Number(user.balance) >= amount && amount > 0;
	if (fromBalance) changeBalance(tenant, user, -amount, 'transaction', transaction.id);
	Object.assign(session, {
		paymentStatus: 'paid',
		paymentStatusUpdatedAt: tenant.clock.iso(),
		paymentType: fromBalance ? 'balance' : 'tokenized',
		lastUpdatedAt: tenant.clock.iso(),
	});
}

/** Takes the price of a session whose payment failed. It fails again for a driver who has no payment method and too little balance. */
export function chargeAgain(tenant: Tenant, session: StoredRecord): void {
	const user = tenant.store.get('users').get(Number(session.userId));
	const canPay =
		!user ||
		Number(user.balance) >= amountOf(session) ||
		tenant.store.get('payment-methods').find((method) => method.userId === user.id && !method.removedAt);
	if (canPay) return charge(tenant, session);
	const now = tenant.clock.iso();
	addSessionTransaction(tenant, session, { status: 'failed', finalizedAt: null, failureReason: 'No payment method' });
	Object.assign(session, { paymentStatusUpdatedAt: now, lastUpdatedAt: now });
}

const tariffs: Family = {
	collection: 'tariffs',
	filters: {
		tariffGroupId: (tariff, wanted, { tenant }) =>
			((tenant.store.get('tariff-groups').get(wanted)?.tariffIds ?? []) as number[]).includes(tariff.id),
		userId: (_tariff, _wanted, { query }) => {
			if (query.filter?.tariffGroupId === undefined)
				throw invalidField('filter.userId', 'can only be used with filter.tariffGroupId');
			return true;
		},
		partnerId: (tariff, wanted) => String((tariff.partner as Fields)?.id ?? '') === String(wanted),
	},
	findsOne: (filter) => 'userId' in filter,
	create: (fields, { tenant }) => ({ currency: fields.currency ?? tenant.settings.currency }),
	created: (record, { tenant }) => notifyTariff(tenant, record, 'created'),
	updated: (record, { tenant }) => notifyTariff(tenant, record, 'updated'),
	removed: (record, { tenant }) => notifyTariff(tenant, record, 'deleted'),
	remove: (record, { tenant }) => {
		if (tenant.store.get('tariff-groups').find((group) => ((group.tariffIds ?? []) as number[]).includes(record.id))) {
			throw new Refusal(422, 'The tariff belongs to a tariff group.', {
				tariff: ['The tariff belongs to a tariff group.'],
			});
		}
	},
};

const notifyTariff = (tenant: Tenant, tariff: StoredRecord, action: string) =>
	tenant.notify('TariffChangedNotification', { tariff, action, lastUpdatedAt: tenant.clock.iso() });

const plans: Family = { collection: 'subscription-plans', ignoredReferences: ['replacementPlanId'] };

const subscriptions: Family = {
	collection: 'subscriptions',
	filters: { billedExternally: (record, wanted) => record.shouldUseExternalBilling === (String(wanted) === 'true') },
};

export function notifySubscription(tenant: Tenant, subscription: StoredRecord): void {
	const payload = { userId: subscription.userId, planId: subscription.planId, lastUpdatedAt: tenant.clock.iso() };
	tenant.notify('user.subscription.changed', { ...payload, status: subscription.status, endsAt: subscription.endDate });
	const old = subscription.status === 'canceled' ? 'cancelled' : subscription.status;
	tenant.notify('user.subscriptionChanged', { ...payload, status: old, endDate: subscription.endDate });
}

const activeSubscription = (tenant: Tenant, userId: number) =>
	tenant.store.get('subscriptions').find((one) => one.userId === userId && one.status === 'active');

const currencies: Family = {
	collection: 'currencies',
	create: (fields, { tenant }) => {
		if (tenant.store.get('currencies').find((one) => one.alphabeticCode === fields.alphabeticCode))
			throw invalidField('alphabeticCode', 'is already there');
		return { name: String(fields.alphabeticCode), numericCode: '000' };
	},
};

const touch = (_record: StoredRecord, _fields: Fields, updatedAt: string): Fields => ({ updatedAt });

export const payments: Record<string, Family> = {
	'resources/transactions': transactions,
	'resources/receipts': {
		collection: 'receipts',
		filters: { taxId: (record, wanted) => String((record.tax as Fields)?.taxId ?? '') === String(wanted) },
	},
	'resources/invoices': {
		collection: 'invoices',
		filters: {
			issuedFrom: (invoice, wanted) => compareMoments(String(invoice.date), wanted) >= 0,
			issuedTo: (invoice, wanted) => compareMoments(String(invoice.date), wanted) <= 0,
		},
	},
	'resources/custom-fees': { collection: 'custom-fees' },
	'resources/tariffs': tariffs,
	'resources/tariff-groups': {
		collection: 'tariff-groups',
		create: (fields) => ({ tariffIds: fields.tariffIds ?? [], partnerId: fields.partnerId ?? null }),
	},
	'resources/tariff-snapshots': { collection: 'tariff-snapshots' },
	'resources/subscription-plans': {
		...plans,
		versions: {
			'v1.0': {
				show: (plan) => ({ ...plan, name: (plan.name as Array<{ translation: string }>)[0]?.translation ?? '' }),
			},
		},
	},
	'resources/subscriptions': subscriptions,
	'resources/currencies': currencies,
	'resources/currency-rates': {
		collection: 'currency-rates',
		create: (_fields, { tenant }) => ({ updatedAt: tenant.clock.iso() }),
		update: (record, changes, { tenant }) => void Object.assign(changes, touch(record, changes, tenant.clock.iso())),
	},
	'resources/taxes': { collection: 'taxes' },
	'resources/tax-identification-numbers': { collection: 'tax-identification-numbers' },
	'resources/payment-terminals': {
		collection: 'payment-terminals',
		ignoredReferences: ['operatorId', 'currencyId', 'valueAddedTaxId', 'terminalId'],
		create: () => ({ isOnline: false, networkStatus: 'unknown' }),
	},
};

const userOf = (call: Parameters<Handler>[0]) => recordOf(call, { collection: 'users' });

export const paymentHandlers: Record<string, Handler> = {
	'POST actions/transactions/*/issue-invoice': (call) => {
		const { tenant, body } = call;
		const transaction = recordOf(call, transactions);
		if (transaction.status !== 'finalized') throw new Refusal(412, 'The transaction is not finalized.');
		if (transaction.invoiceId) throw new Refusal(409, 'The transaction already has an invoice.');
		const { invoiceDetails: details } = body;
		const total = Number(transaction.totalAmount ?? 0);
		const subtotal = round(total / 1.21);
		const number = `INV-N${String(tenant.nextNumber('invoices')).padStart(5, '0')}`;
		const now = tenant.clock.iso();
		const invoice = tenant.store.get('invoices').insert({
			type: 'invoice',
			number,
			date: now,
			userId: transaction.userId,
			periodFrom: null,
			periodTo: null,
			totalAmount: total,
			taxRate: 21,
			taxAmount: round(total - subtotal),
			service: 'Charging',
			quantity: 1,
			unitPrice: subtotal,
			subtotal,
			downloadUrl: `https://tenant.example/invoices/${number}.pdf`,
			client: {
				type: details.invoiceType,
				name: details.companyName ?? details.individualName ?? '',
				email: body.email,
				country: details.country ?? 'NL',
				city: details.city,
				postCode: details.postCode,
				address: details.address,
			},
			createdAt: now,
			lastUpdatedAt: now,
		});
		Object.assign(transaction, { invoiceId: invoice.id, invoiceNo: number, lastUpdatedAt: now });
		tenant.notifyChange('transaction.changed', 'transactionId', transaction, 'updated');
		return { status: 202 };
	},
	'POST actions/transactions/*/resend-invoice': (call) => {
		if (!recordOf(call, transactions).invoiceId) throw new Refusal(409, 'The transaction has no invoice.');
		return { status: 202 };
	},
	'POST actions/transactions/*/update-payment-reference': (call) => {
		const transaction = recordOf(call, transactions);
		transaction.ref = call.body.ref;
		transactions.updated!(transaction, call);
		return { status: 202 };
	},
	'POST actions/tariffs/*/set-tariff-display-information': (call) => {
		const tariff = recordOf(call, tariffs);
		tariff.display = { ...(tariff.display as object), ...call.body };
		return answerOf(call, call.body);
	},
	'POST actions/subscription-plans/*/replace': (call) => {
		const plan = recordOf(call, plans);
		if (!call.tenant.store.get('subscription-plans').get(call.body.planId))
			throw invalidField('planId', 'is not a plan of the tenant');
		Object.assign(plan, {
			replacementPlanId: call.body.planId,
			replacedAt: call.body.replaceAt ?? call.tenant.clock.iso(),
			lastUpdatedAt: call.tenant.clock.iso(),
		});
		return { status: 202 };
	},
	'POST actions/users/*/add-balance': (call) => {
		const user = userOf(call);
		const { amount } = call.body;
		const transaction = addTransaction(call.tenant, {
			userId: user.id,
			sessionId: null,
			purchaseResourceType: 'topup_package',
			totalAmount: amount,
			paymentMethod: null,
			bankMessage: call.body.reason,
		});
		changeBalance(call.tenant, user, amount, 'add_to_balance', transaction.id);
		return { status: 202 };
	},
	'POST actions/users/*/apply-custom-fee': (call) => {
		const { tenant, body } = call;
		const user = userOf(call);
		const transaction = addTransaction(tenant, {
			userId: user.id,
			sessionId: null,
			purchaseResourceType: 'custom_fee',
			totalAmount: body.amount,
			paymentMethod: 'visa',
			bankMessage: body.description,
		});
		const now = tenant.clock.iso();
		const fee = tenant.store.get('custom-fees').insert({
			transactionId: transaction.id,
			createdByAdminId: 1,
			amount: body.amount,
			currency: tenant.settings.currency,
			bankMessage: body.description,
			createdAt: now,
			lastUpdatedAt: now,
		});
		transaction.purchaseResourceId = fee.id;
		return { status: 202 };
	},
	'POST actions/users/*/activate-subscription': (call) => {
		const { tenant, body } = call;
		const user = userOf(call);
		if (!tenant.store.get('subscription-plans').get(body.planId))
			throw invalidField('planId', 'is not a plan of the tenant');
		if (activeSubscription(tenant, user.id)) throw new Refusal(400, 'The user already has an active subscription.');
		const now = tenant.clock.iso();
		const endDate = body.endDate
			? `${String(body.endDate).slice(0, 10)}T00:00:00Z`
			: tenant.clock.iso(tenant.clock.now() + 30 * DAY);
		const subscription = tenant.store.get('subscriptions').insert({
			planId: body.planId,
			userId: user.id,
			startDate: now,
			endDate,
			status: 'active',
			statusDate: now,
			remainingAllowance: null,
			remainingFreeRenewalPeriods: null,
			shouldUseExternalBilling: false,
			createdAt: now,
			lastUpdatedAt: now,
		});
		user.subscriptionId = subscription.id;
		notifySubscription(tenant, subscription);
		return { status: 202 };
	},
	'POST actions/users/*/cancel-subscription': (call) => {
		const { tenant } = call;
		const user = userOf(call);
		const subscription = activeSubscription(tenant, user.id);
		if (!subscription) throw new Refusal(400, 'The user has no active subscription.');
		Object.assign(subscription, {
			status: 'canceled',
			statusDate: tenant.clock.iso(),
			lastUpdatedAt: tenant.clock.iso(),
		});
		user.subscriptionId = null;
		notifySubscription(tenant, subscription);
		return { status: 202 };
	},
	'POST actions/users/*/clear-subscription-amount-due': (call) => {
		userOf(call).amountDue = 0;
		return { status: 202 };
	},
};
