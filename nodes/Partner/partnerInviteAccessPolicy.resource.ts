/** Access policies: where drivers whom a partner invited may charge. */
import { create, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';

/** A limit by one kind of thing. */
function limit(
	label: string,
	name: string,
	key: string,
	ids: ReturnType<typeof f.refs> | ReturnType<typeof f.numbers>,
) {
	return f.group(
		label,
		{
			type: f.required(f.text('Limit Type', { about: "How the IDs count, in AMPECO's words as a policy shows them" })),
			[key]: ids,
		},
		{ wire: ['restrictions', name] },
	);
}

const restrictions = {
	locations: limit('Limit by Location', 'locations', 'locationIds', f.refs('location', 'Locations')),
	locationTags: limit(
		'Limit by Location Tag',
		'locationTags',
		'locationTagIds',
		f.numbers('Location Tag IDs', { type: 'integer' }),
	),
	chargePoints: limit(
		'Limit by Charge Point',
		'chargePoints',
		'chargePointIds',
		f.refs('chargePoint', 'Charge Points'),
	),
	chargePointTags: limit(
		'Limit by Charge Point Tag',
		'chargePointTags',
		'chargePointTagIds',
		f.numbers('Charge Point Tag IDs', { type: 'integer' }),
	),
};

const fields = {
	name: f.text('Name'),
	partnerAccess: f.group(
		'Partners',
		{
			type: f.required(
				f.text('Partner Access Type', { about: "How the partners count, in AMPECO's words as a policy shows them" }),
			),
			partnerIds: f.refs('partner', 'Partners Named', { about: 'Partners that the type speaks of' }),
		},
		{ about: 'Whose charge points the policy opens' },
	),
	includeSharedChargePoints: f.flag('Include Shared Charge Points', {
		about: 'charge points that others share with the partner count as well',
	}),
	...restrictions,
};

export const partnerInviteAccessPolicy = resource({
	value: 'partnerInviteAccessPolicy',
	name: 'Partner Invite Access Policy',
	operator: ['record', 'create'],
	plural: 'partner invite access policies',
	path: { partnerInviteAccessPolicy: f.ref('partnerInviteAccessPolicy', 'Access Policy') },
	record: {
		id: 'integer',
		name: 'text',
		isDefault: 'flag',
		partnerAccess: { type: 'text', partnerIds: ['integer'] },
		includeSharedChargePoints: 'flag',
		restrictions: {
			locations: { type: 'text', locationIds: ['integer'] },
			locationTags: { type: 'text', locationTagIds: ['integer'] },
			chargePoints: { type: 'text', chargePointIds: ['integer'] },
			chargePointTags: { type: 'text', chargePointTagIds: ['integer'] },
		},
		createdAt: 'dateTime',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/partner-invite-access-policies/v1.0', {
			since: '3.251',
			says: 'Lists policies, those of one partner or all, with the charge points they open.',
			paging: 'cursor',
			filters: {
				partnerId: f.ref('partner', 'Partner'),
				includeSharedChargePoints: f.flag('Include Shared Charge Points', {
					about: 'to list policies that count shared charge points (on) or do not (off)',
				}),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
			},
		}),
		get: get('GET /public-api/resources/partner-invite-access-policies/v1.0/{partnerInviteAccessPolicy}', {
			since: '3.251',
			says: 'Reads which charge points one policy opens, and whether it is the default.',
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/partner-invite-access-policies/v1.0', {
			since: '3.251',
			says: 'Adds a policy that invites of Partner Invite v2.0 can be put under.',
			body: { ...fields, name: f.required(fields.name), partnerAccess: f.required(fields.partnerAccess) },
		}),
		update: update('PATCH /public-api/resources/partner-invite-access-policies/v1.0/{partnerInviteAccessPolicy}', {
			since: '3.251',
			says: 'Changes where all drivers under a policy may charge. What is not set stays as it is.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/partner-invite-access-policies/v1.0/{partnerInviteAccessPolicy}', {
			since: '3.251',
			says: 'Removes a policy for good. Put its invites under another one first.',
		}),
	},
});
