/** The operator's own work: notes, issues, companies that install and maintain, operators and admins, logs. */
import { answerList, answerOf, recordOf } from '../answers.mts';
import { invalidField, type Handler } from '../call.mts';
import type { Family } from './families.mts';

/** Several newer resources call the time of the last change `updatedAt`. */
export const updatedAt: Family['names'] = { all: { updatedAt: 'lastUpdatedAt' } };

/** Resource -> the field of a note that says what it is on. */
const NOTED: Record<string, string> = {
	'charge-points': 'chargePointId',
	evses: 'evseId',
	'id-tags': 'idTagId',
	locations: 'locationId',
	partners: 'partnerId',
	'sub-operators': 'subOperatorId',
	users: 'userId',
};

const notes = Object.fromEntries(
	Object.entries(NOTED).map(([collection, field]): [string, Family] => [
		`resources/${collection}/*/notes`,
		{
			collection: 'notes',
			parents: [{ collection, field }],
			names: updatedAt,
			create: (fields) => ({ pinned: fields.pinned ?? false, createdByAdminId: null, updatedByAdminId: null }),
		},
	]),
);

export const office: Record<string, Family> = {
	...notes,
	'resources/issues': {
		collection: 'issues',
		names: updatedAt,
		filters: {
			assigneeId: (issue, wanted) => issue.assigneeAdminId === wanted,
			keyResourceId: (issue, wanted) => String((issue.keyResource as { id?: number } | null)?.id) === String(wanted),
			keyResourceType: (issue, wanted) =>
				(issue.keyResource as { resourceType?: string } | null)?.resourceType === wanted,
		},
		create: (fields) => ({
			status: fields.status ?? 'open',
			workflowState: 'new',
			keyResource: fields.keyResource ?? null,
		}),
	},
	'resources/installation-and-maintenance-companies': {
		collection: 'installation-and-maintenance-companies',
		create: (fields) => ({ businessName: fields.businessName ?? fields.companyName ?? '', chargePointIds: [] }),
	},
	'resources/operators': { collection: 'operators', names: updatedAt },
	'resources/admins': { collection: 'admins' },
	'resources/partners/*/admins': {
		collection: 'admins',
		parents: [{ collection: 'partners', field: 'partnerId' }],
		names: updatedAt,
		ignoredReferences: ['roleId'],
		create: (fields, { tenant }) => {
			if (fields.password !== fields.passwordConfirmation)
				throw invalidField('passwordConfirmation', 'must be the same as the password');
			if (tenant.store.get('admins').find((one) => one.email === fields.email))
				throw invalidField('email', 'is already taken');
			return { password: undefined, passwordConfirmation: undefined };
		},
		update: (_admin, changes) => {
			if (changes.password !== changes.passwordConfirmation)
				throw invalidField('passwordConfirmation', 'must be the same as the password');
			delete changes.password;
			delete changes.passwordConfirmation;
		},
	},
	'logs/communication': { collection: 'communication-logs' },
	'logs/ocpi': { collection: 'ocpi-logs' },
	'resources/ocpi-commands': { collection: 'ocpi-commands' },
};

export const officeHandlers: Record<string, Handler> = {
	'GET resources/admins/*/permissions': (call) => {
		recordOf(call, office['resources/admins']);
		return { status: 200, body: { data: ['charge-points.view', 'sessions.view', 'users.edit'] } };
	},
	...Object.fromEntries(
		['charge-point', 'evse'].map((what): [string, Handler] => [
			`GET resources/${what}-downtime-periods/*/status-log`,
			(call) => {
				const period = recordOf(call, { collection: `${what}-downtime-periods` });
				const moments = [period.startedAt, period.endedAt].filter(Boolean);
				return answerList(
					call,
					moments.map((timestamp, index) => ({
						id: index + 1,
						status: index === 0 ? 'unavailable' : 'available',
						timestamp,
					})),
				);
			},
		]),
	),
	'GET resources/sessions/*/timeline-snapshot': (call) => {
		const session = recordOf(call, { collection: 'sessions' });
		return answerOf(call, { events: [{ name: 'started', at: session.startedAt }], series: [], has: {} });
	},
};
