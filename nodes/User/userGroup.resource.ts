/** User groups: users who share prices or access, such as staff or residents. */
import { addedIn, create, f, get, getMany, remove, replace, resource, sinceLastRun, update } from '../shared/catalogue';

const fields = {
	name: f.required(f.text('Name')),
	partnerId: f.ref('partner', 'Partner', {
		nullable: true,
		about: 'Whose group it is. Can be changed only while the group has no users.',
	}),
	description: f.text('Description', { nullable: true, format: 'long', about: 'At most 2,000 characters' }),
	externalId: f.key('External ID', {
		nullable: true,
		about: "The group's number in a system of yours, at most 255 characters",
	}),
};

export const userGroup = resource({
	value: 'userGroup',
	name: 'User Group',
	operator: ['record', 'filter'],
	path: { userGroup: f.ref('userGroup', 'User Group') },
	record: {
		id: 'integer',
		name: 'text',
		partnerId: 'integer',
		description: 'text',
		externalId: 'text',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/user-groups/v1.0', {
			says: 'Lists groups, yours and those of partners. Filter by No Partner for yours alone.',
			paging: 'page',
			filters: {
				partnerId: f.ref('partner', 'Partner'),
				noPartner: f.flag('No Partner', { about: 'to list groups without a partner (on) or with one (off)' }),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				...addedIn('3.251', {
					createdAfter: f.dateTime('Created After'),
					createdBefore: f.dateTime('Created Before'),
				}),
			},
		}),
		get: get('GET /public-api/resources/user-groups/v1.0/{userGroup}', {
			says: 'Reads name, partner and description of one group. Its users come from Get Many of User, filtered by the group.',
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/user-groups/v1.0', {
			says: 'Adds an empty group. To put users in, update each user with all groups it should have.',
			body: fields,
		}),
		update: update('PATCH /public-api/resources/user-groups/v1.0/{userGroup}', {
			says: 'Changes a group but not who is in it. What is left out stays as it is.',
			body: fields,
		}),
		replace: replace('PUT /public-api/resources/user-groups/v1.0/{userGroup}', {
			since: '3.253',
			says: 'Sets name, partner and texts of a group anew; with Keep Other Values off, what is left out is removed.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/user-groups/v1.0/{userGroup}', {
			says: 'Removes a group for good. Its users are kept.',
		}),
	},
});
