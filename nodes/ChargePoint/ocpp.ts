/** Words, records and answers of OCPP that charge points, EVSEs and circuits have in common. */
import { addedIn, f } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

/** Mains voltages, the most common first; AMPECO takes no others. */
export const voltages = ['230', '400', '220-240', '380', '110-130', '120', '208', '240', '277', '480'].map((value) => ({
	name: `${value} V`,
	value,
}));

export const phases = { single_phase: 'Single Phase', three_phase: 'Three Phase', split_phase: 'Split Phase' };

/** The order in which L1, L2 and L3 are connected to R, S and T of the hardware. */
export const phaseRotations = { RST: 'RST', RTS: 'RTS', SRT: 'SRT', STR: 'STR', TRS: 'TRS', TSR: 'TSR' };

export const rotationAbout = 'RST where L1, L2 and L3 are connected in this order, RTS for L1, L3, L2 and so on';

export const phaseRotationAbout = `${rotationAbout}. Connected Phases wins over it.`;

export const connectedPhases = {
	L1: 'L1',
	L2: 'L2',
	L3: 'L3',
	L1_L2: 'L1 and L2',
	L1_L3: 'L1 and L3',
	L2_L3: 'L2 and L3',
};

export const refused =
	'The charge point refused, or it is offline. Use Get Status of Charge Point Diagnostic, and run this again once it is online.';

/** For actions that the charge point itself can refuse, by status or in an accepted answer that says it did not work. */
export const refusedByChargePoint = { 202: refused, 406: refused };

/** The charging profile in force, as charge points and EVSEs show it. */
export const chargingProfileRecord: RecordShape = {
	id: 'integer',
	purpose: 'text',
	chargingProfileKind: 'text',
	recurrencyKind: 'text',
	stackLevel: 'integer',
	chargingRateUnit: 'text',
	minChargingRate: 'number',
	scheduleStart: 'dateTime',
	duration: 'integer',
	schedulePeriods: [{ startPeriod: 'integer', limit: 'number', numberPhases: 'integer' }],
	validFrom: 'dateTime',
	validTo: 'dateTime',
	chargingCompleteAt: 'dateTime',
};

export const chargingProfilePurpose = {
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
				numberPhases: f.integer('Phases', {
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
	minChargingRate: f.number('Minimum Rate', {
		wire: ['chargingSchedule', 'minChargingRate'],
		about: 'In the rate unit; cars do not charge below it',
	}),
	scheduleId: f.number('Schedule ID', { wire: ['chargingSchedule', 'id'], nullable: true }),
	recurrencyKind: f.choice('Recurrence', { Daily: 'Daily', Weekly: 'Weekly' }, { about: 'For recurring profiles' }),
	validFrom: f.dateTime('Valid From'),
	validTo: f.dateTime('Valid Until'),
	transactionId: f.integer('Transaction ID', {
		about: 'The running session that a profile for one session is for',
	}),
};

export const startFields = {
	userId: f.ref('user', 'User', { about: 'The driver who charges; needed when Payment Method is set' }),
	paymentMethodId: f.ref('paymentMethod', 'Payment Method', {
		type: 'text',
		nullable: true,
		about: "One of the user's. Left out, AMPECO takes their balance, or a subscription for home charging.",
	}),
	idTag: f.key('ID Tag', { about: 'An RFID number or token of yours, kept with the session to find it by' }),
	connectorId: f.integer('Connector ID', { nullable: true, about: 'For an EVSE with several connectors' }),
	bookingId: f.ref('booking', 'Booking', {
		nullable: true,
		about: 'The booking the session fulfills; it must be accepted or reserved',
	}),
	externalSessionId: f.key('External Session ID', {
		nullable: true,
		about: 'Deprecated by AMPECO; use ID Tag, which wins when both are set',
	}),
	...addedIn('3.251', {
		stopConditions: f.group(
			'Stop Conditions',
			{
				maxEnergyKwh: f.number('Most Energy', { about: 'In kWh' }),
				maxDurationMinutes: f.integer('Longest Duration', { about: 'In minutes' }),
				maxSocPercent: f.integer('Highest Charge Level', { about: 'In percent, where the vehicle tells it' }),
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

/** Messages AMPECO can ask for, from a charge point or an EVSE. */
export const triggeredMessage = f.choice(
	'Message',
	{
		BootNotification: 'Boot Notification',
		DiagnosticsStatusNotification: 'Diagnostics Status Notification',
		FirmwareStatusNotification: 'Firmware Status Notification',
		Heartbeat: 'Heartbeat',
		MeterValues: 'Meter Values',
		StatusNotification: 'Status Notification',
		SignV2GCertificate: 'Sign V2G Certificate',
		LogStatusNotification: 'Log Status Notification (OCPP 2.0.1)',
		PublishFirmwareStatusNotification: 'Publish Firmware Status Notification (OCPP 2.0.1)',
		SignChargingStationCertificate: 'Sign Charging Station Certificate (OCPP 2.0.1)',
		SignCombinedCertificate: 'Sign Combined Certificate (OCPP 2.0.1)',
		TransactionEvent: 'Transaction Event (OCPP 2.0.1)',
	},
	{ about: 'What the hardware is asked to send' },
);

/** One report of the hardware about its state. */
export const hardwareStatusRecord: RecordShape = {
	status: 'text',
	timestamp: 'dateTime',
	errorCode: 'text',
	vendorId: 'text',
	info: 'text',
	vendorErrorCode: 'text',
	errorCodeDescription: 'text',
	errorCodeCustomerAction: 'text',
};

export const statusLogFilters = {
	createdAfter: f.dateTime('Created After'),
	createdBefore: f.dateTime('Created Before'),
};
