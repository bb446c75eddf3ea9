/** Vehicles with their users and telemetry, apps on drivers' devices, invitations to share a charge point. */
import { answerOf, recordOf } from '../answers.mts';
import { invalidField, notFound, type Call, type Handler } from '../call.mts';
import type { StoredRecord } from '../store.mts';
import { compareMoments } from '../filters.mts';
import type { Family } from './families.mts';
import { updatedAt } from './office.mts';

const usersOf = (vehicle: StoredRecord) => (vehicle.userIds ?? []) as number[];

const vehicles: Family = {
	collection: 'vehicles',
	names: updatedAt,
	filters: { userId: (vehicle, wanted) => usersOf(vehicle).includes(Number(wanted)) },
	create: (fields) => ({ userIds: fields.userIds ?? [] }),
	removed: (vehicle, { tenant }) => {
		const readings = tenant.store.get('vehicle-telemetry-readings');
		for (const reading of readings.filter((one) => one.vehicleId === vehicle.id)) readings.remove(reading.id);
	},
};

const readings: Family = {
	collection: 'vehicle-telemetry-readings',
	filters: {
		partnerId: (reading, wanted, { tenant }) =>
			tenant.store.get('vehicles').get(Number(reading.vehicleId))?.partnerId === wanted,
	},
	create: (fields, { tenant }) => ({ source: 'api', submittedAt: fields.submittedAt ?? tenant.clock.iso() }),
};

export const fleet: Record<string, Family> = {
	'resources/vehicles': vehicles,
	'resources/vehicles/telemetry-readings': readings,
	'resources/vehicles/*/telemetry-readings': {
		...readings,
		parents: [{ collection: 'vehicles', field: 'vehicleId' }],
	},
	'resources/user-devices': {
		collection: 'user-devices',
		names: updatedAt,
		filters: { hasUser: (device, wanted) => (device.userId !== null) === wanted },
	},
	'resources/sharing-invites': { collection: 'sharing-invites' },
	'resources/consent-history': {
		collection: 'consent-history',
		filters: {
			after: (entry, wanted) => compareMoments(String(entry.actionAt), wanted) >= 0,
			before: (entry, wanted) => compareMoments(String(entry.actionAt), wanted) <= 0,
		},
	},
};

/** The users a body names; refuses those that do not exist. */
function usersIn({ tenant, body }: Call): number[] {
	const ids = body.userIds as number[];
	if (ids.some((id) => !tenant.store.get('users').get(id)))
		throw invalidField('userIds', 'names a user who does not exist');
	return ids;
}

const setUsers =
	(others: (vehicle: StoredRecord) => number[]): Handler =>
	(call) => {
		const vehicle = recordOf(call, vehicles);
		vehicle.userIds = [...new Set([...others(vehicle), ...usersIn(call)])];
		vehicle.lastUpdatedAt = call.tenant.clock.iso();
		return { status: Number(Object.keys(call.operation.responses)[0]) };
	};

export const fleetHandlers: Record<string, Handler> = {
	'GET resources/vehicles/*/relations/users': (call) => answerOf(call, { userIds: usersOf(recordOf(call, vehicles)) }),
	'POST resources/vehicles/*/relations/users': setUsers(usersOf),
	'PUT resources/vehicles/*/relations/users': setUsers(() => []),
	'DELETE resources/vehicles/*/relations/users/*': (call) => {
		const vehicle = recordOf(call, vehicles);
		const user = Number(call.ids[1]);
		if (!usersOf(vehicle).includes(user)) throw notFound('The user of the vehicle');
		vehicle.userIds = usersOf(vehicle).filter((id) => id !== user);
		return { status: 204 };
	},
};
