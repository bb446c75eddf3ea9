/** Utilities: the companies that supply energy to charge points. */
import { create, f, get, getMany, remove, replace, resource } from '../shared/catalogue';

const body = { name: f.required(f.text('Name', { about: 'At most 255 characters' })) };

export const utility = resource({
	value: 'utility',
	name: 'Utility',
	path: { utility: f.ref('utility', 'Utility') },
	record: {
		id: 'integer',
		name: 'text',
		chargePointsCount: 'integer',
		electricityRatesCount: 'integer',
		createdAt: 'dateTime',
		// The field is declared as updatedAt and required as lastUpdatedAt.
		updatedAt: 'dateTime',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/utilities/v1.0', {
			says: 'Lists energy suppliers with their numbers of charge points and rates.',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/utilities/v1.0/{utility}', {
			says: 'Reads the name of an energy supplier and how many charge points and rates it has.',
		}),
		create: create('POST /public-api/resources/utilities/v1.0', {
			says: 'Adds an energy supplier that electricity rates and charge points can refer to.',
			body,
		}),
		update: replace('PUT /public-api/resources/utilities/v1.0/{utility}', {
			says: 'Renames an energy supplier.',
			body,
		}),
		delete: remove('DELETE /public-api/resources/utilities/v1.0/{utility}', {
			says: 'Removes an energy supplier for good. Check first that no charge point or rate refers to it.',
		}),
	},
});
