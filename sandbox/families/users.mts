/** Users, their groups and their money. */
import { invalidField, type Handler } from '../call.mts';
import type { StoredRecord } from '../store.mts';
import type { Tenant } from '../tenant.mts';
import type { Family } from './families.mts';

export const users: Record<string, Family> = {
	'resources/users': {
		collection: 'users',
		create: (fields, { tenant }) => {
			refuseTakenEmail(tenant, fields.email);
			return { password: undefined, nonce: undefined, balance: 0, status: 'enabled', createdBy: 'admin:1', userGroupIds: fields.userGroupIds ?? [] };
		},
		update: (user, changes, { tenant }) => {
			if (changes.email !== undefined && changes.email !== user.email) refuseTakenEmail(tenant, changes.email);
			delete changes.password;
		},
		filters: {
			userGroupId: (user, wanted) => (user.userGroupIds as number[]).includes(Number(wanted)),
			partnerId: (user, wanted, { tenant }) =>
				(user.userGroupIds as number[]).some((id) => tenant.store.get('user-groups').get(id)?.partnerId === Number(wanted)),
		},
	},
	'resources/user-groups': {
		collection: 'user-groups',
		create: (fields) => ({ partnerId: fields.partnerId ?? null }),
		filters: { noPartner: (group, wanted) => (group.partnerId === null) === (wanted === 'true') },
	},
};

function refuseTakenEmail(tenant: Tenant, email: unknown): void {
	if (tenant.store.get('users').find((user) => user.email === email)) {
		throw invalidField('email', 'is already taken');
	}
}

/** Adds to a user's balance, in the tenant's currency; a negative amount takes away. */
export function changeBalance(tenant: Tenant, user: StoredRecord, amount: number, _type: string): void {
	user.balance = Math.round((Number(user.balance) + amount) * 100) / 100;
	user.lastUpdatedAt = tenant.clock.iso();
}

export const userHandlers: Record<string, Handler> = {};
