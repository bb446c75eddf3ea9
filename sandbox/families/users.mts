/** Users, their groups, money, payment methods, invoice details and consents. */
import { answerOf, recordOf } from '../answers.mts';
import { invalidField, type Call, type Handler } from '../call.mts';
import type { StoredRecord } from '../store.mts';
import type { Tenant } from '../tenant.mts';
import type { Family } from './families.mts';

const userFamily: Family = {
	collection: 'users',
	create: (fields, { tenant }) => {
		refuseTakenEmail(tenant, fields.email);
		return {
			password: undefined,
			nonce: undefined,
			balance: 0,
			status: 'enabled',
			createdBy: 'admin:1',
			userGroupIds: fields.userGroupIds ?? [],
			partnerInvites: [],
			amountDue: 0,
		};
	},
	update: (user, changes, { tenant }) => {
		if (changes.email !== undefined && changes.email !== user.email) refuseTakenEmail(tenant, changes.email);
		delete changes.password;
	},
	filters: {
		userGroupId: (user, wanted) => (user.userGroupIds as number[]).includes(Number(wanted)),
		partnerId: (user, wanted, { tenant }) =>
			(user.userGroupIds as number[]).some(
				(id) => tenant.store.get('user-groups').get(id)?.partnerId === Number(wanted),
			),
	},
	created: (user, call) => notifyUser(user, 'created', call),
	updated: (user, call) => notifyUser(user, 'updated', call),
	removed: (user, call) => notifyUser(user, 'deleted', call),
};

function notifyUser(user: StoredRecord, action: string, { tenant }: Pick<Call, 'tenant'>): void {
	tenant.notify('UserChangedNotification', {
		user: { ...user, id: String(user.id) },
		action,
		lastUpdatedAt: tenant.clock.iso(),
	});
}

const paymentMethods: Family = {
	collection: 'payment-methods',
	parents: [{ collection: 'users', field: 'userId' }],
	updated: (method, { tenant }) => notifyPaymentMethod(tenant, method, 'updated'),
	removed: (method, { tenant }) => notifyPaymentMethod(tenant, method, 'deleted'),
};

function notifyPaymentMethod(tenant: Tenant, method: StoredRecord, action: string): void {
	tenant.notify('user.paymentMethod.changed', {
		paymentMethodId: String(method.id),
		userId: method.userId,
		action,
		lastUpdatedAt: tenant.clock.iso(),
	});
}

export const users: Record<string, Family> = {
	'resources/users': userFamily,
	'resources/user-groups': {
		collection: 'user-groups',
		create: (fields) => ({ partnerId: fields.partnerId ?? null }),
		filters: { noPartner: (group, wanted) => (group.partnerId === null) === (wanted === 'true') },
		update: (group, changes, { tenant }) => {
			if (changes.partnerId === undefined || changes.partnerId === group.partnerId) return;
			if (tenant.store.get('users').find((user) => (user.userGroupIds as number[]).includes(group.id))) {
				throw invalidField('partnerId', 'cannot be changed while the group has users');
			}
		},
	},
	'resources/users/*/payment-methods': paymentMethods,
	'resources/consents': {
		collection: 'consents',
		filters: {
			status: (consent, wanted) => [wanted].flat().includes(consent.status),
			termType: (consent, wanted) => [wanted].flat().includes(consent.termType),
		},
		create: (fields, { tenant }) => {
			const term = tenant.store.get('terms-and-policies').get(Number(fields.termVersionId));
			const document = term?.document as { termType: string } | undefined;
			const moment = tenant.clock.iso();
			return {
				termType: document?.termType ?? 'signup',
				collection: 'explicit',
				source: 'api',
				termVersionIsActive: term?.status === 'active',
				...(fields.status === 'agreed' ? { agreedAt: moment } : { rejectedAt: moment }),
			};
		},
	},
};

function refuseTakenEmail(tenant: Tenant, email: unknown): void {
	if (tenant.store.get('users').find((user) => user.email === email)) {
		throw invalidField('email', 'is already taken');
	}
}

/** Adds to a user's balance, in the tenant's currency; a negative amount takes away. */
export function changeBalance(
	tenant: Tenant,
	user: StoredRecord,
	amount: number,
	type: string,
	transactionId: number | null = null,
): void {
	user.balance = Math.round((Number(user.balance ?? 0) + amount) * 100) / 100;
	user.lastUpdatedAt = tenant.clock.iso();
	tenant.notify('userBalance.changed', {
		debit: amount < 0 ? -amount : 0,
		credit: amount > 0 ? amount : 0,
		updatedBalance: user.balance,
		userId: user.id,
		currency: tenant.settings.currency,
		type,
		transactionId,
		timestamp: tenant.clock.iso(),
		lastUpdatedAt: tenant.clock.iso(),
	});
}

const userOf = (call: Call) => recordOf(call, userFamily);

export const userHandlers: Record<string, Handler> = {
	'POST actions/users/*/change-status': (call) => {
		const user = userOf(call);
		user.status = call.body.status;
		user.lastUpdatedAt = call.tenant.clock.iso();
		notifyUser(user, 'updated', call);
		return { status: 202 };
	},
	'GET actions/users/*/export-all-private-data': (call) =>
		answerOf(call, { downloadUrl: `https://tenant.example/exports/${userOf(call).id}.zip` }),
	'GET resources/users/*/invoice-details': (call) => {
		const user = userOf(call);
		return answerOf(call, user.invoiceDetails ?? { requireInvoice: false, invoiceType: null });
	},
	'POST resources/users/*/invoice-details': (call) => {
		const user = userOf(call);
		const now = call.tenant.clock.iso();
		const isNew = user.invoiceDetails === undefined;
		user.invoiceDetails = {
			...call.body,
			...('requireInvoice' in call.body && { requireInvoiceLastUpdatedAt: now }),
			...nestedClient(call.body),
		};
		call.tenant.notify('user.invoiceDetails.changed', {
			userId: user.id,
			action: isNew ? 'created' : 'updated',
			lastUpdatedAt: now,
		});
		return answerOf(call, user.invoiceDetails);
	},
	// A card is added on the processor's page: the answer says where. The sandbox adds the method at once.
	'POST resources/users/*/payment-methods': (call) => {
		const user = userOf(call);
		const { tenant } = call;
		const now = tenant.clock.iso();
		const tokenizedType = call.body?.tokenizedType ?? 'card';
		const method = tenant.store.get('payment-methods').insert({
			userId: user.id,
			type: 'tokenized',
			tokenizedType,
			...(tokenizedType === 'card'
				? { issuer: 'visa', expireYear: 2030, expireMonth: 12 }
				: { bankTransferType: 'sepa', issuer: null }),
			name: tokenizedType === 'card' ? 'visa **** 4242' : 'SEPA **** 42',
			default: false,
			addedAt: now,
			removedAt: null,
			createdAt: now,
			lastUpdatedAt: now,
		});
		notifyPaymentMethod(tenant, method, 'created');
		const transactionId = call.body?.transactionId ?? tenant.nextNumber('payment method requests');
		return {
			status: 200,
			body: {
				transactionId,
				successUrl: 'https://tenant.example/payment/success',
				redirectUrl: 'https://tenant.example/payment',
			},
		};
	},
};

/** One of the forms of invoice details takes the client flat and shows it nested. */
function nestedClient(body: Record<string, unknown>): Record<string, unknown> {
	if (!('clientType' in body)) return {};
	const { name, email, mobilePhoneNumber, landlinePhoneNumber, taxId, country, city, postcode, address } = body;
	const client = { name, email, mobilePhoneNumber, landlinePhoneNumber, taxId, country, city, postcode, address };
	return {
		individual: body.clientType === 'individual' ? client : {},
		company: body.clientType === 'company' ? client : {},
	};
}
