/** Flexibility assets: what a grid operator or aggregator may regulate up and down. */
import { action, create, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const status = f.required(
	f.choice('Status', { enabled: 'Enabled', disabled: 'Disabled' }, { about: 'Only an enabled asset takes part' }),
);

const endsAt = f.dateTime('Ends At', {
	about: 'When it is disabled by itself; no history or forecast is made after it. Never when left out.',
});

const fields = {
	integrationId: f.number('Integration ID', {
		about: "ID of the flexibility integration in AMPECO's back office",
	}),
	description: f.text('Description', { nullable: true }),
	integrationParameters: f.map('Integration Parameters', {
		about: 'What the integration wants to know of this asset',
	}),
};

const regulated = f.oneOf(
	'What to Regulate',
	{
		circuit: f.variant(
			'Circuit',
			{ dlmCircuitId: f.required(f.ref('circuit', 'Circuit', { type: 'number' })) },
			undefined,
			{
				sends: { chargePointId: null, evseId: null },
			},
		),
		chargePoint: f.variant(
			'Charge Point',
			{ chargePointId: f.required(f.ref('chargePoint', 'Charge Point', { type: 'number' })) },
			undefined,
			{ sends: { dlmCircuitId: null, evseId: null } },
		),
		evse: f.variant('EVSE', { evseId: f.required(f.ref('evse', 'EVSE', { type: 'number' })) }, undefined, {
			sends: { dlmCircuitId: null, chargePointId: null },
		}),
	},
	{ inline: true },
);

const { integrationId, ...optional } = fields;

const span = { startTime: f.dateTime('Starts After'), endTime: f.dateTime('Ends Before') };

const history: RecordShape = {
	id: 'integer',
	assetId: 'integer',
	startTime: 'dateTime',
	endTime: 'dateTime',
	energy: 'integer',
};

export const flexibilityAsset = resource({
	value: 'flexibilityAsset',
	name: 'Flexibility Asset',
	operator: ['record'],
	path: { flexibilityAsset: f.ref('flexibilityAsset', 'Flexibility Asset') },
	record: {
		id: 'integer',
		dlmCircuitId: 'integer',
		chargePointId: 'integer',
		evseId: 'integer',
		description: 'text',
		downwardRegulationLimit: 'integer',
		upwardRegulationLimit: 'integer',
		integrationId: 'integer',
		integrationParameters: 'any',
		status: 'text',
		endsAt: 'dateTime',
	},
	simple: [
		'id',
		'description',
		'status',
		'endsAt',
		{ circuitId: 'dlmCircuitId' },
		'chargePointId',
		'evseId',
		'downwardRegulationLimit',
		'upwardRegulationLimit',
		'integrationId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/flexibility-assets/v1.0', {
			says: 'Lists assets with what they regulate and how far.',
			paging: 'cursor',
			filters: { updatedSince: f.dateTime('Updated After') },
		}),
		get: get('GET /public-api/resources/flexibility-assets/v1.0/{flexibilityAsset}', {
			says: 'Reads what an asset regulates and how far, in watts up and down.',
		}),
		getChanged: sinceLastRun('updatedSince'),
		getForecast: getMany('GET /public-api/resources/flexibility-assets/v1.0/{flexibilityAsset}/time-series-forecast', {
			name: 'Get Many Forecast Values',
			action: 'Get forecast of flexibility asset',
			says: 'Lists the energy an asset is expected to take, and by how much that could go down or up, in Wh per period.',
			paging: 'cursor',
			filters: span,
			record: {
				...history,
				downwardRegulationPotential: 'integer',
				upwardRegulationPotential: 'integer',
			},
		}),
		getHistory: getMany('GET /public-api/resources/flexibility-assets/v1.0/{flexibilityAsset}/historical-time-series', {
			name: 'Get Many Historical Values',
			action: 'Get history of flexibility asset',
			says: 'Lists the energy an asset took in past periods, in Wh. For the coming ones use Get Many Forecast Values.',
			paging: 'cursor',
			filters: span,
			record: history,
		}),
		changeStatus: action('POST /public-api/actions/flexibility-asset/v1.0/{flexibilityAsset}/change-status', {
			action: 'Change status of flexibility asset',
			says: 'Enables an asset, disables it, or sets when it disables itself. For its other settings use Update.',
			effect: 'write',
			path: { flexibilityAsset: f.ref('flexibilityAsset', 'Flexibility Asset', { type: 'text' }) },
			narrowedBy: ['endsAt'],
			body: { status, endsAt },
			record: { status: 'text', endsAt: 'dateTime' },
			hints: { 406: 'The asset cannot change to this status now. Get the asset to see its present one.' },
		}),
		create: create('POST /public-api/resources/flexibility-assets/v1.0', {
			says: 'Offers a circuit, charge point or EVSE for regulation by an energy market. To regulate it create a flexibility activation request.',
			body: { regulated, status, integrationId: f.required(integrationId), endsAt, ...optional },
		}),
		update: update('PATCH /public-api/resources/flexibility-assets/v1.0/{flexibilityAsset}', {
			says: 'Changes description or integration. What the asset regulates is fixed; its status has Change Status.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/flexibility-assets/v1.0/{flexibilityAsset}', {
			says: 'Removes an asset for good. To pause it, change its status to disabled instead.',
		}),
	},
});
