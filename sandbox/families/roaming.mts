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

export const roaming: Record<string, Family> = {
	'resources/roaming-operators': { collection: 'roaming-operators' },
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
