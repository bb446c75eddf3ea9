/** Tariff groups: the tariffs of an EVSE in the order in which they are tried. */
import { addedIn, create, f, get, getMany, remove, replace, resource, sinceLastRun } from '../shared/catalogue';

const name = f.text('Name', { about: 'Seen by operators' });

const optional = {
	tariffIds: f.refs('tariff', 'Tariffs', {
		about: 'In order. The last one that fits the driver applies, so the most general comes first.',
	}),
	partnerId: f.ref('partner', 'Partner', { nullable: true, about: 'May manage the group' }),
	...addedIn('3.251', {
		offlineTariffId: f.ref('tariff', 'Offline Tariff', { about: 'Applies while the charge point has no connection' }),
	}),
};

export const tariffGroup = resource({
	value: 'tariffGroup',
	name: 'Tariff Group',
	operator: ['record', 'filter'],
	path: { tariffGroup: f.ref('tariffGroup', 'Tariff Group') },
	record: {
		id: 'integer',
		name: 'text',
		tariffIds: ['integer'],
		partnerId: 'integer',
		lastUpdatedAt: 'dateTime',
		offlineTariffId: 'integer',
		display: 'any',
	},
	simple: ['id', 'name', 'tariffIds', 'partnerId', 'offlineTariffId', 'lastUpdatedAt'],
	operations: {
		getAll: getMany('GET /public-api/resources/tariff-groups/v1.0', {
			says: 'Lists tariff groups with the IDs of their tariffs, oldest first.',
			paging: 'cursor',
			filters: {
				partnerId: f.ref('partner', 'Partner', { type: 'number', about: 'Manages the groups' }),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				...addedIn('3.251', {
					createdAfter: f.dateTime('Created After'),
					createdBefore: f.dateTime('Created Before'),
				}),
			},
		}),
		get: get('GET /public-api/resources/tariff-groups/v1.0/{tariffGroup}', {
			says: 'Reads the name of a group and the IDs of its tariffs in order.',
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/tariff-groups/v1.0', {
			says: 'Adds a group of tariffs that EVSEs can be given. AMPECO puts a free base tariff into a new group.',
			body: { name: f.required(name), ...optional },
		}),
		update: replace('PUT /public-api/resources/tariff-groups/v1.0/{tariffGroup}', {
			says: 'Changes name, tariffs or partner of a group. The tariffs given replace those it had, in the new order.',
			body: { name: f.required(name), ...optional },
		}),
		delete: remove('DELETE /public-api/resources/tariff-groups/v1.0/{tariffGroup}', {
			says: 'Removes a group for good. To change which tariffs it offers, update it instead.',
		}),
	},
});
