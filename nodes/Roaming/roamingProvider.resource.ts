/** Roaming providers: EMSPs under their name before roaming-emsps, with the partner among their fields. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const fields = {
	platformId: f.ref('roamingConnection', 'Roaming Connection', {
		about: 'Connection that the provider is reached over',
	}),
	businessName: f.text('Business Name', { nullable: true }),
	partnerId: f.ref('partner', 'Partner', { nullable: true, about: 'Partner that the provider is settled with' }),
	hubjectId: f.key('Hubject ID', { nullable: true, about: 'ID of the provider at Hubject' }),
	countryCode: f.country('Country', { nullable: true }),
	partyId: f.key('Party ID', { example: 'ABC', about: 'Short name of the provider in OCPI' }),
};

const { platformId, hubjectId, countryCode, partyId, ...common } = fields;

export const roamingProvider = resource({
	value: 'roamingProvider',
	name: 'Roaming Provider',
	deprecated: { version: 'v2.0', use: 'AMPECO Roaming > Roaming EMSP' },
	path: { roamingProvider: f.ref('roamingProvider', 'Roaming Provider') },
	record: {
		id: 'integer',
		role: 'text',
		hubjectId: 'text',
		businessName: 'text',
		platformId: 'integer',
		partnerId: 'integer',
		countryCode: 'text',
		partyId: 'text',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/roaming-providers/v2.0', {
			says: 'Lists providers, oldest first. Use filters to find one by its country and party ID.',
			paging: 'page',
			filters: {
				platformId: f.ref('roamingConnection', 'Roaming Connection'),
				countryCode: f.country('Country'),
				partyId: f.key('Party ID'),
			},
		}),
		get: get('GET /public-api/resources/roaming-providers/v2.0/{roamingProvider}', {
			says: 'Reads one provider whose drivers charge at your charge points. For operators that your drivers visit, see Roaming Operator.',
		}),
		create: create('POST /public-api/resources/roaming-providers/v2.0', {
			says: 'Adds a provider by hand. Only for connections that do not announce theirs: Hubject, Gireve 2.2.1, and OCPI without the credentials module.',
			body: {
				platformId: f.required(platformId),
				identity: f.oneOf(
					'Identified By',
					{
						ocpi: f.variant('Country and Party ID', { countryCode, partyId }, 'For OCPI and Gireve 2.2.1'),
						hubject: f.variant('Hubject ID', { hubjectId }, 'For Hubject'),
					},
					{ inline: true },
				),
				...common,
			},
		}),
		update: update('PATCH /public-api/resources/roaming-providers/v2.0/{roamingProvider}', {
			says: 'Changes name, partner or IDs of a provider. What is left out stays as it is.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/roaming-providers/v2.0/{roamingProvider}', {
			says: 'Removes a provider for good.',
			hints: { 405: 'AMPECO does not let providers be deleted for this tenant. Ask AMPECO to enable it.' },
		}),
	},
});
