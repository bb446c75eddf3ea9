/** Circuits and load balancing, electricity rates and meters, utilities, flexibility. */
import { answerList, answerOf, recordOf } from '../answers.mts';
import { invalidField, notFound, Refusal, type Answer, type Call, type Handler } from '../call.mts';
import { parseMoment } from '../clock.mts';
import { compareMoments } from '../filters.mts';
import type { StoredRecord } from '../store.mts';
import type { Tenant } from '../tenant.mts';
import type { Family } from './families.mts';

type Fields = Record<string, any>;

interface Member {
	id: number;
	priority: number;
	evses: Array<{ id: number; priority: number }>;
	[name: string]: unknown;
}

const PHASES = ['L1', 'L2', 'L3'];
const membersOf = (circuit: StoredRecord) => (circuit.chargePoints ?? []) as Member[];

const consumptionOf = (circuit: StoredRecord, tenant: Tenant): Fields[] =>
	PHASES.map((phase, index) => ({
		phase,
		consumption: 10 + ((circuit.id * 7 + index * 3) % 20),
		lastUpdatedAt: tenant.clock.iso(),
	}));

const notifyCircuit = (record: StoredRecord, action: string, { tenant }: Call) =>
	tenant.notifyChange('circuit.changed', 'circuitId', record, action);

/** The deprecated form counts phases and lists its charge points with their electrical data. */
const PHASE_COUNT: Record<string, string> = { single_phase: '1', three_phase: '3', split_phase: '1' };

const circuits: Family = {
	collection: 'circuits',
	show: (record, { tenant }) => ({
		...record,
		chargePointPriorities: membersOf(record),
		userPriorities: tenant.store.get('circuit-user-priorities').filter((one) => one.circuitId === record.id),
		consumption: consumptionOf(record, tenant),
		unmanagedLoad: consumptionOf(record, tenant),
	}),
	create: (fields) => ({ chargePoints: fields.chargePoints ?? [], socPriorities: null }),
	versions: {
		'v1.0': {
			show: (record) => ({
				...record,
				phases: PHASE_COUNT[String(record.phases)],
				chargePoints: membersOf(record as StoredRecord).map((member) => ({
					maxCurrent: 32,
					phases: '3',
					inputVoltage: '220-240',
					phaseRotation: 'RST',
					...member,
				})),
			}),
			take: ({ phases, ...fields }) => ({
				...fields,
				...(phases !== undefined && { phases: String(phases) === '1' ? 'single_phase' : 'three_phase' }),
			}),
		},
	},
	created: (record, call) => notifyCircuit(record, 'created', call),
	updated: (record, call) => notifyCircuit(record, 'updated', call),
	removed: (record, call) => notifyCircuit(record, 'deleted', call),
};

const rates: Family = {
	collection: 'electricity-rates',
	create: (fields) => ({
		type: 'admin_defined',
		taxPercentage: fields.taxPercentage ?? null,
		pricingGranularityInMinutes: fields.pricingGranularityInMinutes ?? 60,
	}),
	names: { 'v1.0': { defaultPricePerKwh: 'defaultPrice' } },
};

const assets: Family = {
	collection: 'flexibility-assets',
	create: () => ({ downwardRegulationLimit: 0, upwardRegulationLimit: 11_000 }),
	filters: { updatedSince: (asset, wanted) => compareMoments(String(asset.lastUpdatedAt), wanted) >= 0 },
	ignoredReferences: ['integrationId'],
};

const requests: Family = { collection: 'flexibility-activation-requests' };

export const energy: Record<string, Family> = {
	'resources/circuits': circuits,
	'resources/circuits/*/user-priorities': {
		collection: 'circuit-user-priorities',
		parents: [{ collection: 'circuits', field: 'circuitId' }],
	},
	'resources/electricity-rates': rates,
	'resources/electricity-meters': { collection: 'electricity-meters' },
	'resources/utilities': {
		collection: 'utilities',
		show: (record, { tenant }) => ({
			...record,
			chargePointsCount: tenant.store.get('charge-points').filter((one) => one.utilityId === record.id).length,
			electricityRatesCount: tenant.store.get('electricity-rates').filter((one) => one.utilityId === record.id).length,
		}),
		created: (record, { tenant }) => void (record.updatedAt = tenant.clock.iso()),
		updated: (record, { tenant }) => void (record.updatedAt = tenant.clock.iso()),
	},
	'resources/flexibility-assets': assets,
	'resources/flexibility-activation-requests': requests,
};

const circuitOf = (call: Call) => recordOf(call, circuits);
const rateOf = (call: Call) => recordOf(call, rates);

function memberOf(circuit: StoredRecord, id: string): Member {
	const member = membersOf(circuit).find((one) => one.id === Number(id));
	if (!member) throw notFound('The charge point of the circuit');
	return member;
}

/** Price periods are kept by week day or by date; a PUT makes or replaces one. */
function periodOf(call: Call, field: 'weekDay' | 'date'): StoredRecord | undefined {
	const rate = rateOf(call);
	return call.tenant.store
		.get('price-periods')
		.find((one) => one.electricityRateId === rate.id && one[field] === call.ids[1]);
}

const periodHandlers = (field: 'weekDay' | 'date', route: string): Record<string, Handler> => ({
	[`GET ${route}`]: (call) =>
		answerList(
			call,
			ratePeriods(call).filter((one) => one[field] !== undefined),
		),
	[`GET ${route}/*`]: (call) => {
		const period = periodOf(call, field);
		if (!period) throw notFound('The price period');
		return answerOf(call, period);
	},
	[`PUT ${route}/*`]: (call) => {
		const known = periodOf(call, field);
		if (known) {
			known.periods = call.body.periods;
			return answerOf(call, known, 200);
		}
		if (field === 'date' && !/^\d{4}-\d\d-\d\d$/.test(call.ids[1])) throw invalidField('date', 'must be a date');
		const period = call.tenant.store
			.get('price-periods')
			.insert({ electricityRateId: rateOf(call).id, [field]: call.ids[1], periods: call.body.periods });
		return answerOf(call, period, 201);
	},
	[`DELETE ${route}/*`]: (call) => {
		const period = periodOf(call, field);
		if (!period) throw notFound('The price period');
		call.tenant.store.get('price-periods').remove(period.id);
		return { status: 204 };
	},
});

function ratePeriods(call: Call): StoredRecord[] {
	const rate = rateOf(call);
	return call.tenant.store.get('price-periods').filter((one) => one.electricityRateId === rate.id);
}

const rateRoute = 'resources/electricity-rates/*';

/** Quarter hours of one asset, before or after now. */
function timeSeries(call: Call, direction: -1 | 1): Answer {
	const asset = recordOf(call, assets);
	const step = 900_000;
	const now = Math.floor(call.tenant.worldStart / step) * step;
	const { startTime, endTime } = (call.query.filter ?? {}) as Record<string, string>;
	const series = Array.from({ length: 96 }, (_, index) => {
		const from = now + (direction === 1 ? index : index - 96) * step;
		return {
			id: index + 1,
			assetId: asset.id,
			startTime: call.tenant.clock.iso(from),
			endTime: call.tenant.clock.iso(from + step),
			energy: (index * 137) % 2750,
			downwardRegulationPotential: 1000,
			upwardRegulationPotential: 2500,
		};
	});
	return answerList(
		call,
		series.filter(
			(one) =>
				(!startTime || Date.parse(one.startTime) >= parseMoment(startTime)) &&
				(!endTime || Date.parse(one.endTime) <= parseMoment(endTime)),
		),
	);
}

export const energyHandlers: Record<string, Handler> = {
	'GET resources/circuits/*/charge-point-priorities': (call) => answerList(call, membersOf(circuitOf(call))),
	'GET resources/circuits/*/soc-priorities': (call) =>
		answerOf(call, circuitOf(call).socPriorities ?? { upperThresholdPercent: null, lowerThresholdPercent: null }),
	'GET resources/circuits/*/consumption': (call) => {
		const parts = consumptionOf(circuitOf(call), call.tenant);
		return { status: 200, body: call.operation.version === 'v1.0' ? parts : { data: parts } };
	},
	'GET resources/circuits/*/consumption/*': (call) => {
		const part = consumptionOf(circuitOf(call), call.tenant).find((one) => one.phase === call.ids[1]);
		if (!part) throw invalidField('phase', `must be one of: ${PHASES.join(', ')}`);
		return { status: 200, body: part.consumption };
	},
	'GET resources/circuits/*/unmanaged-load': (call) => ({
		status: 200,
		body: { data: consumptionOf(circuitOf(call), call.tenant) },
	}),
	'POST actions/circuit/*/attach-charge-point': (call) => {
		const circuit = circuitOf(call);
		const { chargePointId, priority = 1 } = call.body;
		if (!call.tenant.store.get('charge-points').get(chargePointId))
			throw invalidField('chargePointId', 'is not a charge point of the tenant');
		circuit.chargePoints = [
			...membersOf(circuit).filter((one) => one.id !== chargePointId),
			{ id: chargePointId, priority, evses: [] },
		];
		notifyCircuit(circuit, 'updated', call);
		return { status: 202 };
	},
	'POST actions/circuit/*/detach-charge-point/*': (call) => {
		const circuit = circuitOf(call);
		memberOf(circuit, call.ids[1]);
		circuit.chargePoints = membersOf(circuit).filter((one) => one.id !== Number(call.ids[1]));
		notifyCircuit(circuit, 'updated', call);
		return { status: 202 };
	},
	'POST actions/circuit/*/set-charge-point-priority/*': (call) => {
		memberOf(circuitOf(call), call.ids[1]).priority = call.body.priority;
		return { status: 202 };
	},
	'POST actions/circuit/*/set-charge-point-priority/*/evse/*': (call) => {
		const member = memberOf(circuitOf(call), call.ids[1]);
		const evse = call.tenant.store.get('evses').get(call.ids[2]);
		if (!evse || evse.chargePointId !== member.id) throw notFound('The EVSE');
		member.evses = [
			...(member.evses ?? []).filter((one) => one.id !== evse.id),
			{ id: evse.id, priority: call.body.priority },
		];
		return { status: 202 };
	},
	'POST actions/circuit/*/set-circuit-soc-priorities': (call) => {
		const circuit = circuitOf(call);
		circuit.socPriorities = { ...(circuit.socPriorities as object), ...call.body };
		return { status: 202 };
	},
	'POST actions/circuit/*/set-session-priority/*': (call) => {
		const circuit = circuitOf(call);
		const session = call.tenant.store.get('sessions').get(call.ids[1]);
		if (!session) throw notFound('The session');
		circuit.sessionPriorities = { ...(circuit.sessionPriorities as object), [session.id]: call.body.priority };
		return { status: 202 };
	},
	'POST actions/electricity-meter/*/report-consumption': (call) => {
		const meter = recordOf(call, energy['resources/electricity-meters']);
		const { tenant } = call;
		const { currentL1 = 0, currentL2 = 0, currentL3 = 0, timestamp = tenant.clock.iso() } = call.body ?? {};
		meter.lastReport = call.body;
		for (const circuit of tenant.store.get('circuits').filter((one) => one.electricityMeterId === meter.id)) {
			const currentConsumption = [currentL1, currentL2, currentL3].map((consumption, index) => ({
				phase: PHASES[index],
				consumption,
				lastUpdatedAt: timestamp,
			}));
			tenant.notify('CircuitConsumptionNotification', {
				circuitId: circuit.id,
				maxCurrent: circuit.maxCurrent,
				minChargePointCurrent: circuit.minChargePointCurrent ?? 6,
				currentConsumption,
			});
		}
		return { status: 202 };
	},
	[`GET ${rateRoute}/energy-mix`]: (call) => answerOf(call, rateOf(call).energyMix ?? {}),
	[`PUT ${rateRoute}/energy-mix`]: (call) => {
		const rate = rateOf(call);
		rate.energyMix = call.body ?? {};
		return answerOf(call, rate.energyMix);
	},
	[`GET ${rateRoute}/price-periods`]: (call) => answerList(call, ratePeriods(call)),
	...periodHandlers('weekDay', `${rateRoute}/price-periods/week-day`),
	...periodHandlers('date', `${rateRoute}/price-periods/date`),
	'GET resources/flexibility-assets/*/historical-time-series': (call) => timeSeries(call, -1),
	'GET resources/flexibility-assets/*/time-series-forecast': (call) => timeSeries(call, 1),
	'POST actions/flexibility-asset/*/change-status': (call) => {
		const asset = recordOf(call, assets);
		Object.assign(asset, call.body, { lastUpdatedAt: call.tenant.clock.iso() });
		return answerOf(call, { status: asset.status, ...(asset.endsAt !== undefined && { endsAt: asset.endsAt }) });
	},
	'POST actions/flexibility-asset/*/create-activation-request': (call) => {
		const asset = recordOf(call, assets);
		if (asset.status !== 'enabled') throw new Refusal(406);
		const request = call.tenant.store
			.get('flexibility-activation-requests')
			.insert({ assetId: asset.id, timestamp: call.tenant.clock.iso(), periods: call.body?.periods ?? [] });
		return answerOf(call, request);
	},
};
