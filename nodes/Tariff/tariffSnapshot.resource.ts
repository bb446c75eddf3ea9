/** Tariff snapshots: a tariff as it was when a session used it. */
import { f, get, resource } from '../shared/catalogue';
import { tariffRecord } from './tariff.resource';
import { simplePricing } from './tariffPricing';

export const tariffSnapshot = resource({
	value: 'tariffSnapshot',
	name: 'Tariff Snapshot',
	path: {
		tariffSnapshot: f.integer('Tariff Snapshot ID', { about: 'As a session names it' }),
	},
	record: { ...tariffRecord, tariffId: 'integer' },
	simple: ['id', 'tariffId', 'name', 'type', 'currency', simplePricing, 'partner.id', 'externalId', 'lastUpdatedAt'],
	operations: {
		get: get('GET /public-api/resources/tariff-snapshots/v1.0/{tariffSnapshot}', {
			says: 'Reads a tariff as it was at the time of a session. For the prices that count now, get the tariff.',
		}),
	},
});
