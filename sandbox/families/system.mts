/** Settings, contact details, FAQs, terms. */
import { answerOf } from '../answers.mts';
import { notFound, type Call, type Handler } from '../call.mts';
import { compareMoments } from '../filters.mts';
import type { Family } from './families.mts';

export const system: Record<string, Family> = {
	'resources/faqs': { collection: 'faqs' },
	'resources/terms-and-policies': {
		collection: 'terms-and-policies',
		filters: {
			documentId: (record, wanted) => (record.document as { id: number }).id === wanted,
			validFrom: (record, wanted) => compareMoments(String(record.validFrom), wanted) >= 0,
		},
	},
};

/** The one record of contact details, when there is one. */
function contactDetails({ tenant }: Call) {
	const collection = tenant.store.get('contact-details');
	return collection.size > 0 ? collection.get(collection.idAt(0)) : undefined;
}

export const systemHandlers: Record<string, Handler> = {
	'GET resources/settings': (call) => {
		const { store, settings } = call.tenant;
		const lastUpdatedAt = call.tenant.clock.iso(call.tenant.worldStart);
		const currency = store.get('currencies').find((one) => one.alphabeticCode === settings.currency);
		return answerOf(call, {
			baseCurrency: { id: currency?.id ?? 1, lastUpdatedAt },
			defaultTax: {
				id: store.get('taxes').idAt(0),
				enableMultiTaxSupport: true,
				taxInformationNotInInvoicesAndReceipts: false,
				lastUpdatedAt,
			},
			reservations: {
				enableReservations: true,
				reservationTime: 15,
				expiryNotification: 5,
				maxReservationsPerDayPerUser: 3,
				cooldownTimeBetweenReservations: 5,
				enableReservationsQueue: false,
				lastUpdatedAt,
			},
		});
	},
	'GET resources/contact-details': (call) => {
		const details = contactDetails(call);
		if (!details) throw notFound('The contact details');
		return answerOf(call, details);
	},
	'PUT resources/contact-details': (call) => {
		const details = contactDetails(call) ?? call.tenant.store.get('contact-details').insert({});
		Object.assign(details, { phone: null }, call.body, { lastUpdatedAt: call.tenant.clock.iso() });
		return answerOf(call, details);
	},
	'DELETE resources/contact-details': (call) => {
		const details = contactDetails(call);
		if (details) call.tenant.store.get('contact-details').remove(details.id);
		return { status: 204 };
	},
};
