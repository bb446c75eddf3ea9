/** Roaming EMSPs: companies whose drivers use the tenant's charge points, formerly roaming providers. */
import { action, create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const businessName = f.text('Business Name', { nullable: true });
const hubjectId = f.key('Hubject ID', { nullable: true, about: 'ID of the company at Hubject' });
const countryCode = f.country('Country', { nullable: true });
const partyId = f.key('Party ID', { example: 'ABC', about: 'Short name of the company in OCPI' });
const connectionId = f.ref('roamingConnection', 'Roaming Connection');

const assignment: RecordShape = { partnerId: 'integer', operatorId: 'integer', lastUpdatedAt: 'dateTime' };

export const roamingEmsp = resource({
	value: 'roamingEmsp',
	name: 'Roaming EMSP',
	older: 'AMPECO Older Versions (Business) > Roaming Provider',
	path: { roamingEmsp: f.ref('roamingEmsp', 'Roaming EMSP') },
	record: {
		id: 'integer',
		businessName: 'text',
		connectionId: 'integer',
		countryCode: 'text',
		partyId: 'text',
		hubjectId: 'text',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/roaming-emsps/v1.0', {
			since: '3.251',
			says: 'Lists companies whose drivers may charge. Use filters to find one by its country and party ID.',
			paging: 'cursor',
			filters: { connectionId, countryCode: f.country('Country'), partyId: f.key('Party ID') },
		}),
		get: get('GET /public-api/resources/roaming-emsps/v1.0/{roamingEmsp}', {
			since: '3.251',
			says: 'Reads one company whose drivers charge at your charge points. For operators that your drivers visit, see Roaming CPO.',
		}),
		create: create('POST /public-api/resources/roaming-emsps/v1.0', {
			since: '3.251',
			says: 'Adds a company whose drivers may charge, by hand. Most roaming connections announce theirs themselves.',
			body: {
				connectionId: f.required(f.reworded(connectionId, { about: 'Connection that the company is reached over' })),
				identity: f.oneOf(
					'Identified By',
					{
						ocpi: f.variant(
							'Country and Party ID',
							{ countryCode: f.required(countryCode), partyId: f.required(partyId) },
							'For OCPI connections',
						),
						hubject: f.variant('Hubject ID', { hubjectId }, 'For Hubject connections'),
					},
					{ inline: true },
				),
				businessName,
			},
		}),
		update: update('PATCH /public-api/resources/roaming-emsps/v1.0/{roamingEmsp}', {
			since: '3.251',
			says: 'Changes name or IDs of a company, not its connection. What is left out stays as it is.',
			body: { businessName, countryCode, partyId, hubjectId },
		}),
		assignPartner: action('POST /public-api/actions/roaming-emsp/v1.0/{roamingEmsp}/assign-partner', {
			since: '3.251',
			action: 'Assign partner to roaming EMSP',
			says: 'Names the partner that a roaming company is settled with. Get Partners shows who it is.',
			effect: 'write',
			body: {
				partnerId: f.required(f.ref('partner', 'Partner')),
				operatorId: f.ref('operator', 'Operator', { about: 'Where the tenant has several operators' }),
			},
			record: assignment,
		}),
		getPartners: getMany('GET /public-api/resources/roaming-emsps/v1.0/{roamingEmsp}/partners', {
			since: '3.251',
			action: 'Get partners of roaming EMSP',
			says: 'Lists the partners that a roaming company is assigned to, one item per partner.',
			paging: 'cursor',
			filters: { operatorId: f.ref('operator', 'Operator', { about: 'Where the tenant has several operators' }) },
			record: assignment,
		}),
		delete: remove('DELETE /public-api/resources/roaming-emsps/v1.0/{roamingEmsp}', {
			since: '3.251',
			says: 'Removes a roaming company for good.',
		}),
	},
});
