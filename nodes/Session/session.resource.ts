/** Charging sessions: what was charged where, by whom, and how it was paid. */
import { addedIn, action, f, get, getMany, resource, sinceLastRun, waitFor } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';
import { chargePointPath } from '../ChargePoint/chargePoint.resource';
import { chargePointCharging } from '../ChargePoint/chargePointCharging.resource';
import { evse } from '../Evse/evse.resource';

const status = {
	pending: 'Pending',
	active: 'Active',
	finished: 'Finished',
	failed: 'Failed',
	expired: 'Expired',
	unknown: 'Unknown',
};

const paymentType = {
	tokenized: 'Saved Card or Bank Account',
	subscription: 'Subscription',
	balance: 'Balance',
	corporate: 'Corporate Billing',
	terminal: 'Payment Terminal',
	bank_transfer: 'One-Time Bank Transfer',
};

const paymentStatus = { pending: 'Pending', paid: 'Paid', partially: 'Partially Paid', failed: 'Failed' };

/** Why a session ended or never began. */
const reason = {
	standard_stop: 'Stopped Normally',
	force_stop: 'Stopped by Force',
	system_force_stop: 'Stopped by Force by the System',
	remote: 'Stopped Remotely',
	local: 'Stopped at the Charge Point',
	stoppedbyev: 'Stopped by the Vehicle',
	evdisconnected: 'Vehicle Disconnected',
	schedule_completed: 'Schedule Completed',
	timeout: 'Time-Out',
	charge_point_timeout: 'Charge Point Time-Out',
	timeoutlimitreached: 'Time-Out Limit Reached',
	time_limit: 'Time Limit',
	working_hours_exceeded: 'Opening Hours Exceeded',
	authorization_amount_reached: 'Authorized Amount Reached',
	balance_exceeded: 'Balance Used Up',
	localoutofcredit: 'Out of Credit at the Charge Point',
	energy_exceeded: 'Energy Exceeded',
	energylimitreached: 'Energy Limit Reached',
	soclimitreached: 'State of Charge Limit Reached',
	pre_authorization_failed: 'Pre-Authorization Failed',
	authorization_failed: 'Authorization Failed',
	deauthorized: 'Authorization Withdrawn',
	new_start_transaction_received: 'New Session Started',
	masterpass: 'Master Pass',
	emergencystop: 'Emergency Stop',
	groundfault: 'Ground Fault',
	overcurrentfault: 'Overcurrent Fault',
	powerloss: 'Power Loss',
	powerquality: 'Power Quality',
	immediatereset: 'Immediate Reset',
	hardreset: 'Hard Reset',
	softreset: 'Soft Reset',
	reboot: 'Reboot',
	unlockcommand: 'Connector Unlocked',
	no_ev_parked: 'No Vehicle Parked',
	no_ev_connected: 'No Vehicle Connected',
	ev_not_connect_to_evse: 'Vehicle Not Connected to the EVSE',
	charging_on_evse_not_allowed: 'Charging Not Allowed on the EVSE',
	remote_start_failed: 'Remote Start Failed',
	no_user_for_agile_streets: 'No User for Agile Streets',
	rejected: 'Rejected',
	canceled_reservation: 'Reservation Canceled',
	unknown_reservation: 'Unknown Reservation',
	evse_occupied: 'EVSE Occupied',
	evse_inoperative: 'EVSE Inoperative',
	failed: 'Failed',
	not_supported: 'Not Supported',
	unknown_session: 'Unknown Session',
	other: 'Other',
};

const price: RecordShape = { withTax: 'number', withoutTax: 'number' };

const priceElement: RecordShape = {
	type: 'text',
	currency: 'text',
	unit: 'text',
	pricePerUnit: price,
	quantity: 'number',
	price,
	taxPercentage: 'number',
};

const energyConsumption: RecordShape = { total: 'number', local: 'number', grid: 'number' };

const record: RecordShape = {
	id: 'text',
	chargePointId: 'integer',
	evseId: 'integer',
	connectorId: 'integer',
	status: 'text',
	reason: 'text',
	userId: 'integer',
	bookingId: 'integer',
	startedAt: 'dateTime',
	stoppedAt: 'dateTime',
	energy: 'number',
	powerKw: 'number',
	socPercent: 'number',
	amount: 'number',
	totalAmount: price,
	tax: { taxId: 'integer', taxPercentage: 'number' },
	currency: 'text',
	paymentType: 'text',
	paymentMethodId: 'text',
	terminalId: 'integer',
	nonBillableEnergy: 'number',
	paymentStatus: 'text',
	authorizationId: 'integer',
	idTag: 'text',
	idTagLabel: 'text',
	extendingSessionId: 'integer',
	originalSessionId: 'integer',
	extendedBySessionId: 'integer',
	reimbursementEligibility: 'flag',
	externalSessionId: 'text',
	authorization: {
		id: 'integer',
		method: 'text',
		source: 'text',
		createdAt: 'dateTime',
		createdAtLocal: 'dateTime',
		operatorId: 'integer',
		status: 'text',
		rejectionReason: 'text',
		userId: 'integer',
		rfidTagUid: 'text',
		roaming: {
			platformId: 'integer',
			platformRoleId: 'integer',
			platformRole: 'text',
			reference: 'text',
			client: 'text',
		},
		lastUpdatedAt: 'dateTime',
	},
	chargingPeriods: [
		{
			id: 'integer',
			energy: 'integer',
			energyPrecise: 'number',
			startedAt: 'dateTime',
			stoppedAt: 'dateTime',
			graceTimeEndAt: 'dateTime',
			state: 'text',
			chargingState: 'text',
			pricingDetails: {
				chargingType: 'text',
				dayPeriod: 'text',
				pricingMethod: 'text',
				price: 'number',
				markup: 'number',
				initialEnergyPrice: 'number',
				initialDurationPrice: 'number',
				startHour: 'text',
				endHour: 'text',
				day: 'text',
			},
			amount: 'number',
			totalAmount: price,
			priceBreakdown: [priceElement],
		},
	],
	priceBreakdown: [{ ...priceElement, totalPrice: 'number', unitPrice: 'number' }],
	tariffSnapshotId: 'integer',
	electricityCost: 'number',
	evsePhysicalReference: 'text',
	paymentStatusUpdatedAt: 'dateTime',
	chargePointOperatorRoamingId: 'text',
	roaming: {
		cdrIds: ['integer'],
		sessionId: 'text',
		roamingOperatorCpoId: 'integer',
		cpoLastUpdatedAt: 'dateTime',
	},
	lastUpdatedAt: 'dateTime',
	randomisedDelay: 'integer',
	receiptId: 'integer',
	externalAppData: 'any',
	clockAlignedEnergyConsumption: [
		{ start: 'dateTime', end: 'dateTime', energyConsumed: 'integer', energyConsumption, totalCost: price },
	],
	energyConsumption,
	estimatedSavings: 'number',
	billingStatus: 'text',
	power: { latest: 'number', peak: 'number', average: 'number' },
	billingCompletedAt: 'dateTime',
	corporateBilling: 'any',
	discounts: ['any'],
	durationBreakdown: {
		chargingDurationSeconds: 'integer',
		billableChargingDurationSeconds: 'integer',
		chargingGracePeriodSeconds: 'integer',
		idleDurationSeconds: 'integer',
		billableIdleDurationSeconds: 'integer',
		idleGracePeriodSeconds: 'integer',
	},
	idTagType: 'text',
	incrementalPreAuthorizationEnabled: 'flag',
	preAuthorizedAmount: 'number',
	startedOffline: 'flag',
	vehicleId: 'integer',
};

/** What a meter can tell, with the names AMPECO gives the units. */
const metered = [
	'currentA',
	'currentExportA',
	'currentOfferedA',
	'energyExportKwh',
	'frequencyHz',
	'powerExportKw',
	'powerFactor',
	'powerOfferedKw',
	'socPercent',
	'temperatureC',
	'voltageV',
];

function each(names: string[], type: 'number' | 'flag'): RecordShape {
	return Object.fromEntries(names.map((name) => [name, type]));
}

const timeline: RecordShape = {
	series: [
		{
			timestamp: 'dateTime',
			energyKwh: 'number',
			powerKw: 'number',
			...each(metered, 'number'),
			phases: 'any',
			extra: 'any',
		},
	],
	events: [{ timestamp: 'dateTime', type: 'text', value: 'any', previousValue: 'any', info: 'any' }],
	has: { ...each(metered, 'flag'), phases: 'flag', extra: 'flag' },
};

/** Parts of a session that come only when asked for. */
const details = {
	withAuthorization: f.flag('With Authorization', {
		about: 'to add who or what started the session.',
	}),
	withPriceBreakdown: f.flag('With Price Breakdown', {
		about: 'to add what makes up the price of the whole session.',
	}),
	withChargingPeriods: f.flag('With Charging Periods', {
		about: 'to add the periods that are billed one by one.',
	}),
	withChargingPeriodsPriceBreakdown: f.flag('With Price Breakdown per Period', {
		about: 'to add what makes up the price of each charging period. Needs With Charging Periods as well.',
	}),
	withClockAlignedEnergyConsumption: f.flag('With Clock Aligned Consumption', {
		about: 'to add the energy per quarter, half or full hour.',
	}),
	...addedIn('3.251', {
		withDurationBreakdown: f.flag('With Duration Breakdown', {
			about: 'to add how long it charged and idled, and how much of that is billed.',
		}),
	}),
	clockAlignedInterval: f.choice(
		'Consumption Interval',
		[
			{ name: '15 Minutes', value: 15 },
			{ name: '30 Minutes', value: 30 },
			{ name: '60 Minutes', value: 60 },
		],
		{ type: 'integer', about: 'Length of each interval of With Clock Aligned Consumption; 15 minutes when left out' },
	),
	include: f.choices('Include', { externalAppData: 'External App Data' }, { about: 'More to add to each session.' }),
};

export const session = resource({
	value: 'session',
	name: 'Session',
	operator: ['record', 'filter'],
	path: { session: f.ref('session', 'Session', { type: 'text' }) },
	record,
	simple: [
		'id',
		'status',
		'chargePointId',
		'evseId',
		'userId',
		'startedAt',
		'stoppedAt',
		'energy',
		'totalAmount',
		'currency',
		'paymentStatus',
		'paymentType',
		'billingStatus',
		'reason',
		'idTag',
		'authorizationId',
		'receiptId',
		'terminalId',
		{ taxId: 'tax.taxId', roamingOperatorId: 'roaming.roamingOperatorCpoId' },
		'lastUpdatedAt',
	],
	hasPlace: true,
	operations: {
		getAll: getMany('GET /public-api/resources/sessions/v1.0', {
			says: 'Lists sessions, oldest first, running ones included. Narrow them by time, charge point, driver or payment.',
			paging: 'cursor',
			filters: {
				status: f.choice('Status', status),
				startedAfter: f.dateTime('Started After'),
				startedBefore: f.dateTime('Started Before'),
				endedAfter: f.dateTime('Ended After'),
				endedBefore: f.dateTime('Ended Before'),
				lastUpdatedAfter: f.dateTime('Last Updated After', {
					about: 'To go on from the last run use Get Many Since Last Run',
				}),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				chargePointId: f.ref('chargePoint', 'Charge Point'),
				evseId: f.ref('evse', 'EVSE'),
				userId: f.ref('user', 'User'),
				partnerId: f.ref('partner', 'Partner'),
				subOperatorId: f.ref('subOperator', 'Sub Operator', {
					about: 'Sessions of all partners that belong to this sub operator',
				}),
				paymentStatus: f.choice('Payment Status', paymentStatus),
				paymentStatusUpdatedAfter: f.dateTime('Payment Status Changed After'),
				paymentStatusUpdatedBefore: f.dateTime('Payment Status Changed Before'),
				paymentType: f.choice('Payment Type', paymentType),
				billingStatus: f.choice('Billing Status', {
					pending: 'Pending',
					suspended: 'Suspended',
					completed: 'Completed',
					null: 'None Yet',
				}),
				receiptId: f.ref('receipt', 'Receipt'),
				terminalId: f.ref('paymentTerminal', 'Payment Terminal'),
				taxId: f.ref('tax', 'Tax'),
				authorizationSource: f.choice('Authorized By', {
					local: 'This Platform',
					roaming: 'Roaming Partner',
					third_party: 'Third Party',
				}),
				idTag: f.key('ID Tag UID', {
					about: 'What started the session: the UID of a tag, or * and the padded session ID for a remote start',
				}),
				reason: f.choice('End Reason', reason),
				evsePhysicalReference: f.key('EVSE Physical Reference', { about: 'The name written on the EVSE' }),
				chargePointNetworkId: f.key('Charge Point Network ID', { about: 'The identity of the charge point in OCPP' }),
				chargePointBootNotificationSerialNumber: f.key('Charge Point Serial Number', {
					about: 'As the charge point gave it when it last booted',
				}),
				chargePointBootNotificationVendor: f.text('Charge Point Vendor Name', {
					about: 'As the charge point gave it when it last booted',
				}),
				roamingOperators: f.refs('roamingOperator', 'Roaming Operators', {
					wire: ['roaming', 'roamingOperatorCpoIds'],
					about: 'Sessions of your drivers at the EVSEs of these operators',
				}),
				externalAppData: f.text('External App Data', {
					about: 'For one property use Other Filters with a name such as externalAppData.order.number',
				}),
				...addedIn('3.251', {
					locationId: f.ref('location', 'Location'),
					userPartnerId: f.ref('partner', "User's Partner", { about: 'Sessions of the users of this partner' }),
					billingCompletedAfter: f.dateTime('Billing Completed After'),
					billingCompletedBefore: f.dateTime('Billing Completed Before'),
					hasCorporateBilling: f.flag('Has Corporate Billing', {
						about: 'to list sessions that a company pays for (on) or others (off)',
					}),
					corporateBillingPolicyId: f.ref('corporateBillingPolicy', 'Corporate Billing Policy'),
					selectedPaymentMethod: f.texts('Selected Payment Methods', { about: 'Any one of them' }),
					startedOffline: f.flag('Started Offline', {
						about: 'to list sessions that began while the charge point was offline (on) or others (off)',
					}),
					customFields: f.any('Custom Fields', { about: 'An object with the names and values to look for' }),
				}),
			},
			query: details,
		}),
		get: get('GET /public-api/resources/sessions/v1.0/{session}', {
			says: 'Reads one session with its status, energy in Wh and price. For its course over time use Get Consumption.',
			query: details,
		}),
		getChanged: sinceLastRun(),
		stop: {
			...chargePointCharging.operations.stop,
			name: 'Stop',
			action: 'Stop session',
			path: { ...chargePointPath, ...chargePointCharging.operations.stop.path },
		},
		start: {
			...evse.operations.start,
			name: 'Start',
			action: 'Start session',
			says: 'Starts a real session that the user pays for, at an EVSE. Charge Point Charging has the same for an EVSE given by its number.',
			path: { evse: f.ref('evse', 'EVSE') },
		},
		waitForStatus: waitFor(
			'GET /public-api/resources/sessions/v1.0/{session}',
			{
				property: 'status',
				values: {
					...f.choices('Statuses', status, {
						about:
							'Any one of them ends the wait. After Start Charging wait for Active, after Stop Charging for Finished.',
					}),
					preset: ['active'],
				},
				last: ['finished', 'failed', 'expired'],
			},
			{
				name: 'Wait for Status',
				action: 'Wait for status of session',
				says: 'Reads a session again and again until it has begun, ended or the time is over. Use it after Start Charging or Stop Charging, which answer before the charge point has acted.',
				query: details,
			},
		),
		getConsumption: getMany('GET /public-api/resources/sessions/v1.0/{session}/consumption-stats', {
			name: 'Get Consumption',
			action: 'Get consumption of session',
			says: 'Lists power in W and the Wh charged so far over time, for a chart; do not add the Wh up. A finished session has at most 300 points.',
			paging: 'none',
			record: { energy: 'number', power: 'number', timestamp: 'dateTime' },
		}),
		getTimeline: get('GET /public-api/resources/sessions/v1.0/{session}/timeline-snapshot', {
			since: '3.251',
			action: 'Get timeline of session',
			says: 'Reads the meter values of a session over time and what happened meanwhile, all in one item. The property has tells which values there are.',
			record: timeline,
		}),
		retryPayment: action('POST /public-api/actions/session/v1.0/{session}/retry-payment', {
			outcome: 'accepted',
			action: 'Retry payment of session',
			says: 'Charges the driver again for what a failed or partial payment left open. Moves real money.',
			effect: 'money',
			path: { session: f.ref('session', 'Session') },
			body: {
				// The session's user is not known here, so there is no list to choose from.
				paymentMethodId: f.integer('Payment Method ID', {
					nullable: true,
					about: 'A payment method of the driver, as the AMPECO User node lists them; AMPECO chooses when left out',
				}),
			},
			hints: {
				409: 'Only a finished session whose billing is completed and whose payment failed or is partial can be paid again, and only from the least amount the payment provider takes.',
			},
		}),
		changeTariff: action('POST /public-api/actions/session/v1.0/{session}/change-tariff', {
			since: '3.168',
			action: 'Change tariff of session',
			says: 'Has a session priced by another tariff. Works until its billing is completed.',
			effect: 'money',
			body: { tariffId: f.required(f.ref('tariff', 'Tariff')) },
		}),
		setCustomFields: action('POST /public-api/actions/session/v1.0/{session}/set-custom-fields', {
			since: '3.251',
			action: 'Set custom fields of session',
			says: 'Fills fields that the tenant added to sessions. Whether those left out are kept is not known, so give all.',
			effect: 'write',
			body: { customFields: f.required(f.map('Custom Fields', { about: 'Values by the names of the fields' })) },
			record: { ...record, operatorId: 'integer', customFields: 'any' },
		}),
		assignUser: action('POST /public-api/actions/session/v1.0/{session}/assign-user', {
			action: 'Assign user to session',
			says: 'Gives an anonymous session to a driver once its billing is completed. Works once and cannot be undone.',
			effect: 'destructive',
			path: { session: f.ref('session', 'Session') },
			body: { userId: f.required(f.ref('user', 'User')) },
			hints: {
				409: 'The session already has a user, or its billing is not completed yet. Get the session to see which.',
			},
		}),
	},
});
