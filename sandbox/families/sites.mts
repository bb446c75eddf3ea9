/** Locations, models, tags, jobs and the other things that stand around charge points. */
import { invalidField, type Call } from '../call.mts';
import { compareMoments } from '../filters.mts';
import type { StoredRecord } from '../store.mts';
import type { Family } from './families.mts';
import { changed, fromLocaleMap, localeMap, sameText } from './forms.mts';

type Fields = Record<string, any>;

const location = { collection: 'locations', field: 'locationId' };
const isEmptyValue = (value: unknown) => value === undefined || value === null || value === '';

const publicChargePointsOf = (record: StoredRecord, { tenant }: Call) =>
	tenant.store.get('charge-points').filter((one) => one.locationId === record.id && one.type === 'public');

const TEXTS: Record<string, string> = {
	name: 'name',
	description: 'description',
	detailedDescription: 'shortDescription',
	additionalDescription: 'additionalDescription',
	address: 'address',
};

const locations: Family = {
	collection: 'locations',
	filters: {
		partnerId: (record, wanted, { tenant }) => {
			const partners = tenant.store
				.get('charge-points')
				.filter((one) => one.locationId === record.id)
				.map((one) => (one.partner as Fields)?.id);
			return wanted === null || wanted === 'null'
				? partners.every((id) => isEmptyValue(id))
				: partners.some((id) => sameText(id, wanted));
		},
		tag: (record, wanted) => ((record.tags ?? []) as string[]).includes(wanted),
	},
	show: (record, { tenant }) => ({
		...record,
		chargingZones: tenant.store.get('charging-zones').filter((one) => one.locationId === record.id),
	}),
	create: (fields) => ({
		status: 'enabled',
		address: fields.address ?? [],
		city: fields.city ?? null,
		tags: fields.tags ?? [],
	}),
	remove: (record, { tenant }) => {
		if (tenant.store.get('charge-points').find((one) => one.locationId === record.id)) {
			throw invalidField('location', 'still has charge points');
		}
	},
	versions: {
		'v1.0': {
			show: (record: Fields, call) => {
				const own = publicChargePointsOf(record as StoredRecord, call);
				return {
					...record,
					...Object.fromEntries(Object.entries(TEXTS).map(([old, name]) => [old, localeMap(record[name])])),
					status: record.status === 'enabled' ? 'active' : record.status,
					publicChargePoints: own.length,
					publicChargePointsIds: own.map((one) => one.id),
					region: record.region ?? '',
					postCode: record.postCode ?? '',
					city: record.city ?? '',
				};
			},
			take: ({ status, ...fields }: Fields) => ({
				...Object.fromEntries(
					Object.entries(fields).map(([name, value]) =>
						TEXTS[name] ? [TEXTS[name], fromLocaleMap(value)] : [name, value],
					),
				),
				...(status !== undefined && { status: status === 'active' ? 'enabled' : status }),
			}),
		},
	},
	created: (record, call) => notifyLocation(record, 'created', call),
	updated: (record, call) => notifyLocation(record, 'updated', call),
	removed: (record, call) => notifyLocation(record, 'deleted', call),
};

function notifyLocation(record: StoredRecord, action: string, call: Call): void {
	const location = locations.versions!['v1.0'].show!(record, call);
	call.tenant.notify('LocationChangedNotification', { location, action, lastUpdatedAt: call.tenant.clock.iso() });
}

const downtime = (of: 'chargePointId' | 'evseId'): Family => ({
	collection: of === 'evseId' ? 'evse-downtime-periods' : 'charge-point-downtime-periods',
	create: (fields, { tenant }) => {
		const own: Fields | undefined = tenant.store
			.get(of === 'evseId' ? 'evses' : 'charge-points')
			.get(fields[of] as number);
		const chargePointId = of === 'evseId' ? own?.chargePointId : fields.chargePointId;
		const above = tenant.store.get('charge-points').get(Number(chargePointId));
		return {
			chargePointId,
			locationId: above?.locationId ?? null,
			entryMode: 'manual',
			type: tenant.store.get('downtime-period-notices').get(Number(fields.noticeId))?.type ?? 'downtime',
			statuses: { system: 'enabled', network: 'available', hardware: null },
		};
	},
	filters: {
		stoppedBefore: (record, wanted) => record.endedAt !== null && compareMoments(String(record.endedAt), wanted) <= 0,
		durationLessThan: (record, wanted) => minutesOf(record) <= Number(wanted),
		durationGreaterThan: (record, wanted) => minutesOf(record) >= Number(wanted),
	},
});

const minutesOf = (period: StoredRecord) =>
	period.endedAt ? (Date.parse(String(period.endedAt)) - Date.parse(String(period.startedAt))) / 60_000 : Infinity;

const idTags: Family = {
	collection: 'id-tags',
	create: (fields, { tenant }) => {
		if (tenant.store.get('id-tags').find((one) => one.idTagUid === fields.idTagUid))
			throw invalidField('idTagUid', 'is already taken');
		return { type: fields.type ?? 'rfid' };
	},
	...changed('idTag.changed', 'idTagsId'),
};

const installerJobs: Family = {
	collection: 'installer-jobs',
	create: () => ({ status: 'new', chargePointIds: [] }),
	show: (record) => ({ ...record, chargePoints: ((record.chargePointIds ?? []) as number[]).map((id) => ({ id })) }),
	filters: { chargePointId: (record, wanted) => ((record.chargePointIds ?? []) as number[]).includes(wanted) },
	created: (record, { tenant }) => tenant.notify('installerJob.changed', { ...record, action: 'created' }),
	updated: (record, { tenant }) => tenant.notify('installerJob.changed', { ...record, action: 'updated' }),
};

export const sites: Record<string, Family> = {
	'resources/locations': locations,
	'resources/locations/*/charging-zones': { collection: 'charging-zones', parents: [location] },
	'resources/parking-spaces': {
		collection: 'parking-spaces',
		create: (fields) => ({
			status: fields.status ?? 'enabled',
			occupancyStatus: fields.occupancyStatus ?? 'unknown',
			disabilitiesAccessible: fields.disabilitiesAccessible ?? false,
		}),
		filters: { evseId: (record, wanted) => ((record.evses ?? []) as number[]).some((id) => sameText(id, wanted)) },
	},
	'resources/charge-point-vendors': { collection: 'charge-point-vendors' },
	'resources/cp-vendors': { collection: 'charge-point-vendors' },
	'resources/charge-point-models': { collection: 'charge-point-models' },
	'resources/cp-models': { collection: 'charge-point-models' },
	'resources/firmware-versions': {
		collection: 'firmware-versions',
		filters: {
			firmwareVersion: (record, wanted) => String(record.firmwareVersion).startsWith(wanted),
			vendorId: (record, wanted) => [wanted].flat().some((id) => sameText(record.chargePointVendorId, id)),
			modelId: (record, wanted) =>
				[wanted].flat().some((id) => ((record.models ?? []) as number[]).includes(Number(id))),
		},
	},
	'resources/charge-point-downtime-periods': downtime('chargePointId'),
	'resources/evse-downtime-periods': downtime('evseId'),
	'resources/downtime-period-notices': { collection: 'downtime-period-notices' },
	'resources/security-events': { collection: 'security-events' },
	'resources/security-events-log': { collection: 'security-events' },
	'resources/vendor-error-codes': { collection: 'vendor-error-codes', ignoredReferences: ['vendorId'] },
	'resources/templates': { collection: 'templates' },
	'resources/configuration-templates': {
		collection: 'configuration-templates',
		// The filter spells the versions without the space the field has.
		filters: { ocppVersion: (record, wanted) => String(record.ocppVersion).replace(' ', '') === wanted },
	},
	'resources/configuration-templates/*/variables': {
		collection: 'configuration-template-variables',
		parents: [{ collection: 'configuration-templates', field: 'templateId' }],
		ignoredReferences: ['evseId', 'connectorId'],
		create: (fields) =>
			fields.keyName === undefined
				? {
						variableType: fields.variableType ?? null,
						variableInstance: fields.variableInstance ?? null,
						componentInstance: fields.componentInstance ?? null,
						evseId: fields.evseId ?? null,
						connectorId: fields.connectorId ?? null,
					}
				: {},
	},
	'resources/id-tags': idTags,
	'resources/rfid-tags': {
		...idTags,
		where: (record) => record.type === 'rfid',
		names: { all: { rfidTagUid: 'idTagUid', rfidLabel: 'idLabel' } },
		filters: {
			rfidTagUid: (record, wanted) => record.idTagUid === wanted,
			type: (record, wanted) => record.type === wanted,
		},
	},
	'resources/installer-jobs': installerJobs,
	'resources/provisioning-certificates': { collection: 'provisioning-certificates' },
};
