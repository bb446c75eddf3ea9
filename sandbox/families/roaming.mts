/** Roaming operators, providers, connections, tariffs and the filters that price them. */
import { answerOf, recordOf } from '../answers.mts';
import { notFound, type Handler } from '../call.mts';
import type { Family } from './families.mts';

const tariffFilters: Family = {
	collection: 'custom-tariff-filters',
	parents: [{ collection: 'roaming-operators', field: 'roamingOperatorId' }],
	create: (fields, { tenant }) => ({
		applicableCurrentTypes: fields.applicableCurrentTypes ?? ['AC', 'DC'],
		order: fields.order ?? 99,
		updatedAt: tenant.clock.iso(),
	}),
	updated: (record, { tenant }) => void (record.updatedAt = tenant.clock.iso()),
};

type Fields = Record<string, any>;

/** The settings of a CPO by their names in the older resource and in the newer one, which puts two misspelt ones right. */
const RENAMED: Record<string, string> = {
	cpoQrcodePrefix: 'cpoQrCodePrefix',
	threatEvseStatusUnknownAs: 'treatEvseStatusUnknownAs',
};
const renamed = (settings: Fields | undefined, names: Record<string, string>) =>
	settings && Object.fromEntries(Object.entries(settings).map(([name, value]) => [names[name] ?? name, value]));
const BACK = Object.fromEntries(Object.entries(RENAMED).map(([old, name]) => [name, old]));

/** One resource per role, in place of operators and providers: the same records, with `connectionId` for `platformId`. */
const cpos: Family = {
	collection: 'roaming-operators',
	show: ({ platformId, ...record }: Fields) => ({
		...record,
		connectionId: platformId ?? null,
		cpoSettings: renamed(record.cpoSettings, RENAMED),
	}),
	update: (_record, changes) => {
		if (changes.cpoSettings) changes.cpoSettings = renamed(changes.cpoSettings as Fields, BACK);
	},
};
const emsps: Family = {
	collection: 'roaming-providers',
	filters: { connectionId: (record, wanted) => record.platformId === wanted },
	show: ({ platformId, ...record }: Fields) => ({ ...record, connectionId: platformId ?? null }),
	create: (fields) => ({ role: 'EMSP', partyId: fields.partyId ?? 'XXX', platformId: fields.connectionId }),
};

export const roaming: Record<string, Family> = {
	'resources/roaming-operators': { collection: 'roaming-operators' },
	'resources/roaming-cpos': cpos,
	'resources/roaming-emsps': emsps,
	'resources/roaming-operators/*/custom-tariff-filters': tariffFilters,
	'resources/roaming-providers': { collection: 'roaming-providers', create: () => ({ role: 'EMSP', partyId: 'XXX' }) },
	'resources/roaming-connections': { collection: 'roaming-connections' },
	'resources/roaming-platforms': { collection: 'roaming-connections' },
	'resources/roaming-tariffs': { collection: 'roaming-tariffs' },
};

export const roamingHandlers: Record<string, Handler> = {
	'PUT resources/roaming-operators/*/custom-tariff-filters/reorder': (call) => {
		const operator = recordOf(call, roaming['resources/roaming-operators']);
		const filters = call.tenant.store.get('custom-tariff-filters');
		for (const { id, order } of call.body.filters as Array<{ id: number; order: number }>) {
			const filter = filters.get(id);
			if (!filter || filter.roamingOperatorId !== operator.id) throw notFound('The custom tariff filter');
			filter.order = order;
		}
		return answerOf(call, { message: 'Reordered' });
	},
	'POST actions/roaming-operator/*/custom-tariff-filter/*/set-pricing-data': (call) => {
		recordOf(call, tariffFilters).pricingData = call.body;
		return { status: 202 };
	},
};
