/** The seeded world's office: operators and admins, notes and issues, companies that maintain, what was said to whom. */
import { DAY, english, HOUR, type Builder } from './define.mts';

/** The tenant's operators; even an empty tenant has them. */
export function defineOperators(world: Builder): void {
	world.tenant.store.define('operators', 1_100_001, {
		count: 2,
		make: (id) => ({
			id,
			name: id === 1_100_001 ? 'Operator' : 'Second brand',
			translatedName: english(id === 1_100_001 ? 'Operator' : 'Second brand'),
			default: id === 1_100_001,
			currency: world.tenant.settings.currency,
			country: 'NL',
			timezone: 'Europe/Amsterdam',
			locale: 'en',
			createdAt: world.at(-900 * DAY),
			lastUpdatedAt: world.at(-900 * DAY),
		}),
	});
}

/** Collection -> the field of a note that says what it is on. */
const NOTED: Array<[collection: string, field: string]> = [
	['charge-points', 'chargePointId'],
	['evses', 'evseId'],
	['id-tags', 'idTagId'],
	['locations', 'locationId'],
	['partners', 'partnerId'],
	['sub-operators', 'subOperatorId'],
	['users', 'userId'],
];

export function defineOffice(world: Builder): void {
	world.define('admins', 1_101_001, 12, (_random, index) => ({
		name: `Admin ${index + 1}`,
		email: `admin${index + 1}@operator.example`,
		locale: 'en',
		roleId: 1 + (index % 3),
		adminType: index % 2 === 0 ? 'partner' : 'operator',
		partnerId: index % 2 === 0 ? world.idAt('partners', index / 2) : null,
		locationIds: [],
	}));
	world.define('notes', 1_102_001, 70, (_random, index) => {
		const [collection, field] = NOTED[index % NOTED.length];
		return {
			[field]: world.idAt(collection, Math.floor(index / NOTED.length)),
			summary: `Note ${index + 1}`,
			details: 'Seen on the last visit.',
			pinned: index % 5 === 0,
			createdByAdminId: world.idAt('admins', index),
			updatedByAdminId: null,
		};
	});
	world.define('issues', 1_103_001, 24, (_random, index) => ({
		title: `Issue ${index + 1}`,
		description: 'The screen stays dark.',
		category: ['hardware', 'network', 'payment'][index % 3],
		priority: ['low', 'medium', 'high'][index % 3],
		severity: ['minor', 'major'][index % 2],
		status: index % 4 === 0 ? 'closed' : 'open',
		workflowState: index % 4 === 0 ? 'done' : 'new',
		assigneeAdminId: world.idAt('admins', index),
		keyResource: { resourceType: 'charge_point', id: world.idAt('charge-points', index) },
	}));
	world.define('installation-and-maintenance-companies', 1_104_001, 4, (_random, index) => ({
		businessName: `Fitters ${index + 1}`,
		companyName: `Fitters ${index + 1} BV`,
		countryCode: ['NL', 'DE'][index % 2],
		externalId: `FITTER-${index + 1}`,
		chargePointIds: [world.idAt('charge-points', index)],
	}));
	world.define('communication-logs', 1_105_001, 400, (_random, index) => ({
		chargePointId: world.idAt('charge-points', index),
		evseId: world.idAt('evses', index * 2),
		command: ['Heartbeat', 'StatusNotification', 'MeterValues'][index % 3],
		commandParameters: {},
		responseBody: {},
		direction: index % 2 === 0 ? 'in' : 'out',
		createdAt: world.at(-index * HOUR),
	}));
	world.define('ocpi-logs', 1_106_001, 200, (_random, index) => ({
		roamingConnectionId: world.idAt('roaming-connections', index),
		evseId: world.idAt('evses', index),
		method: ['GET', 'PUT', 'POST'][index % 3],
		module: ['locations', 'sessions', 'cdrs'][index % 3],
		direction: index % 2 === 0 ? 'in' : 'out',
		httpStatusCode: 200,
		ocpiStatus: '1000',
		requestUrl: 'https://roaming.example/ocpi/2.2.1/',
		createdAt: world.at(-index * HOUR),
	}));
	world.define('ocpi-commands', 1_107_001, 10, (_random, index) => ({
		type: ['START_SESSION', 'STOP_SESSION'][index % 2],
		result: 'ACCEPTED',
		roamingConnectionId: world.idAt('roaming-connections', index),
		roamingEmspId: world.idAt('roaming-providers', index),
		evseId: world.idAt('evses', index),
		sessionId: world.idAt('sessions', index),
	}));
}
