/** What charge points and their EVSEs report and can be told: configuration, status logs, actions. */
import { answerList, answerOf, recordOf } from '../answers.mts';
import { invalidField, notFound, type Answer, type Call, type Handler } from '../call.mts';
import { parseMoment } from '../clock.mts';
import { Random } from '../random.mts';
import type { StoredRecord } from '../store.mts';
import type { Tenant } from '../tenant.mts';
import { DAY, HOUR } from '../world/define.mts';
import { chargePoints, evseByNetworkId, evseFamily, evsesOf } from './chargePoints.mts';
import { sameText } from './forms.mts';
import { sites } from './sites.mts';

type Fields = Record<string, any>;

/** Configuration keys every charge point is taken to have. */
const KEYS: Record<string, string> = {
	HeartbeatInterval: '300',
	MeterValueSampleInterval: '60',
	ConnectionTimeOut: '120',
	LocalAuthorizeOffline: 'true',
	StopTransactionOnEVSideDisconnect: 'true',
};

function configurationOf(record: StoredRecord): Array<{ name: string; value: string; readonly: boolean }> {
	const own = (record.configuration ?? {}) as Record<string, string>;
	return Object.entries({ ...KEYS, ...own }).map(([name, value]) => ({ name, value, readonly: false }));
}

const chargePointOf = (call: Call) => recordOf(call, chargePoints['resources/charge-points']);

const shownKey = (call: Call, record: StoredRecord, key: { name: string; value: string; readonly: boolean }) => ({
	key: call.operation.version === 'v1.0' ? key.name : { name: key.name, value: key.value },
	value: key.value,
	readonly: key.readonly,
	required: false,
	timestamp: record.lastUpdatedAt,
	lastUpdatedAt: record.lastUpdatedAt,
});

const listConfiguration: Handler = (call) => {
	const record = chargePointOf(call);
	const { name, instance, componentName, evseId } = (call.query.filter ?? {}) as Fields;
	const keys = configurationOf(record).filter(
		(key) =>
			(name === undefined || key.name === name) && [instance, componentName, evseId].every((one) => one === undefined),
	);
	return answerList(
		call,
		keys.map((key, index) => ({ ...shownKey(call, record, key), id: index + 1 })),
	);
};

const readKey: Handler = (call) => {
	const record = chargePointOf(call);
	const key = configurationOf(record).find((one) => one.name === call.ids[1]);
	if (!key) throw notFound('The configuration key');
	return answerOf(call, shownKey(call, record, key));
};

const writeKey: Handler = (call) => {
	const record = chargePointOf(call);
	if (!configurationOf(record).some((one) => one.name === call.ids[1])) throw notFound('The configuration key');
	if (call.body?.value !== undefined)
		record.configuration = { ...(record.configuration as object), [call.ids[1]]: call.body.value };
	return readKey(call);
};

/** How far back the made-up part of a status log goes. */
const LOG_DAYS = 60;

type StatusField = 'hardwareStatus' | 'networkStatus';

interface StatusChange {
	status: string;
	timestamp: string;
	errorCode: string;
}

/** Sets a status and writes it down for the log. */
function recordStatus(
	tenant: Tenant,
	record: StoredRecord,
	field: StatusField,
	status: string,
	errorCode = 'NoError',
): void {
	record[`${field}BeforeLog`] ??= record[field] ?? null;
	record[field] = status;
	record[`${field}Log`] = [...changesOf(record, field), { status, timestamp: tenant.clock.iso(), errorCode }];
}

const changesOf = (record: StoredRecord, field: StatusField) => (record[`${field}Log`] ?? []) as StatusChange[];

/**
 * The statuses an EVSE or charge point went through, newest last: made up until the world begins, with up to three short
 * breaks, and true from then on.
 */
function statusLog({ tenant }: Pick<Call, 'tenant'>, record: StoredRecord, field: StatusField): StoredRecord[] {
	const down = field === 'networkStatus' ? 'temporarily_unavailable' : 'faulted';
	const random = new Random(tenant.settings.seed, 'status log', field, record.id);
	const begin = tenant.worldStart - LOG_DAYS * DAY;
	const breaks = Array.from({ length: random.integer(0, 3) }, (_, index) => {
		const from = begin + (index * 19 + random.integer(1, 18)) * DAY + random.integer(0, 86_399) * 1000;
		return [
			{
				status: down,
				timestamp: tenant.clock.iso(from),
				errorCode: field === 'hardwareStatus' ? 'InternalError' : 'NoError',
			},
			{
				status: 'available',
				timestamp: tenant.clock.iso(from + random.integer(5, 600) * 60_000),
				errorCode: 'NoError',
			},
		];
	});
	const atStart = String(record[`${field}BeforeLog`] ?? record[field] ?? 'available');
	const errorCode = atStart === 'faulted' ? String(record.errorCode ?? 'InternalError') : 'NoError';
	return [
		{ status: 'available', timestamp: tenant.clock.iso(begin), errorCode: 'NoError' },
		...breaks.flat(),
		{ status: atStart, timestamp: tenant.clock.iso(tenant.worldStart - HOUR), errorCode },
		...changesOf(record, field),
	].map((change, index) => ({ id: index + 1, ...change }));
}

const hardwareLog = (call: Call, record: StoredRecord) => statusLog(call, record, 'hardwareStatus');
const networkLog = (call: Call, record: StoredRecord) => statusLog(call, record, 'networkStatus');

const withinDates = (call: Call, log: StoredRecord[]) => {
	const { createdAfter, createdBefore } = (call.query.filter ?? {}) as Record<string, string>;
	return log.filter(
		(entry) =>
			(createdAfter === undefined || Date.parse(String(entry.timestamp)) >= parseMoment(createdAfter)) &&
			(createdBefore === undefined || Date.parse(String(entry.timestamp)) <= parseMoment(createdBefore)),
	);
};

const ofEvse = (call: Call) => recordOf(call, evseFamily);
const latest = (call: Call, log: StoredRecord[]): Answer => answerOf(call, log.at(-1)!);

const shared = (record: StoredRecord) => (record.sharedPartners ?? []) as Array<{ id: number; sharedAt: string }>;

const acceptMany = (call: Call, collection: string, ids: number[], field: string) => {
	for (const id of ids)
		if (!call.tenant.store.get(collection).get(id)) throw invalidField(field, `names ${id}, which does not exist`);
};

export const hardwareHandlers: Record<string, Handler> = {
	'GET resources/charge-points/*/status': (call) => {
		const record = chargePointOf(call);
		return answerOf(call, { ...record, evses: evsesOf(record, call) });
	},
	'GET resources/charge-points/*/configurations': listConfiguration,
	'GET resources/charge-points/*/configurations/*': readKey,
	'PATCH resources/charge-points/*/configurations/*': writeKey,
	'GET resources/charge-points/*/hardware-status-logs': (call) =>
		answerList(call, withinDates(call, hardwareLog(call, chargePointOf(call)))),
	'GET resources/charge-points/*/latest-hardware-status-log': (call) =>
		latest(call, hardwareLog(call, chargePointOf(call))),
	'GET resources/charge-points/*/network-status-logs': (call) =>
		answerList(call, withinDates(call, networkLog(call, chargePointOf(call)))),
	'GET resources/charge-points/*/latest-network-status-log': (call) =>
		latest(call, networkLog(call, chargePointOf(call))),
	'GET resources/evses/*/hardware-status-logs': (call) =>
		answerList(call, withinDates(call, hardwareLog(call, ofEvse(call)))),
	'GET resources/evses/*/latest-hardware-status-log': (call) => latest(call, hardwareLog(call, ofEvse(call))),
	'GET resources/charge-points/*/shared-partners': (call) => answerList(call, shared(chargePointOf(call))),
	'PUT resources/charge-points/*/shared-partners': (call) => {
		const record = chargePointOf(call);
		acceptMany(call, 'partners', call.body.partnerIds, 'partnerIds');
		const sharedAt = call.tenant.clock.iso();
		record.sharedPartners = call.body.partnerIds.map(
			(id: number) => shared(record).find((own) => own.id === id) ?? { id, sharedAt },
		);
		return { status: 204 };
	},
	'GET resources/charge-points/*/available-personal-smart-charging-modes': (call) => {
		chargePointOf(call);
		const defaults = { start_time: '23:00', end_time: '06:00' };
		return answerList(call, [
			{
				id: 1,
				name: 'Schedule',
				integrationId: null,
				type: 'user_controlled_schedule',
				defaults,
				startTime: '23:00',
				endTime: '06:00',
			},
		]);
	},
	'GET resources/charge-points/*/personal-smart-charging-preferences': (call) => {
		const record = chargePointOf(call);
		const unset = {
			enabled: false,
			type: 'user_controlled_schedule',
			preferences: { startTime: '23:00', endTime: '06:00' },
		};
		return { status: 200, body: { data: record.personalSmartChargingPreferences ?? unset } };
	},
	'POST resources/charge-points/*/personal-smart-charging-preferences': (call) => {
		const record = chargePointOf(call);
		record.personalSmartChargingPreferences = call.body;
		return { status: 201, body: { data: call.body } };
	},
	'POST resources/charge-points/*/smart-charging': (call) => {
		const record = chargePointOf(call);
		record.smartCharging = call.body;
		return { status: 201, body: { data: call.body } };
	},
	'GET resources/firmware-versions/*/attached-models': (call) => {
		const record = recordOf(call, sites['resources/firmware-versions']);
		const models = (record.models ?? []) as number[];
		const answer = answerList(
			call,
			models.map((id) => ({ id })),
		);
		(answer.body as Fields).data = (answer.body as Fields).data.map((_: unknown, index: number) => models[index]);
		return answer;
	},

	'POST actions/charge-point/*/change-availability': (call) => {
		const record = chargePointOf(call);
		const { evseNetworkId, type } = call.body;
		const own = evsesOf(record, call).filter(
			(one) => evseNetworkId === undefined || evseNetworkId === 0 || sameText(one.networkId, evseNetworkId),
		);
		if (own.length === 0) throw invalidField('evseNetworkId', 'is not an EVSE of this charge point');
		// An EVSE that is charging changes when its session ends: the API then answers 204 instead of 202.
		const busy = own.some((one) => one.hardwareStatus === 'charging');
		for (const one of own) {
			if (one.hardwareStatus === 'charging') one.availabilityAfterSession = type;
			else setHardwareStatus(call, one, type === 'Operative' ? 'available' : 'unavailable');
		}
		return { status: busy ? 204 : 202 };
	},
	'POST actions/charge-point/*/change-owner': (call) => {
		const record = chargePointOf(call);
		const userId = call.body?.userId ?? null;
		if (userId !== null) acceptMany(call, 'users', [userId], 'userId');
		record.user = { ...(record.user as object), id: userId };
		return { status: 202 };
	},
	'POST actions/charge-point/*/move-evses-to-satellite': (call) => {
		chargePointOf(call);
		acceptMany(call, 'charge-points', [call.body.satelliteChargePointId], 'satelliteChargePointId');
		acceptMany(call, 'evses', call.body.evseIds, 'evseIds');
		for (const id of call.body.evseIds)
			call.tenant.store.get('evses').get(id)!.chargePointId = call.body.satelliteChargePointId;
		return { status: 202 };
	},
	'POST actions/charge-point/*/change-sharing-code': (call) => {
		chargePointOf(call).sharingCode = call.body?.sharingCode ?? call.tenant.random('sharing codes').text(8);
		return { status: 202 };
	},
	'POST actions/charge-point/*/set-configuration': (call) => {
		const record = chargePointOf(call);
		record.configuration = { ...(record.configuration as object), [call.body.name]: call.body.value };
		return { status: 202 };
	},
	'POST actions/charge-point/*/set-security-profile': (call) => {
		const record = chargePointOf(call);
		const profile = Number(call.body.setSecurityProfile);
		record.security = {
			...(record.security as object),
			desiredProfile: profile,
			currentProfile: profile,
			desiredProfileStatus: 'applied',
		};
		return { status: 202, body: { success: true } };
	},
	'POST actions/charge-point/*/reset-security-profile': (call) => {
		const record = chargePointOf(call);
		record.security = {
			...(record.security as object),
			desiredProfile: 0,
			currentProfile: 0,
			desiredProfileStatus: 'applied',
		};
		return { status: 202 };
	},
	'POST actions/charge-point/*/set-charging-profile/*': (call) => {
		const record = chargePointOf(call);
		const own = evsesOf(record, call).find((one) => sameText(one.networkId, call.ids[1]));
		if (!own && call.ids[1] !== '0') throw notFound('The EVSE');
		const id = call.tenant.nextNumber('charging profiles');
		const { chargingSchedule, chargingProfilePurpose, ...profile } = call.body;
		const chargingProfile = {
			id,
			minChargingRate: chargingSchedule.minChargingRate ?? null,
			schedulePeriods: chargingSchedule.chargingSchedulePeriod,
			scheduleStart: chargingSchedule.startSchedule ?? null,
			chargingRateUnit: chargingSchedule.chargingRateUnit,
			chargingCompleteAt: null,
			purpose: chargingProfilePurpose,
			recurrencyKind: null,
			validTo: null,
			validFrom: null,
			duration: chargingSchedule.duration ?? null,
			...profile,
		};
		(own ?? record).chargingProfile = chargingProfile;
		call.tenant.notify('chargingProfile.applied', {
			chargePointId: record.id,
			evseId: own?.id ?? null,
			sessionId: null,
			chargingProfile,
			appliedAt: call.tenant.clock.iso(),
		});
		return { status: 202, body: { data: { id } } };
	},
	'POST actions/charge-point/*/clear-charging-profile': (call) => {
		const record = chargePointOf(call);
		record.chargingProfile = null;
		for (const own of evsesOf(record, call)) own.chargingProfile = null;
		return { status: 202 };
	},
	'POST actions/charge-point/*/reset/*': (call) => {
		const record = chargePointOf(call);
		call.tenant.notify('BootNotification', {
			chargePointId: record.id,
			timestamp: call.tenant.clock.iso(),
			bootNotification: bootOf(record),
		});
		return { status: 202, body: { success: true } };
	},
	'POST actions/charge-point/*/unlock/*': (call) => {
		const record = chargePointOf(call);
		const own = evseByNetworkId(call, record, call.ids[1]);
		if (own.hardwareStatus !== 'charging') setHardwareStatus(call, own, 'available');
		return { status: 202, body: { success: true } };
	},
	'POST actions/charge-point/*/disconnect': (call) => {
		const record = chargePointOf(call);
		setNetworkStatus(call, record, 'temporarily_unavailable');
		return { status: 202, body: { success: true } };
	},
	'POST actions/charge-point/*/get-diagnostics': (call) => {
		const record = chargePointOf(call);
		const requestId = call.tenant.nextNumber('requests');
		call.tenant.notify('DiagnosticsStatusNotification', {
			chargePointId: record.id,
			requestId,
			status: 'uploading',
			lastUpdatedAt: call.tenant.clock.iso(),
		});
		call.tenant.notify('DiagnosticsStatusNotification', {
			chargePointId: record.id,
			requestId,
			status: 'uploaded',
			lastUpdatedAt: call.tenant.clock.iso(),
		});
		return { status: 202, body: { success: true, requestId, fileName: `diagnostics-${record.id}-${requestId}.log` } };
	},
	'POST actions/charge-point/*/get-security-log': (call) => {
		const record = chargePointOf(call);
		const id = call.tenant.nextNumber('requests');
		return {
			status: 201,
			body: {
				data: {
					id,
					status: 'requested',
					file_name: `security-${record.id}-${id}.log`,
					logType: 'SecurityLog',
					chargePointId: record.id,
				},
			},
		};
	},
	'POST actions/charge-point/*/send-data-transfer': (call) => {
		const record = chargePointOf(call);
		const { vendorId, messageId, data } = call.body;
		call.tenant.notify('chargePoint.dataTransferReceived', {
			chargePointId: record.id,
			vendorId,
			messageId: messageId ?? '',
			data: data ?? '',
		});
		return { status: 200, body: { data: data ?? null, status: 'Accepted' } };
	},
	'POST actions/charge-point/*/sync-configuration': (call) => {
		const record = chargePointOf(call);
		const requestId = call.tenant.nextNumber('requests');
		const configuration = configurationOf(record).map((key) => ({
			key: key.name,
			value: key.value,
			readonly: false,
			required: false,
			timestamp: call.tenant.clock.iso(),
		}));
		call.tenant.notify('ChargePointSyncConfigurationNotification', {
			chargePointId: record.id,
			requestId,
			configuration,
		});
		return { status: 202, body: { success: true, requestId } };
	},
	'POST actions/charge-point/*/trigger-message': (call) => triggerMessage(call, chargePointOf(call)),
	'POST actions/evse/*/trigger-message': (call) => triggerMessage(call, ofEvse(call)),
	'POST actions/charge-point/*/update-firmware': (call) => {
		const record = chargePointOf(call);
		const { firmwareVersionId } = call.body;
		if (firmwareVersionId !== undefined)
			acceptMany(call, 'firmware-versions', [firmwareVersionId], 'firmwareVersionId');
		const version = call.tenant.store.get('firmware-versions').get(firmwareVersionId ?? 0)?.firmwareVersion;
		if (version) record.lastBootNotification = { ...(record.lastBootNotification as object), firmwareVersion: version };
		return { status: 202 };
	},
	'POST actions/charge-point/*/delete-certificate': (call) => accepted(call, chargePointOf(call)),
	'POST actions/charge-point/*/install-certificate': (call) => accepted(call, chargePointOf(call)),
	'POST actions/charge-point/*/sync-certificates': (call) => accepted(call, chargePointOf(call)),
	'POST actions/id-tag/*/reissue-emaid': (call) => accepted(call, recordOf(call, sites['resources/id-tags'])),
	'POST actions/provisioning-certificate/*/issue-emaid': (call) => {
		const record = recordOf(call, sites['resources/provisioning-certificates']);
		const tag = call.tenant.store.get('id-tags').insert({
			idTagUid: `EMAID${call.tenant.random('emaids').text(10)}`,
			type: 'emaid',
			status: 'enabled',
			userId: record.userId,
			createdAt: call.tenant.clock.iso(),
			lastUpdatedAt: call.tenant.clock.iso(),
		});
		record.idTags = [
			...((record.idTags ?? []) as object[]),
			{ id: tag.id, type: 'emaid', name: tag.idTagUid, status: 'active' },
		];
		return { status: 202 };
	},
	'POST actions/configuration-template/*/apply-to-charge-points': (call) => {
		const template = recordOf(call, sites['resources/configuration-templates']);
		const ids = (call.body?.chargePointIds ?? []) as number[];
		acceptMany(call, 'charge-points', ids, 'chargePointIds');
		const variables = call.tenant.store
			.get('configuration-template-variables')
			.filter((one) => one.templateId === template.id && one.keyName !== undefined);
		for (const id of ids) {
			const record = call.tenant.store.get('charge-points').get(id)!;
			record.configuration = {
				...(record.configuration as object),
				...Object.fromEntries(variables.map((one) => [one.keyName, one.value])),
			};
		}
		return { status: 202 };
	},
	'POST actions/configuration-template/*/insert-bulk-variables': (call) => {
		const template = recordOf(call, sites['resources/configuration-templates']);
		const now = call.tenant.clock.iso();
		for (const variable of call.body) {
			call.tenant.store
				.get('configuration-template-variables')
				.insert({ ...variable, templateId: template.id, createdAt: now, lastUpdatedAt: now });
		}
		return { status: 200 };
	},
	'POST actions/evse/bulk-assign-tariff-group': (call) => {
		const { filters = {}, tariffGroupId } = call.body as {
			filters?: Record<string, number[]>;
			tariffGroupId: number | null;
		};
		if (tariffGroupId !== null) acceptMany(call, 'tariff-groups', [tariffGroupId], 'tariffGroupId');
		const own = call.tenant.store.get('evses').filter((one) => {
			const above = call.tenant.store.get('charge-points').get(Number(one.chargePointId));
			const has = (list: number[] | undefined, id: unknown) => !list || list.includes(Number(id));
			return (
				has(filters.evseIds, one.id) &&
				has(filters.chargePointIds, one.chargePointId) &&
				has(filters.locationIds, above?.locationId) &&
				has(filters.partnerIds, (above?.partner as Fields)?.id) &&
				has(filters.tariffGroupIds, one.tariffGroupId)
			);
		});
		if (own.length > 1000) throw invalidField('filters', 'match more than 1000 EVSEs');
		for (const one of own) one.tariffGroupId = tariffGroupId;
		return { status: 202 };
	},
	'POST actions/installer-job/*/assign-charge-points': (call) => {
		const job = recordOf(call, sites['resources/installer-jobs']);
		const { chargePointIds, locationId, chargingZoneId } = call.body ?? {};
		if (chargePointIds) acceptMany(call, 'charge-points', chargePointIds, 'chargePointIds');
		if (locationId !== undefined) acceptMany(call, 'locations', [locationId], 'locationId');
		if (chargingZoneId !== undefined) acceptMany(call, 'charging-zones', [chargingZoneId], 'chargingZoneId');
		Object.assign(job, chargePointIds && { chargePointIds }, locationId && { locationId });
		sites['resources/installer-jobs'].updated!(job, call);
		return { status: 202 };
	},
	'POST actions/installer-job/*/change-status': (call) => {
		const job = recordOf(call, sites['resources/installer-jobs']);
		Object.assign(job, call.body, { lastUpdatedAt: call.tenant.clock.iso() });
		sites['resources/installer-jobs'].updated!(job, call);
		return { status: 202 };
	},
	'POST actions/parking-spaces/*/update-occupancy-status': (call) => {
		const space = recordOf(call, sites['resources/parking-spaces']);
		space.occupancyStatus = call.body.status;
		space.lastUpdatedAt = call.tenant.clock.iso();
		call.tenant.notify('parkingSpace.occupancyStatus.changed', {
			parkingSpaceId: space.id,
			occupancyStatus: call.body.status,
			lastUpdatedAt: space.lastUpdatedAt,
		});
		return { status: 202 };
	},
};

/** Accepted and journalled, with no effect that can be seen. */
const accepted = (_call: Call, _record: StoredRecord): Answer => ({ status: 202 });

function bootOf(record: StoredRecord): Fields {
	const boot = (record.lastBootNotification ?? {}) as Fields;
	return {
		model: boot.model ?? 'unknown',
		vendor: boot.vendor ?? 'unknown',
		charge_box_serial_number: boot.chargeBoxSerialNumber ?? null,
		firmware_version: boot.firmwareVersion ?? null,
	};
}

/** The charger sends what it was asked for: a boot or a status. */
function triggerMessage(call: Call, record: StoredRecord): Answer {
	const { tenant, body } = call;
	if (body.type === 'BootNotification')
		tenant.notify('BootNotification', {
			chargePointId: record.id,
			timestamp: tenant.clock.iso(),
			bootNotification: bootOf(record),
		});
	if (body.type === 'StatusNotification') {
		const own = record.chargePointId === undefined ? evsesOf(record, call) : [record];
		for (const one of own) tenant.notify('HardwareStatusNotification', hardwareStatusOf(one, tenant.clock.iso()));
	}
	return { status: 202 };
}

const hardwareStatusOf = (evse: StoredRecord, timestamp: string) => ({
	chargePointId: evse.chargePointId,
	evseId: evse.id,
	timestamp,
	hardwareStatus: evse.hardwareStatus,
	errorCode: evse.errorCode ?? 'NoError',
	info: null,
	vendorId: null,
	vendorErrorCode: null,
});

/** Changes what an EVSE reports, and tells subscribers when it is a change. */
export function setHardwareStatus({ tenant }: Pick<Call, 'tenant'>, evse: StoredRecord, status: string): void {
	if (evse.hardwareStatus === status) return;
	evse.errorCode = status === 'faulted' ? 'InternalError' : 'NoError';
	recordStatus(tenant, evse, 'hardwareStatus', status, String(evse.errorCode));
	tenant.notify('HardwareStatusNotification', hardwareStatusOf(evse, tenant.clock.iso()));
}

/** Changes whether a charge point is online, and tells subscribers, who get the status in words. */
export function setNetworkStatus({ tenant }: Pick<Call, 'tenant'>, chargePoint: StoredRecord, status: string): void {
	recordStatus(tenant, chargePoint, 'networkStatus', status);
	tenant.notify('NetworkStatusNotification', {
		chargePointId: chargePoint.id,
		timestamp: tenant.clock.iso(),
		networkStatus: status.replaceAll('_', ' '),
	});
}
