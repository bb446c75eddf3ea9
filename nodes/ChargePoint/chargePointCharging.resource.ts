/** What starts, stops, reserves and limits charging at a charge point. */
import { action, f, resource } from '../shared/catalogue';
import { chargePointPath } from './chargePoint.resource';
import {
	chargingProfileFields,
	chargingProfilePurpose,
	refusedByChargePoint,
	startFields,
	startFieldsWithProfile,
	startHints,
	startRefusals,
} from './ocpp';

/** The EVSE as OCPP counts it within its charge point. */
export const evseNetworkId = f.ref('evseOfChargePoint', 'EVSE Network ID', {
	property: 'networkId',
	about: "The EVSE's number within its charge point (1, 2, ...), not its ID in AMPECO",
});

export const chargePointCharging = resource({
	value: 'chargePointCharging',
	name: 'Charge Point Charging',
	noun: 'charge point',
	path: chargePointPath,
	operations: {
		getCompositeSchedule: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/get-composite-schedule', {
			action: 'Get composite schedule',
			says: "Asks the hardware which limits it keeps to, all charging profiles taken together. AMPECO's reference has the names of what is to be sent.",
			effect: 'write',
			since: '3.168',
			body: {},
			hints: refusedByChargePoint,
		}),
		start: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/start/{evse}', {
			name: 'Start Charging',
			action: 'Start charging at charge point',
			says: 'Starts a real session that the user pays for, at an EVSE given by its number. With its ID use the AMPECO EVSE node.',
			effect: 'physical',
			path: { evse: evseNetworkId },
			narrowedBy: ['stopConditions', 'chargingProfile'],
			body: startFieldsWithProfile,
			record: { success: 'flag', sessionId: 'number', authorizationId: 'number', message: 'text', errorCode: 'text' },
			refusals: startRefusals,
			hints: startHints,
		}),
		stop: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/stop/{session}', {
			name: 'Stop Charging',
			action: 'Stop charging at charge point',
			says: 'Ends a running session: the car stops charging and the session is billed.',
			effect: 'physical',
			path: { session: f.ref('runningSession', 'Session') },
			body: {
				force: f.flag('Force', { about: 'the session ends in AMPECO even when the charge point does not agree' }),
			},
			hints: {
				406: 'The charge point refused to stop, or it is offline. Turn Force on to end the session in AMPECO anyway.',
			},
		}),
		startWithoutEvse: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/start', {
			name: 'Start Charging without EVSE',
			action: 'Start charging without EVSE',
			says: 'Starts a real session that the user pays for, at an EVSE the charge point decides on. It answers without session ID.',
			effect: 'physical',
			narrowedBy: ['stopConditions'],
			body: startFields,
			record: { success: 'flag', authorizationId: 'number', message: 'text', errorCode: 'text' },
			refusals: startRefusals,
			hints: startHints,
		}),
		reserve: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/reserve/{evse}', {
			name: 'Reserve EVSE',
			action: 'Reserve EVSE of charge point',
			says: "Keeps an EVSE for one user, from now on for the minutes set in the tenant's settings. For later use bookings in the AMPECO Session node.",
			effect: 'physical',
			path: { evse: evseNetworkId },
			body: {
				userId: f.required(f.ref('user', 'User')),
				reason: f.text('Reason', { about: 'Kept with the reservation; left out, it says that the API made it' }),
			},
			record: { success: 'flag', reservationId: 'number' },
			hints: refusedByChargePoint,
		}),
		setChargingProfile: action(
			'POST /public-api/actions/charge-point/v1.0/{chargePoint}/set-charging-profile/{evseNetworkId}',
			{
				action: 'Set charging profile',
				says: 'Limits power over time in the hardware. For limits that AMPECO works out by itself use Charge Point Smart Charging.',
				effect: 'physical',
				path: {
					evseNetworkId: {
						...evseNetworkId,
						about: "The EVSE's number within its charge point (1, 2, ...); 0 is the charge point as a whole",
					},
				},
				narrowedBy: ['startSchedule', 'duration', 'validFrom', 'validTo', 'transactionId'],
				body: chargingProfileFields,
				record: { id: 'integer' },
				hints: refusedByChargePoint,
			},
		),
		clearChargingProfile: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/clear-charging-profile', {
			action: 'Clear charging profile',
			says: 'Lifts power limits set by charging profiles: those that fit the fields set, or the one for the charge point as a whole.',
			effect: 'physical',
			narrowedBy: ['evseNetworkId', 'id', 'chargingProfilePurpose', 'stackLevel'],
			applyTo: { all: 'Whole Charge Point', some: 'Profiles That Fit the Fields Below' },
			body: {
				evseNetworkId: {
					...evseNetworkId,
					type: 'text',
					about: 'Clears the default profile of this EVSE (1, 2, ...); 0 is the charge point as a whole',
				},
				id: f.number('Charging Profile ID', { about: 'As Set Charging Profile returned it' }),
				chargingProfilePurpose: f.choice('Purpose', chargingProfilePurpose, { about: 'Clears only profiles for this' }),
				stackLevel: f.number('Stack Level', { about: 'Clears only profiles of this level' }),
			},
			hints: refusedByChargePoint,
		}),
	},
});
