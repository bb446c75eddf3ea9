/** Charge points, EVSEs and connectors, with the flat forms of their deprecated versions. */
import { notFound, type Call } from '../call.mts';
import type { StoredRecord } from '../store.mts';
import type { Family } from './families.mts';
import { changed, sameText } from './forms.mts';

type Fields = Record<string, any>;

const chargePoint = { collection: 'charge-points', field: 'chargePointId' };
const evse = { collection: 'evses', field: 'evseId' };

export const evsesOf = (record: StoredRecord, { tenant }: Call) =>
	tenant.store.get('evses').filter((one) => one.chargePointId === record.id);
const isEmptyValue = (value: unknown) => value === undefined || value === null || value === '';

const chargePointFilters: Family['filters'] = {
	partnerId: (one, wanted) => sameText((one.partner as Fields)?.id, wanted),
	userId: (one, wanted) => sameText((one.user as Fields)?.id, wanted),
	networkId: (one, wanted) => sameText((one.network as Fields)?.id, wanted),
	chargePointNetworkId: (one, wanted) => sameText((one.network as Fields)?.id, wanted),
	accessType: (one, wanted) => one.type === wanted,
	desiredSecurityProfileStatus: (one, wanted) => (one.security as Fields)?.desiredProfileStatus === wanted,
	bootNotificationSerialNumber: (one, wanted) => (one.lastBootNotification as Fields)?.chargeBoxSerialNumber === wanted,
	chargePointBootNotificationSerialNumber: (one, wanted) =>
		(one.lastBootNotification as Fields)?.chargeBoxSerialNumber === wanted,
	tag: (one, wanted) => ((one.tags ?? []) as string[]).includes(wanted),
	vendorId: (one, wanted, { tenant }) =>
		sameText(tenant.store.get('charge-point-models').get(Number(one.modelId))?.vendorId, wanted),
	evseId: (one, wanted, { tenant }) => tenant.store.get('evses').get(wanted)?.chargePointId === one.id,
	evsePhysicalReference: (one, wanted, call) => evsesOf(one, call).some((own) => own.physicalReference === wanted),
	physicalReference: (one, wanted, call) => evsesOf(one, call).some((own) => own.physicalReference === wanted),
	evseExternalId: (one, wanted, call) => evsesOf(one, call).some((own) => own.externalId === wanted),
	circuitId: (one, wanted, { tenant }) =>
		((tenant.store.get('circuits').get(wanted)?.chargePoints ?? []) as Array<{ id: number }>).some(
			(own) => own.id === one.id,
		),
	subOperatorId: (one, wanted, { tenant }) =>
		((tenant.store.get('sub-operators').get(wanted)?.partnerIds ?? []) as number[]).includes(
			(one.partner as Fields)?.id,
		),
	roaming: (one, wanted) => (one.communicationMode === 'roaming') === (String(wanted) === 'true'),
	roamingOperatorIds: (one, wanted: unknown[]) => wanted.some((id) => one.roamingOperatorId === id),
};

/** The deprecated, flat form of a charge point; what has the same name in both needs no mention. */
function flatChargePoint(record: StoredRecord, call: Call): Fields {
	const own: Fields = record;
	return {
		...own,
		evses: evsesOf(record, call),
		accessType: own.type,
		networkId: own.network?.id,
		networkProtocol: own.network?.protocol ?? 'ocpp 1.6',
		networkPassword: own.network?.password,
		networkIp: own.network?.ip,
		networkPort: own.network?.port,
		status: own.status === 'enabled' ? 'active' : own.status,
		plugAndCharge: own.autoStartWithoutAuthorization,
		autoFaultRecovery: own.enableAutoFaultRecovery,
		currentSecurityProfile: own.security?.currentProfile,
		hardwareEnabledSecurityProfile: own.security?.hardwareEnabledProfile,
		// v1.0 knows profiles up to 2 only.
		desiredSecurityProfile: own.security?.desiredProfile > 2 ? null : own.security?.desiredProfile,
		desiredSecurityProfileStatus: own.security?.desiredProfileStatus,
		ownerPartnerId: own.partner?.id,
		ownerPartnerContractId: own.partner?.contractId,
		partnerAccessType: own.partner?.accessType,
		partnerCorporateBillingAsDefault: own.partner?.corporateBillingAsDefault,
		ownerUserId: own.user?.id,
		notice: null,
	};
}

/** Moves flat fields into the objects the newest version keeps them in. */
function nest(fields: Fields, moves: Record<string, [object: string, name: string]>): Fields {
	const nested: Fields = {};
	for (const [name, value] of Object.entries(fields)) {
		const move = moves[name];
		if (move) nested[move[0]] = { ...nested[move[0]], [move[1]]: value };
		else nested[name] = value;
	}
	return nested;
}

function takeFlatChargePoint({ accessType, status, plugAndCharge, evses: _evses, ...fields }: Fields): Fields {
	return {
		...nest(fields, {
			networkId: ['network', 'id'],
			networkProtocol: ['network', 'protocol'],
			networkPassword: ['network', 'password'],
			networkIp: ['network', 'ip'],
			networkPort: ['network', 'port'],
			desiredSecurityProfile: ['security', 'desiredProfile'],
			ownerPartnerId: ['partner', 'id'],
			ownerPartnerContractId: ['partner', 'contractId'],
			partnerAccessType: ['partner', 'accessType'],
			partnerCorporateBillingAsDefault: ['partner', 'corporateBillingAsDefault'],
		}),
		...(accessType !== undefined && { type: accessType }),
		...(status !== undefined && { status: status === 'active' ? 'enabled' : status }),
		...(plugAndCharge !== undefined && { autoStartWithoutAuthorization: plugAndCharge }),
	};
}

const newChargePoint = (fields: Fields): Fields => ({
	network: { id: null, protocol: 'ocpp 1.6', ...fields.network },
	security: { desiredProfile: 0, currentProfile: 0, desiredProfileStatus: 'pending', ...fields.security },
	networkStatus: 'never_connected',
	communicationMode: 'direct_ocpp',
	capabilities: fields.capabilities ?? [],
	autoStartWithoutAuthorization: fields.autoStartWithoutAuthorization ?? false,
	disableAutoStartEmulation: fields.disableAutoStartEmulation ?? false,
	enableAutoFaultRecovery: fields.enableAutoFaultRecovery ?? false,
	sharedPartners: [],
	tags: fields.tags ?? [],
});

const newEvse = (fields: Fields): Fields => ({
	hardwareStatus: null,
	errorCode: 'NoError',
	roaming: { evseId: null, tariffIds: [], capabilities: [], physicalReference: null, status: 'unknown' },
	allowsReservation: fields.allowsReservation ?? true,
	chargingProfile: null,
});

export const evseFamily: Family = {
	collection: 'evses',
	show: (record, { tenant }) => ({
		...record,
		connectors: tenant.store.get('connectors').filter((one) => one.evseId === record.id),
	}),
	create: newEvse,
	filters: {
		roaming: (record, wanted) => (record.roamingOperatorId !== undefined) === wanted,
		hasTariffGroup: (record, wanted) => !isEmptyValue(record.tariffGroupId) === wanted,
		hasRoamingTariffIds: (record, wanted) => (record.roaming as Fields)?.tariffIds?.length > 0 === wanted,
		roamingOperatorIds: (record, wanted: unknown[]) => wanted.some((id) => record.roamingOperatorId === id),
		evseStatus: (record, wanted) => (record.status === 'enabled' ? 'active' : record.status) === wanted,
		evseType: (record, wanted) => record.currentType === wanted,
		connectorId: (record, wanted, { tenant }) => tenant.store.get('connectors').get(wanted)?.evseId === record.id,
		partnerId: (record, wanted, { tenant }) =>
			sameText((tenant.store.get('charge-points').get(Number(record.chargePointId))?.partner as Fields)?.id, wanted),
		roamingPlatformId: () => false,
		parkingSpaceId: (record, wanted, { tenant }) =>
			((tenant.store.get('parking-spaces').get(wanted)?.evses ?? []) as number[]).includes(record.id),
	},
	versions: {
		'v2.0': {
			// The deprecated list; the nested collection under charge points v2.0 has the newest form and does not come here.
			show: (record: Fields, call) =>
				call.operation.path.startsWith('/public-api/resources/evses/')
					? {
							...record,
							type: record.currentType,
							status: record.status === 'enabled' ? 'active' : record.status,
							maxPowerKw: record.powerOptions?.maxPower ? record.powerOptions.maxPower / 1000 : null,
							maxVoltage: record.powerOptions?.maxVoltage ?? '230',
							maxAmperage: record.powerOptions?.maxAmperage,
							phases: record.powerOptions?.phases,
							phaseRotation: record.powerOptions?.phaseRotation,
							connectors: record.connectors.map((one: Fields) => ({
								...one,
								status: one.status === 'enabled' ? 'active' : one.status,
							})),
						}
					: record,
			take: ({ type, status, maxPowerKw, ...fields }: Fields, call) => {
				if (!call.operation.path.startsWith('/public-api/resources/evses/')) {
					return { ...fields, ...(type !== undefined && { type }), ...(status !== undefined && { status }) };
				}
				const nested = nest(fields, {
					maxVoltage: ['powerOptions', 'maxVoltage'],
					maxAmperage: ['powerOptions', 'maxAmperage'],
					phases: ['powerOptions', 'phases'],
					phaseRotation: ['powerOptions', 'phaseRotation'],
				});
				return {
					...nested,
					currentType: type,
					status: status === 'active' ? 'enabled' : status,
					powerOptions: { ...nested.powerOptions, maxPower: isEmptyValue(maxPowerKw) ? null : maxPowerKw * 1000 },
				};
			},
		},
	},
	...changed('evse.changed', 'evseId'),
};

export const chargePoints: Record<string, Family> = {
	'resources/charge-points': {
		collection: 'charge-points',
		filters: chargePointFilters,
		create: newChargePoint,
		versions: { 'v1.0': { show: flatChargePoint, take: takeFlatChargePoint } },
		removed: (record, call) => {
			for (const own of evsesOf(record, call)) call.tenant.store.get('evses').remove(own.id);
			call.tenant.notifyChange('chargePoint.changed', 'chargePointId', record, 'deleted');
		},
		created: changed('chargePoint.changed', 'chargePointId').created,
		updated: changed('chargePoint.changed', 'chargePointId').updated,
	},
	'resources/evses': evseFamily,
	'resources/charge-points/*/evses': { ...evseFamily, parents: [chargePoint] },
	'resources/charge-points/*/evses/*/connectors': {
		collection: 'connectors',
		parents: [chargePoint, evse],
		create: (fields) => ({ status: fields.status ?? 'enabled', format: fields.format ?? 'cable' }),
	},
	'resources/charge-points/*/shares': {
		collection: 'charge-point-shares',
		parents: [chargePoint],
		create: (_fields, { tenant }) => ({ sharedOn: tenant.clock.iso() }),
	},
};

/** An EVSE by the number it has within its charge point, which these actions take in place of its id. */
export function evseByNetworkId(call: Call, chargePoint: StoredRecord, networkId: string): StoredRecord {
	const found = call.tenant.store
		.get('evses')
		.find((one) => one.chargePointId === chargePoint.id && String(one.networkId) === networkId);
	if (!found) throw notFound('The EVSE');
	return found;
}
