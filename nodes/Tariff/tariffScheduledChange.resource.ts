/** Scheduled changes: prices and texts that a tariff takes on at a time to come. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import { name, newerParts, tariffRecord, termsAndTexts } from './tariff.resource';
import { tariffTypes as allTypes, simplePricing } from './tariffPricing';

/** A discount on another tariff cannot be scheduled. */
const tariffTypes = Object.fromEntries(Object.entries(allTypes).filter(([type]) => type !== 'discount based'));

const scheduledAt = f.dateTime('Takes Effect At', { about: 'When the tariff changes' });

const about = 'Type that the tariff has from then on. Decides which prices can be filled in.';

const { dayTariffStart, nightTariffStart, description, additionalInformation, learnMoreUrl } = tariffRecord;

export const tariffScheduledChange = resource({
	value: 'tariffScheduledChange',
	name: 'Tariff Scheduled Change',
	path: {
		tariff: f.ref('tariff', 'Tariff'),
		scheduledChange: f.ref('tariffScheduledChange', 'Scheduled Change'),
	},
	record: {
		id: 'integer',
		tariffId: 'integer',
		scheduledAt: 'dateTime',
		status: 'text',
		name: 'text',
		type: 'text',
		description,
		additionalInformation,
		learnMoreUrl,
		dayTariffStart,
		nightTariffStart,
		...newerParts,
		createdByAdminId: 'integer',
		createdAt: 'dateTime',
		updatedAt: 'dateTime',
	},
	simple: [
		'id',
		'tariffId',
		'scheduledAt',
		'status',
		'name',
		'type',
		simplePricing,
		'createdByAdminId',
		'createdAt',
		'updatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/tariffs/v1.0/{tariff}/scheduled-changes', {
			since: '3.251',
			says: 'Lists planned and past changes of one tariff.',
			paging: 'cursor',
			filters: {
				status: f.key('Status', { about: "One of AMPECO's words, as a change shows it" }),
				scheduledAfter: f.dateTime('Takes Effect After'),
				scheduledBefore: f.dateTime('Takes Effect Before'),
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
			},
		}),
		get: get('GET /public-api/resources/tariffs/v1.0/{tariff}/scheduled-changes/{scheduledChange}', {
			since: '3.251',
			says: 'Reads what one planned change will set, and whether it was made.',
		}),
		create: create('POST /public-api/resources/tariffs/v1.0/{tariff}/scheduled-changes', {
			since: '3.251',
			says: 'Plans new prices or texts for a tariff, which drivers pay from the given time on. To change it at once, update the tariff.',
			effect: 'money',
			body: {
				scheduledAt: f.required(scheduledAt),
				type: f.oneOf(
					'Type',
					{ unchanged: f.variant('Unchanged', {}, 'Type and prices stay', { untagged: true }), ...tariffTypes },
					{ inline: true, tag: 'type', about },
				),
				name,
				...termsAndTexts,
			},
		}),
		update: update('PATCH /public-api/resources/tariffs/v1.0/{tariff}/scheduled-changes/{scheduledChange}', {
			since: '3.251',
			says: 'Changes a planned change before its time has come. What is not set stays as planned.',
			effect: 'money',
			body: {
				scheduledAt,
				type: f.oneOf('Type', tariffTypes, { inline: true, tag: 'type', about }),
				name,
				...termsAndTexts,
			},
		}),
		delete: remove('DELETE /public-api/resources/tariffs/v1.0/{tariff}/scheduled-changes/{scheduledChange}', {
			since: '3.251',
			says: 'Calls a planned change off for good, so that the tariff stays as it is.',
		}),
	},
});
