/** The seeded world's hardware: locations, charge points, EVSEs, connectors and what belongs to them. */
import type { Random } from '../random.mts';
import { DAY, english, HOUR, type Builder } from './define.mts';
import { CITIES } from './people.mts';

/** Every charge point has two EVSEs, every EVSE one connector: ids can be computed from each other. */
export const EVSES_PER_CHARGE_POINT = 2;

const PLACES = ['Car Park', 'Shopping Centre', 'Station', 'Business Park', 'Hotel', 'Library', 'Sports Hall', 'Depot'];
const VENDORS = ['Voltwerk', 'Nordlader', 'Ampelo', 'Elektra'];
const MODELS = [
	{ name: 'Wall 11', power: 11, current: 'ac' },
	{ name: 'Post 22', power: 22, current: 'ac' },
	{ name: 'Twin 22', power: 22, current: 'ac' },
	{ name: 'Fast 60', power: 60, current: 'dc' },
	{ name: 'Home 7', power: 7, current: 'ac' },
	{ name: 'Hub 150', power: 150, current: 'dc' },
	{ name: 'Street 22', power: 22, current: 'ac' },
	{ name: 'Rapid 350', power: 350, current: 'dc' },
];
/** Most chargers are AC posts; every sixth is DC. */
const modelIndexOf = (chargePointIndex: number) =>
	chargePointIndex % 6 === 5 ? [3, 5, 7][chargePointIndex % 3] : [1, 2, 6, 0, 4][chargePointIndex % 5];

const NETWORK_STATES = [
	'available',
	'available',
	'available',
	'available',
	'available',
	'available',
	'available',
	'available',
	'temporarily_unavailable',
	'long-term_unavailable',
];
const EVSE_STATES = [
	'available',
	'available',
	'available',
	'available',
	'available',
	'available',
	'available',
	'preparing',
	'faulted',
	'unavailable',
];
const ERRORS: Record<string, string> = { faulted: 'GroundFailure' };

/** The newest sessions are still running. */
export const RUNNING_SESSIONS = 12;
/** The place of the EVSE the n-th running session charges at; each has its own, on a charge point that is in use. */
export const evseOfRunning = (running: number, evses: number) => (41 + running * 8) % Math.max(1, evses);

export function defineSites(world: Builder): void {
	world.define('charge-point-vendors', 21, VENDORS.length, (_random, index) => ({
		name: VENDORS[index % VENDORS.length],
	}));
	world.define('charge-point-models', 31, MODELS.length, (_random, index) => ({
		name: MODELS[index % MODELS.length].name,
		vendorId: world.idAt('charge-point-vendors', index),
		defaultPhoto: null,
		userManual: null,
	}));
	world.define('firmware-versions', 41, 6, (random, index) => ({
		firmwareVersion: `${1 + (index >> 1)}.${random.integer(0, 9)}.${random.integer(0, 20)}`,
		details: 'Maintenance release',
		chargePointVendorId: world.idAt('charge-point-vendors', index),
		fileUrl: `https://firmware.example/${index + 1}.bin`,
		models: [world.idAt('charge-point-models', index)],
	}));

	world.define('locations', 1001, 40, (random, index) => {
		const place = CITIES[index % CITIES.length];
		const street = `${random.pick(place.streets)} ${random.integer(1, 180)}`;
		return {
			name: english(`${place.city} ${PLACES[(index >> 3) % PLACES.length]}`),
			externalId: `SITE-${String(index + 1).padStart(3, '0')}`,
			description: english('Open to the public'),
			shortDescription: [],
			additionalDescription: [],
			geoposition: {
				latitude: place.latitude + random.integer(-400, 400) / 10_000,
				longitude: place.longitude + random.integer(-400, 400) / 10_000,
			},
			address: english(street),
			streetAddress: english(street),
			city: place.city,
			region: null,
			country: place.country,
			postCode: place.postCode,
			timezone: place.timezone,
			parkingType: random.pick(['PARKING_GARAGE', 'PARKING_LOT', 'ON_STREET']),
			accessMethods: ['OPEN'],
			facilities: random.chance(0.5) ? ['CAFE'] : [],
			locationImage: null,
			images: [],
			workingHours: {
				isAlwaysOpen: true,
				stopSessionOutsideWorkingHours: false,
				alwaysOpenForUserGroupIds: [],
				hours: null,
			},
			roaming: {},
			tags: random.chance(0.3) ? ['pilot'] : [],
			externalAppData: null,
			status: 'enabled',
		};
	});
	world.define('charging-zones', 1201, 40, (_random, index) => ({
		name: 'Main zone',
		locationId: world.idAt('locations', index),
		status: 'enabled',
		additionalInfo: { enabled: false, title: [], description: [] },
	}));
	world.define('parking-spaces', 1301, 60, (random, index) => ({
		label: `P${index + 1}`,
		locationId: world.idAt('locations', index),
		externalId: null,
		status: 'enabled',
		occupancyStatus: random.pick(['unknown', 'available', 'occupied']),
		disabilitiesAccessible: index % 10 === 0,
		evses: index % 3 === 0 ? [4001 + index] : [],
	}));

	defineChargePoints(world);

	world.define('downtime-period-notices', 51, 4, (_random, index) => ({
		type: index % 2 === 0 ? 'downtime' : 'exempt',
		notice: ['Grid outage', 'Planned maintenance', 'Waiting for parts', 'Road works'][index % 4],
		description: '',
	}));
	const downtime = (random: Random, index: number) => {
		const startedAt = world.past(random, 300);
		return {
			startedAt,
			endedAt:
				index % 20 === 0
					? null
					: world.at(Date.parse(startedAt) - world.tenant.worldStart + random.integer(1, 40) * HOUR),
			entryMode: index % 3 === 0 ? 'manual' : 'automatic',
			noticeId: world.idAt('downtime-period-notices', index),
			type: index % 2 === 0 ? 'downtime' : 'exempt',
			statuses: { system: 'enabled', network: 'temporarily unavailable', hardware: null },
			createdAt: startedAt,
		};
	};
	world.define('charge-point-downtime-periods', 52_001, 200, (random, index) => ({
		chargePointId: world.idAt('charge-points', index * 7),
		locationId: world.idAt('locations', index * 7),
		...downtime(random, index),
	}));
	world.define('evse-downtime-periods', 53_001, 200, (random, index) => ({
		evseId: world.idAt('evses', index * 5),
		chargePointId: world.idAt('charge-points', Math.floor((index * 5) / EVSES_PER_CHARGE_POINT)),
		locationId: world.idAt('locations', Math.floor((index * 5) / EVSES_PER_CHARGE_POINT)),
		...downtime(random, index),
	}));
	world.define('security-events', 54_001, 80, (random, index) => ({
		chargePoint: world.idAt('charge-points', index * 3),
		type: random.pick([
			'FirmwareUpdated',
			'SettingSystemTime',
			'StartupOfTheDevice',
			'ResetOrReboot',
			'TamperDetectionActivated',
		]),
		techInfo: '',
		timestamp: world.past(random, 200),
	}));
	world.define('vendor-error-codes', 61, 12, (random, index) => ({
		vendorId: VENDORS[index % VENDORS.length],
		errorCode: `E${100 + index}`,
		errorCodeDescription: random.pick(['Contactor welded', 'Over temperature', 'Communication lost']),
		errorCodeCustomerAction: 'Please use another charger',
	}));
	world.define('templates', 81, 3, (_random, index) => ({
		name: `Template ${index + 1}`,
		evses: [],
		subscriptionPlanIds: [],
	}));
	world.define('configuration-templates', 91, 4, (_random, index) => ({
		name: index % 2 === 0 ? `Standard 1.6 (${index + 1})` : `Standard 2.0.1 (${index + 1})`,
		ocppVersion: index % 2 === 0 ? 'ocpp 1.6' : 'ocpp 2.0.1',
	}));
	world.define('configuration-template-variables', 92_001, 16, (_random, index) => {
		const templateId = world.idAt('configuration-templates', index);
		return index % 2 === 0
			? { templateId, keyName: ['HeartbeatInterval', 'MeterValueSampleInterval'][(index >> 1) % 2], value: '60' }
			: {
					templateId,
					component: 'SampledDataCtrlr',
					variableName: 'TxUpdatedInterval',
					variableType: 'Actual',
					value: '60',
					variableInstance: null,
					componentInstance: null,
					evseId: null,
					connectorId: null,
				};
	});
	world.define('charge-point-shares', 93_001, 40, (random, index) => ({
		chargePointId: world.idAt('charge-points', index),
		userId: world.idAt('users', index),
		sharedOn: world.past(random, 100),
	}));
	world.define('installer-jobs', 94_001, 30, (random, index) => ({
		status: ['new', 'in_progress', 'completed', 'failed'][index % 4],
		installationAndMaintenanceCompanyId: 1 + (index % 3),
		locationId: world.idAt('locations', index),
		installerAdminId: 5 + (index % 4),
		pin: random.text(4, '0123456789'),
		description: 'Install and commission',
		outcomeDetails: '',
		chargePointIds: [world.idAt('charge-points', index)],
	}));
	world.define('provisioning-certificates', 95_001, 10, (random, index) => ({
		pcId: random.text(18),
		name: `Vehicle ${index + 1}`,
		vehicleType: index % 2 === 0 ? 'company' : 'private',
		userId: world.idAt('users', index),
		idTags: [],
	}));
}

function defineChargePoints(world: Builder): void {
	world.define('charge-points', 2001, 300, (random, index, id) => {
		const model = modelIndexOf(index);
		const isPersonal = MODELS[model].name.startsWith('Home');
		const createdAt = world.at(-random.integer(425, 700) * DAY);
		const place = CITIES[(index % 40) % CITIES.length];
		return {
			name: `${place.city} ${MODELS[model].name} ${index + 1}`,
			type: isPersonal ? 'personal' : 'public',
			pin: '',
			locationId: world.idAt('locations', index),
			chargingZoneId: null,
			electricityRateId: world.idAt('electricity-rates', index),
			subscription: { required: false, planIds: [] },
			networkType: 'cellular',
			status: index % 37 === 12 ? 'out of order' : 'enabled',
			managedByOperator: index % 20 !== 9,
			externalId: `CP-${id}`,
			network: {
				id: `NET-${String(index + 1).padStart(6, '0')}`,
				protocol: index % 4 === 3 ? 'ocpp 2.0.1' : 'ocpp 1.6',
				password: '',
				ip: '',
				port: 0,
			},
			capabilities: ['remote_start_stop_capable', 'meter_values'],
			autoStartWithoutAuthorization: false,
			disableAutoStartEmulation: false,
			security: { desiredProfile: 1, currentProfile: 1, hardwareEnabledProfile: 2, desiredProfileStatus: 'applied' },
			modelId: world.idAt('charge-point-models', model),
			enableAutoFaultRecovery: false,
			user: { id: isPersonal ? world.idAt('users', index) : null, automaticFirmwareUpdatesEnabled: true },
			partner:
				index % 3 === 0 && world.size('partners') > 0
					? {
							id: world.idAt('partners', index / 3),
							contractId: world.idAt('partner-contracts', index / 3),
							corporateBillingAsDefault: false,
							accessType: 'public_view_private_use',
							notice: [],
						}
					: {},
			utilityId: null,
			firstContactAt: createdAt.slice(0, 10),
			chargingProfile: null,
			displayTariffAndCosts: false,
			lastBootNotification: {
				model: MODELS[model].name,
				vendor: VENDORS[model % VENDORS.length],
				chargeBoxSerialNumber: `SN${100_000 + index}`,
				chargePointSerialNumber: `SN${100_000 + index}`,
				firmwareVersion: '1.4.2',
				iccid: null,
				imsi: null,
				meterSerialNumber: null,
				meterType: null,
				lastUpdatedAt: createdAt,
			},
			networkStatus: NETWORK_STATES[random.integer(0, 9)],
			hardwareStatus: 'available',
			vendorErrorCode: '',
			tags: index % 10 === 0 ? ['pilot'] : [],
			sharingCode: random.text(8),
			noticeId: null,
			usesRenewableEnergy: index % 2 === 0,
			communicationMode: 'direct_ocpp',
			sharedPartners: [],
			createdAt,
			lastUpdatedAt: createdAt,
		};
	});
	world.define('evses', 4001, 300 * EVSES_PER_CHARGE_POINT, (random, index) => {
		const chargePointIndex = Math.floor(index / EVSES_PER_CHARGE_POINT);
		const { power, current } = MODELS[modelIndexOf(chargePointIndex)];
		const isCharging = Array.from({ length: RUNNING_SESSIONS }, (_, running) =>
			evseOfRunning(running, world.size('evses')),
		).includes(index);
		const hardwareStatus = isCharging ? 'charging' : EVSE_STATES[random.integer(0, 9)];
		const createdAt = world.at(-random.integer(420, 700) * DAY);
		return {
			chargePointId: world.idAt('charge-points', chargePointIndex),
			physicalReference: `EVSE-${String(index + 1).padStart(5, '0')}`,
			label: `Socket ${1 + (index % EVSES_PER_CHARGE_POINT)}`,
			currentType: current,
			networkId: String(1 + (index % EVSES_PER_CHARGE_POINT)),
			status: 'enabled',
			midMeterCertificationEndYear: 2030,
			tariffGroupId: world.idAt('tariff-groups', chargePointIndex),
			allowsReservation: index % 4 !== 0,
			bookingEnabled: index % 8 === 0,
			powerOptions: {
				maxPower: power * 1000,
				maxVoltage: current === 'ac' ? '230' : '400',
				maxAmperage: current === 'ac' ? 32 : 250,
				phases: 'three_phase',
				phaseRotation: 'RST',
				connectedPhase: null,
			},
			externalId: `EXT-EVSE-${index + 1}`,
			roaming: { evseId: null, tariffIds: [], capabilities: [], physicalReference: null, status: 'available' },
			hardwareStatus,
			errorCode: ERRORS[hardwareStatus] ?? 'NoError',
			chargingProfile: null,
			externalAppData: null,
			createdAt,
			lastUpdatedAt: createdAt,
		};
	});
	world.define('connectors', 6001, 300 * EVSES_PER_CHARGE_POINT, (_random, index) => {
		const isDc = MODELS[modelIndexOf(Math.floor(index / EVSES_PER_CHARGE_POINT))].current === 'dc';
		return {
			evseId: world.idAt('evses', index),
			type: isDc ? (index % 2 === 0 ? 'ccs2' : 'chademo') : 'type2',
			format: isDc ? 'cable' : 'socket',
			status: 'enabled',
		};
	});
}
