/** What starts, stops, reserves and limits charging at a charge point. */
import { addedIn, action, f, resource } from '../shared/catalogue';
import { chargePointPath, refusedByChargePoint } from './chargePoint.resource';

/** The EVSE as OCPP counts it within its charge point. */
export const evseNetworkId = f.ref('evseOfChargePoint', 'EVSE Network ID', {
	property: 'networkId',
	about: "The EVSE's number within its charge point (1, 2, ...), not its ID in AMPECO",
});

const chargingProfilePurpose = {
	ChargePointMaxProfile: 'Charge Point Maximum',
	TxDefaultProfile: 'Default for Sessions',
	TxProfile: 'One Session',
};

/** An OCPP charging profile: power or current over time. */
export const chargingProfileFields = {
	chargingProfilePurpose: f.required(
		f.choice('Purpose', chargingProfilePurpose, {
			about: 'What it limits: the whole charge point, every session, or the session it is given for',
		}),
	),
	chargingProfileKind: f.required(
		f.choice(
			'Kind',
			{ Absolute: 'Absolute', Recurring: 'Recurring', Relative: 'Relative' },
			{
				about: 'Absolute begins at Schedule Start, recurring repeats by day or week, relative begins with the session',
			},
		),
	),
	stackLevel: f.required(f.integer('Stack Level', { about: 'Where profiles overlap, the highest level counts' })),
	chargingRateUnit: f.required(
		f.choice('Rate Unit', { A: 'Amperes', W: 'Watts' }, { wire: ['chargingSchedule', 'chargingRateUnit'] }),
	),
	chargingSchedulePeriod: f.required(
		f.list(
			'Schedule Periods',
			'Period',
			{
				startPeriod: f.required(
					f.integer('Period Start', { about: 'Seconds after the schedule begins; the first period starts at 0' }),
				),
				rate: f.required(
					f.number('Rate', {
						wire: 'limit',
						about: 'The most in this period, in the rate unit, with one decimal at most',
					}),
				),
				numberPhases: f.integer('Number of Phases', {
					min: 1,
					max: 3,
					about: 'The charge point takes 3 when left out',
				}),
			},
			{ wire: ['chargingSchedule', 'chargingSchedulePeriod'], about: 'How much may be drawn, and from when' },
		),
	),
	startSchedule: f.dateTime('Schedule Start', { wire: ['chargingSchedule', 'startSchedule'] }),
	duration: f.integer('Schedule Duration', {
		wire: ['chargingSchedule', 'duration'],
		about: 'In seconds; without it the last period has no end',
	}),
	minChargingRate: f.number('Minimum Charging Rate', {
		wire: ['chargingSchedule', 'minChargingRate'],
		about: 'In the rate unit; cars do not charge below it',
	}),
	scheduleId: f.number('Schedule ID', { wire: ['chargingSchedule', 'id'], nullable: true }),
	recurrencyKind: f.choice('Recurrence', { Daily: 'Daily', Weekly: 'Weekly' }, { about: 'For recurring profiles' }),
	validFrom: f.dateTime('Valid From'),
	validTo: f.dateTime('Valid To'),
	transactionId: f.integer('OCPP Transaction ID', {
		about: 'The running session that a profile for one session is for',
	}),
};

const startFields = {
	userId: f.ref('user', 'User', { about: 'The driver who charges; needed when Payment Method is set' }),
	paymentMethodId: f.ref('paymentMethod', 'Payment Method', {
		type: 'text',
		nullable: true,
		about: "One of the user's. Left out, AMPECO takes their balance, or a subscription for home charging.",
	}),
	idTag: f.text('ID Tag', { about: 'An RFID number or token of yours, kept with the session to find it by' }),
	connectorId: f.integer('Connector ID', { nullable: true, about: 'For an EVSE with several connectors' }),
	bookingId: f.ref('booking', 'Booking', {
		nullable: true,
		about: 'The booking the session fulfills; it must be accepted or reserved',
	}),
	externalSessionId: f.text('External Session ID', {
		nullable: true,
		about: 'Deprecated by AMPECO; use ID Tag, which wins when both are set',
	}),
	...addedIn('3.251', {
		stopConditions: f.group(
			'Stop Conditions',
			{
				maxEnergyKwh: f.number('Most Energy', { about: 'In kWh' }),
				maxDurationMinutes: f.integer('Longest Duration', { about: 'In minutes' }),
				maxSocPercent: f.integer('Highest State of Charge', { about: 'In percent, where the vehicle tells it' }),
				maxAmount: f.number('Highest Amount', { about: 'In major units of the currency' }),
			},
			{ about: 'The session ends when one of them is reached' },
		),
	}),
};

/** What a start at a known EVSE takes. */
export const startFieldsWithProfile = {
	...startFields,
	chargingProfile: f.group('Charging Profile', chargingProfileFields, {
		about: 'Limits the power of this session over time',
	}),
};

/** Why AMPECO accepted a start and yet did not start anything, and what helps. */
export const startRefusals = {
	ACCESS_RESTRICTED:
		'The user may not use this charge point. Invite the user through the partner, or share the charge point with them.',
	AGILE_STREETS_CALCULATE:
		'Agile Streets could not work out a schedule. Try again later, or check the integration in AMPECO.',
	AGILE_STREETS_COMMUNICATION:
		'Agile Streets did not answer AMPECO. Try again later, or check the integration in AMPECO.',
	BILLING_NOT_ASSOCIATED:
		"The chosen corporate billing does not belong to the user. Choose one of the user's payment methods.",
	BILLING_NOT_PARTNER_ASSOCIATED:
		"The chosen corporate billing does not cover this partner's EVSEs. Choose another payment method.",
	CANNOT_BILL_PAYMENT_METHOD:
		'The payment method is invalid, or the partner does not allow it. Choose another payment method.',
	CANNOT_USE_EXPIRED_PAYMENT_METHOD:
		'The payment method has expired. Ask the driver to renew it, or choose another one.',
	CANNOT_USE_PAYMENT_METHOD:
		'The payment method is not allowed here, or the subscription behind it was canceled. Choose another one.',
	CHARGING_NOT_ALLOWED: 'The tariff does not allow the user to charge at this EVSE. Check its tariff group.',
	CORPORATE_ACCOUNT_LIMIT_REACHED:
		'Corporate billing is off, not set up, at its limit or out of funds. Check it with the partner, or choose another payment method.',
	INTERNAL_ISSUE: 'AMPECO met a problem of its own. Check the status of the charge point, then try again.',
	LOCATION_IS_CLOSED: 'The location is closed at this time. Check its opening hours.',
	PAYMENT_METHOD_REQUIRED: 'The user has nothing to pay with. Set Payment Method, or have the driver add one.',
	PAYMENT_NO_FUNDS:
		'Balance or card do not cover the least amount for a session. Add to the balance, or choose another payment method.',
	PREVIOUS_SESSION_NOT_PAID:
		'An earlier session of the user is unpaid. Have it paid first, e.g. with a retry of its payment.',
	SESSION_ALREADY_RUNNING: 'The user has another session running, and only one is allowed. Stop that one first.',
	SESSION_EXISTS: 'A session is already there at this EVSE. Look for it among the sessions before you start another.',
	SUBSCRIPTION_REQUIRED:
		'This charge point asks for a subscription the user does not have. Subscribe the user to a plan first.',
	TERMS_NOT_ACCEPTED: 'The user has not accepted the latest terms. Ask the driver to do so in the app.',
	USER_IS_DISABLED: "The user's account is disabled. Enable it in AMPECO, or choose another user.",
	USER_VALIDATION_NOT_COMPLETE:
		"The user's email or phone is not verified, or the profile is incomplete. Ask the driver to finish it in the app.",
};

/** A refusal that names no reason. */
export const startHints = {
	202: 'Nothing was started. Check that the charge point is online, the EVSE available and the user allowed to charge.',
};

export const chargePointCharging = resource({
	value: 'chargePointCharging',
	name: 'Charge Point Charging',
	noun: 'charge point',
	path: chargePointPath,
	operations: {
		start: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/start/{evse}', {
			name: 'Start Charging',
			action: 'Start charging at EVSE of charge point',
			says: 'Starts a real session that the user pays for, at an EVSE given by its number. With its ID use the AMPECO EVSE node.',
			effect: 'physical',
			path: { evse: evseNetworkId },
			body: startFieldsWithProfile,
			record: { success: 'flag', sessionId: 'number', authorizationId: 'number', message: 'text', errorCode: 'text' },
			refusals: startRefusals,
			hints: startHints,
		}),
		startWithoutEvse: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/start', {
			name: 'Start Charging without EVSE',
			action: 'Start charging at charge point without EVSE',
			says: 'Starts a real session that the user pays for, at an EVSE the charge point decides on. It answers without session ID.',
			effect: 'physical',
			body: startFields,
			record: { success: 'flag', authorizationId: 'number', message: 'text', errorCode: 'text' },
			refusals: startRefusals,
			hints: startHints,
		}),
		stop: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/stop/{session}', {
			name: 'Stop Charging',
			action: 'Stop charging session at charge point',
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
				action: 'Set charging profile of charge point',
				says: 'Limits power over time in the hardware. For limits that AMPECO works out by itself use Charge Point Smart Charging.',
				effect: 'physical',
				path: {
					evseNetworkId: {
						...evseNetworkId,
						about: "The EVSE's number within its charge point (1, 2, ...); 0 is the charge point as a whole",
					},
				},
				body: chargingProfileFields,
				record: { id: 'integer' },
				hints: refusedByChargePoint,
			},
		),
		getCompositeSchedule: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/get-composite-schedule', {
			action: 'Get composite schedule of charge point',
			says: "Asks the hardware which limits it keeps to, all charging profiles taken together. AMPECO's reference has the names of what is to be sent.",
			effect: 'write',
			since: '3.168',
			body: {},
			hints: refusedByChargePoint,
		}),
		clearChargingProfile: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/clear-charging-profile', {
			action: 'Clear charging profile of charge point',
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
