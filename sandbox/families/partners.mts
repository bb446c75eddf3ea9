/** Partners, their contracts, invitations and settlements. */
import { Refusal, type Call } from '../call.mts';
import { compareMoments } from '../filters.mts';
import type { Family } from './families.mts';

type Fields = Record<string, any>;

const notifyPartner = (record: Fields, action: string, { tenant }: Call) =>
	tenant.notify('partner.changed', {
		partnerId: record.id,
		action,
		lastUpdatedAt: tenant.clock.iso(),
		externalId: record.externalId ?? '',
		companyName: record.name,
		businessName: record.businessName ?? '',
		regNo: record.regNo ?? '',
		vatNo: record.vatNo ?? '',
		country: record.country ?? '',
	});

const notifyInvite = (record: Fields, action: string, { tenant }: Call) =>
	tenant.notify('partnerInvite.changed', {
		partnerInviteId: record.id,
		userId: record.userId ?? null,
		email: record.email ?? null,
		action,
		...record.options,
		lastUpdatedAt: tenant.clock.iso(),
	});

const contains = (value: unknown, part: string) =>
	String(value ?? '')
		.toLowerCase()
		.includes(part.toLowerCase());

const money: Family['versions'] = {
	'v1.0': {
		show: (record: Fields) => ({
			...record,
			currency: record.currencyCode,
			totalAmount: record.totalAmount?.withoutTax,
			subtotal: record.totalAmount?.withoutTax,
		}),
	},
};

const moneyFilters: Family['filters'] = {
	currency: (record, wanted) => record.currencyCode === wanted,
	dateFrom: (record, wanted) => compareMoments(String(record.date), wanted) >= 0,
	dateTo: (record, wanted) => compareMoments(String(record.date), wanted) <= 0,
};

export const partners: Record<string, Family> = {
	'resources/partners': {
		collection: 'partners',
		filters: {
			search: (record, wanted) => contains(record.name, wanted) || contains(record.businessName, wanted),
			tag: (record, wanted) => ((record.tags ?? []) as string[]).includes(wanted),
			hasRoamingOperator: (record, wanted) => Boolean(record.roamingOperatorId) === wanted,
		},
		created: (record, call) => notifyPartner(record, 'created', call),
		updated: (record, call) => notifyPartner(record, 'updated', call),
		removed: (record, call) => notifyPartner(record, 'deleted', call),
		remove: (record, { tenant }) => {
			if (tenant.store.get('charge-points').find((one) => (one.partner as Fields)?.id === record.id)) {
				throw new Refusal(422, 'The partner still has charge points.', {
					partner: ['The partner still has charge points.'],
				});
			}
		},
		versions: {
			'v1.0': {
				show: (record: Fields) => ({
					...record,
					contactPerson: record.contactDetails?.administrative?.contactPerson ?? null,
					email: record.contactDetails?.administrative?.email ?? null,
					phone: record.contactDetails?.administrative?.phone ?? null,
					faultNotificationsEmail: record.contactDetails?.technical?.email ?? null,
				}),
				take: ({ contactPerson, email, phone, faultNotificationsEmail, ...fields }: Fields) => {
					const administrative = Object.fromEntries(
						Object.entries({ contactPerson, email, phone }).filter(([, value]) => value !== undefined),
					);
					const contactDetails = {
						...(Object.keys(administrative).length > 0 && { administrative }),
						...(faultNotificationsEmail !== undefined && { technical: { email: faultNotificationsEmail } }),
					};
					return Object.keys(contactDetails).length > 0 ? { ...fields, contactDetails } : fields;
				},
			},
		},
	},
	'resources/partner-contracts': {
		collection: 'partner-contracts',
		filters: { titleContains: (record, wanted) => contains(record.title, wanted) },
	},
	'resources/partner-invites': {
		collection: 'partner-invites',
		filters: { inviteEmail: (record, wanted) => record.email === wanted },
		create: (fields, { tenant }) => ({
			sendViaEmail: fields.sendViaEmail ?? true,
			status: fields.sendViaEmail === false ? 'pending' : 'sent',
			acceptUrl: `https://tenant.example/invite/${tenant.random('invites').text(8)}`,
			acceptedAt: null,
			userId: null,
		}),
		created: (record, call) => notifyInvite(record, 'created', call),
		updated: (record, call) => notifyInvite(record, 'updated', call),
		removed: (record, call) => notifyInvite(record, 'deleted', call),
	},
	'resources/sub-operators': {
		collection: 'sub-operators',
		create: (fields) => ({
			name: fields.name ?? fields.businessName,
			capabilities: fields.capabilities ?? {},
			partnerIds: fields.partnerIds ?? [],
		}),
	},
	'resources/partner-settlement-reports': {
		collection: 'partner-settlement-reports',
		filters: {
			periodAfter: (record, wanted) => compareMoments(String(record.periodStart), wanted) >= 0,
			periodBefore: (record, wanted) => compareMoments(String(record.periodEnd), wanted) <= 0,
		},
	},
	'resources/partner-settlement-reports/*/records': {
		collection: 'partner-settlement-records',
		parents: [{ collection: 'partner-settlement-reports', field: 'partnerSettlementReportId' }],
	},
	'resources/partner-revenues': { collection: 'partner-revenues', versions: money, filters: moneyFilters },
	'resources/partner-expenses': {
		collection: 'partner-expenses',
		versions: money,
		filters: moneyFilters,
	},
};
