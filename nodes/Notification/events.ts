/**
 * The events AMPECO can notify of (API 3.110.0), grouped, with what happened, what the payload holds and a sample of it.
 * A filter applies to an event when the event's sample holds one of the filter's paths.
 */
import type { IDataObject } from 'n8n-workflow';
import type { ChoiceOption } from '../shared/catalogue';

export interface AmpecoEvent {
	/** AMPECO's name, as it stands in the payload's `notification`. */
	value: string;
	name: string;
	/** What happened, what the payload holds, and how to get the rest. */
	says: string;
	/** The payload without `notification`; whole records are shortened. */
	sample: IDataObject;
	/** The payload holds IDs only, so that a Get usually follows. */
	idsOnly?: boolean;
	/** Comes many times during every session. */
	frequent?: boolean;
	/** The name of the event to use instead. */
	successor?: string;
}

interface EventGroup {
	name: string;
	events: AmpecoEvent[];
}

const AT = '2026-11-22T09:41:07Z';

export const eventGroups: EventGroup[] = [
	{
		name: 'Sessions',
		events: [
			{
				name: 'Session Started or Stopped',
				value: 'session.start.stop.notification',
				says: 'A charging session began or ended. Holds its IDs, times, meter values in Wh and the reason it stopped. For prices use Session: Get.',
				sample: {
					sessionId: 100001,
					userId: 10001,
					chargePointId: 2001,
					evseId: 4001,
					action: 'stop',
					idTag: '04A2B3C4D5E6',
					startedAtTimestamp: '2026-11-22T08:55:12Z',
					stoppedAtTimestamp: AT,
					meterStart: 120000,
					meterStop: 138400,
					energyConsumed: 18400,
					reason: 'evdisconnected',
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'Session Updated',
				value: 'SessionUpdateNotification',
				says: 'A session changed: its status, energy, amount or payment. Holds the whole session, several times while it runs.',
				frequent: true,
				sample: {
					session: {
						id: '100001',
						chargePointId: 2001,
						evseId: 4001,
						status: 'active',
						userId: 10001,
						startedAt: '2026-11-22T08:55:12Z',
						stoppedAt: null,
						energy: 18400,
						powerKw: 22.1,
						totalAmount: { withTax: 9.2, withoutTax: 7.67 },
						currency: 'EUR',
						paymentStatus: 'pending',
						billingStatus: 'pending',
						authorizationId: 300001,
						idTag: '04A2B3C4D5E6',
						energyConsumption: { total: 18400, grid: 18400 },
						lastUpdatedAt: AT,
					},
				},
			},
			{
				name: 'Session Meter Values Received',
				value: 'SessionMeterValuesNotification',
				says: 'A charge point sent readings of a running session: energy, power, current, state of charge. Often every minute or less.',
				frequent: true,
				sample: {
					chargePointId: 2001,
					evseId: 4001,
					sessionId: 100001,
					meterValues: [{ timestamp: AT, measurand: 'Energy Active Import Register', value: 138400, unit: 'Wh' }],
				},
			},
			{
				name: 'Authorization Changed',
				value: 'authorization.changed',
				says: 'Somebody asked to charge and was accepted or rejected. Holds status and ID tag; for the reason use Authorization: Get.',
				sample: {
					authorizationId: 300001,
					action: 'created',
					chargePointId: 2001,
					idTag: '04A2B3C4D5E6',
					status: 'rejected',
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'Reservation Changed',
				value: 'reservation.changed',
				says: 'A reservation was made, used, canceled or ran out. Holds its status; for the rest use Reservation: Get.',
				sample: { reservationId: 110001, status: 'expired', lastUpdatedAt: AT },
			},
			{
				name: 'CDR Received',
				value: 'cdr.received',
				says: 'A roaming partner sent a charge detail record. Holds its ID; for the rest use CDR: Get.',
				idsOnly: true,
				sample: { id: '700001', createdAt: AT },
			},
		],
	},
	{
		name: 'Charge Points',
		events: [
			{
				name: 'Hardware Status Changed',
				value: 'HardwareStatusNotification',
				says: 'A charge point or one of its EVSEs reported a status such as available, charging or faulted. Holds the error codes of a fault.',
				sample: {
					chargePointId: 2001,
					evseId: 4001,
					timestamp: AT,
					hardwareStatus: 'faulted',
					errorCode: 'GroundFailure',
					info: 'Residual current detected',
					vendorErrorCode: 'E-117',
				},
			},
			{
				name: 'Network Status Changed',
				value: 'NetworkStatusNotification',
				says: 'A charge point lost or regained its connection to AMPECO. Holds the new status.',
				sample: { chargePointId: 2001, timestamp: AT, networkStatus: 'temporarily unavailable' },
			},
			{
				name: 'Charge Point Booted',
				value: 'BootNotification',
				says: 'A charge point started. Holds its model, vendor, serial number and firmware as it reported them.',
				sample: {
					chargePointId: 2001,
					timestamp: AT,
					bootNotification: {
						model: 'Wallbox 22',
						vendor: 'Example',
						charge_point_serial_number: 'SN-0001',
						firmware_version: '1.4.2',
					},
				},
			},
			{
				name: 'Charge Point Changed',
				value: 'chargePoint.changed',
				says: 'The record of a charge point was created, updated or deleted; status changes do not count. Holds its ID; for the rest use Charge Point: Get.',
				idsOnly: true,
				sample: { chargePointId: 2001, action: 'updated', lastUpdatedAt: AT },
			},
			{
				name: 'EVSE Changed',
				value: 'evse.changed',
				says: 'The record of an EVSE was created, updated or deleted; status changes do not count. Holds its ID; for the rest use EVSE: Get.',
				idsOnly: true,
				sample: { evseId: 4001, action: 'updated', lastUpdatedAt: AT },
			},
			{
				name: 'Configuration Synchronized',
				value: 'ChargePointSyncConfigurationNotification',
				says: 'The answer to a request to synchronize a configuration. Holds the request ID and the keys with their values, or the error.',
				sample: {
					chargePointId: 2001,
					requestId: 17,
					configuration: [{ key: 'HeartbeatInterval', value: '300', readonly: false }],
				},
			},
			{
				name: 'Diagnostics Status Changed',
				value: 'DiagnosticsStatusNotification',
				says: 'The upload of a diagnostics file went on. Holds the request ID and whether it is uploading, uploaded or failed.',
				sample: { chargePointId: 2001, requestId: 17, status: 'uploaded', lastUpdatedAt: AT },
			},
			{
				name: 'Data Transfer Received',
				value: 'chargePoint.dataTransferReceived',
				says: "A charge point sent a message of its vendor's own kind. Holds it as text, without a time; a repeat cannot be told from a second message.",
				sample: { chargePointId: 2001, vendorId: 'com.example', messageId: 'doorOpened', data: '{"door":1}' },
			},
			{
				name: 'Charging Profile Applied',
				value: 'chargingProfile.applied',
				says: 'A charge point took over a charging profile. Holds the limits and periods it now keeps to.',
				sample: {
					chargePointId: 2001,
					evseId: 4001,
					sessionId: 100001,
					chargingProfile: {
						id: 31,
						chargingRateUnit: 'A',
						stackLevel: 0,
						purpose: 'TxProfile',
						schedulePeriods: [{ startPeriod: 0, limit: 16 }],
					},
					appliedAt: AT,
				},
			},
			{
				name: 'Security Event Received',
				value: 'SecurityEventNotification',
				says: 'A charge point reported something that touches its security, for instance tampering or a bad certificate. Says whether it is critical.',
				sample: {
					chargePointId: 2001,
					type: 'TamperDetectionActivated',
					timestamp: AT,
					techInfo: 'Door contact open',
					critical: true,
				},
			},
		],
	},
	{
		name: 'Locations and Energy',
		events: [
			{
				name: 'Location Changed',
				value: 'LocationChangedNotification',
				says: 'A location was created, updated or deleted. Holds its whole record.',
				sample: {
					location: { id: 1001, status: 'active', city: 'Sofia', country: 'BG', lastUpdatedAt: AT },
					action: 'updated',
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'Parking Space Occupancy Changed',
				value: 'parkingSpace.occupancyStatus.changed',
				says: 'A parking space became occupied or available. Holds its ID and the new status.',
				sample: { parkingSpaceId: 1301, occupancyStatus: 'occupied', lastUpdatedAt: AT },
			},
			{
				name: 'Circuit Changed',
				value: 'circuit.changed',
				says: 'An electrical circuit was created, updated or deleted. Holds its ID; for the rest use Circuit: Get.',
				idsOnly: true,
				sample: { circuitId: 1761, action: 'updated', lastUpdatedAt: AT },
			},
			{
				name: 'Circuit Consumption Measured',
				value: 'CircuitConsumptionNotification',
				says: 'The load of a circuit was measured. Holds its limits and the current of each phase in A, many times an hour.',
				frequent: true,
				sample: {
					circuitId: 1761,
					maxCurrent: 125,
					minChargePointCurrent: 6,
					currentConsumption: [{ phase: 'L1', consumption: 41.5, lastUpdatedAt: AT }],
				},
			},
			{
				name: 'Installer Job Changed',
				value: 'installerJob.changed',
				says: 'A job of an installer was created or updated. Holds the whole job with its status and charge points.',
				sample: {
					action: 'updated',
					id: 94001,
					status: 'completed',
					installationAndMaintenanceCompanyId: 12,
					locationId: 1001,
					description: 'Replace the connector of EVSE 1',
					createdAt: '2026-11-20T07:30:00Z',
					lastUpdatedAt: AT,
					chargePoints: [{ id: 2001 }],
				},
			},
		],
	},
	{
		name: 'Users and Payments',
		events: [
			{
				name: 'User Changed',
				value: 'UserChangedNotification',
				says: 'A driver was created, updated or deleted. Holds the whole record with personal data, so keep only what you need.',
				sample: {
					user: {
						id: '10001',
						email: 'driver@example.com',
						firstName: 'Dana',
						lastName: 'Driver',
						status: 'enabled',
						balance: 12.5,
						lastUpdatedAt: AT,
					},
					action: 'updated',
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'User Balance Changed',
				value: 'userBalance.changed',
				says: "Money was added to or taken from a driver's balance. Holds the amounts, the new balance and the cause.",
				sample: {
					debit: 0,
					credit: 25,
					updatedBalance: 37.5,
					userId: 10001,
					currency: 'EUR',
					type: 'voucher',
					transactionId: 500001,
					timestamp: AT,
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'User Subscription Changed',
				value: 'user.subscription.changed',
				says: "A driver's subscription to a plan began, was suspended, canceled or ran out. Holds plan, status and end.",
				sample: { userId: 10001, planId: 1501, status: 'active', endsAt: '2026-12-22T09:41:07Z', lastUpdatedAt: AT },
			},
			{
				name: 'User Payment Method Changed',
				value: 'user.paymentMethod.changed',
				says: 'A payment method of a driver was added, updated or removed. Holds its ID; for the rest use Payment Method: Get Many.',
				idsOnly: true,
				sample: { paymentMethodId: '70001', userId: 10001, action: 'created', lastUpdatedAt: AT },
			},
			{
				name: 'User Invoice Details Changed',
				value: 'user.invoiceDetails.changed',
				says: "A driver's details for invoices were entered or updated. Holds the user's ID; for the rest use Invoice Detail: Get.",
				idsOnly: true,
				sample: { userId: 10001, action: 'updated', lastUpdatedAt: AT },
			},
			{
				name: 'ID Tag Changed',
				value: 'idTag.changed',
				says: 'An RFID tag or another means to identify was created, updated or deleted. Holds its ID; for the rest use ID Tag: Get.',
				idsOnly: true,
				sample: { idTagsId: 60001, action: 'updated', lastUpdatedAt: AT },
			},
			{
				name: 'Transaction Changed',
				value: 'transaction.changed',
				says: 'A payment was created or updated, for instance paid or failed. Holds its ID; for the rest use Transaction: Get.',
				idsOnly: true,
				sample: { transactionId: 500001, action: 'updated', lastUpdatedAt: AT },
			},
		],
	},
	{
		name: 'Business',
		events: [
			{
				name: 'Tariff Changed',
				value: 'TariffChangedNotification',
				says: 'A tariff was created, updated or deleted. Holds the whole tariff.',
				sample: {
					tariff: { id: 901, name: 'Standard', type: 'flat rate', currency: 'EUR', lastUpdatedAt: AT },
					action: 'updated',
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'Subscription Plan Changed',
				value: 'subscriptionPlan.changed',
				says: 'A subscription plan was changed. AMPECO does not publish what the payload holds; for the plan use Subscription Plan: Get.',
				idsOnly: true,
				sample: {},
			},
			{
				name: 'Partner Changed',
				value: 'partner.changed',
				says: 'A partner was created, updated or deleted. Holds its names and registration numbers; for the rest use Partner: Get.',
				sample: { partnerId: 801, action: 'updated', lastUpdatedAt: AT, companyName: 'Example Ltd', country: 'BG' },
			},
			{
				name: 'Partner Invite Changed',
				value: 'partnerInvite.changed',
				says: 'An invitation of a driver by a partner was made, accepted or withdrawn. Holds email address and permissions.',
				sample: {
					partnerInviteId: 1101,
					userId: 10001,
					email: 'driver@example.com',
					action: 'created',
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'Settlement Report Created',
				value: 'settlementReport.created',
				says: 'A settlement report of a partner is ready. Holds its period and totals.',
				sample: {
					id: 80001,
					reportUid: '2026-10-801',
					partnerId: 801,
					issueDate: '2026-11-01T00:00:00Z',
					period: '2026-10',
					totalKwhDeliveredAsCPO: 5120.4,
					totalKwhDeliveredAsEmsp: 0,
					totalRevenueCollectedCurrentPeriod: 2048.1,
					totalCollectedBalanceCurrentPeriod: 0,
					totalRevenue: 2048.1,
					totalExpenses: 410.2,
					totalAmount: 1637.9,
					currency: 'EUR',
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'Sub Operator Changed',
				value: 'SubOperatorChangedNotification',
				says: 'A sub operator was created or deleted. Holds its ID; for the rest use Sub Operator: Get.',
				idsOnly: true,
				sample: { subOperator: { id: 831 }, action: 'created', lastUpdatedAt: AT },
			},
			{
				name: 'Roaming Platform Changed',
				value: 'roamingPlatform.changed',
				says: 'A roaming platform was created, updated or deleted. Holds its ID.',
				idsOnly: true,
				sample: { roamingPlatformId: 1901, action: 'updated', lastUpdatedAt: AT },
			},
		],
	},
	{
		name: 'Old Names',
		events: [
			{
				name: 'Authorization Changed (Old Name)',
				value: 'AuthorizationNotification',
				says: 'Somebody asked to charge and was accepted or rejected',
				successor: 'Authorization Changed',
				sample: {
					authorizationId: 300001,
					chargePointId: 2001,
					idTag: '04A2B3C4D5E6',
					status: 'Accepted',
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'Charge Point Changed (Old Name)',
				value: 'ChargePointChangedNotification',
				says: 'A charge point was created, updated or deleted, with its whole record',
				successor: 'Charge Point Changed and EVSE Changed',
				sample: {
					chargePoint: {
						id: 2001,
						name: 'Parking North 1',
						networkId: 'CP-2001',
						networkProtocol: 'ocpp 1.6',
						accessType: 'public',
						locationId: 1001,
						status: 'active',
						networkStatus: 'available',
						hardwareStatus: 'available',
						evses: [{ id: 4001, networkId: '1', hardwareStatus: 'available' }],
					},
					action: 'updated',
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'Session Started or Stopped (Old Name)',
				value: 'SessionStartStopNotification',
				says: 'A charging session began or ended',
				successor: 'Session Started or Stopped',
				sample: {
					chargePointId: 2001,
					evseId: 4001,
					action: 'start',
					sessionId: 100001,
					idTag: '04A2B3C4D5E6',
					startedAtTimestamp: AT,
					userId: 10001,
					meterStart: 120000,
					meterStop: 120000,
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'User Subscription Changed (Old Name)',
				value: 'user.subscriptionChanged',
				says: "A driver's subscription to a plan changed",
				successor: 'User Subscription Changed',
				sample: {
					userId: 10001,
					planId: 1501,
					status: 'cancelled',
					endDate: '2026-12-22T09:41:07Z',
					lastUpdatedAt: AT,
				},
			},
			{
				name: 'Reservation Changed (Old Name)',
				value: 'ReservationChangedNotification',
				says: 'A reservation changed. AMPECO does not publish what this payload holds',
				successor: 'Reservation Changed',
				sample: { reservationId: 110001, status: 'expired', lastUpdatedAt: AT },
			},
			{
				name: 'Payment Method Changed (Old Name)',
				value: 'PaymentMethodChangedNotification',
				says: 'A payment method of a driver changed. AMPECO does not publish what this payload holds',
				successor: 'User Payment Method Changed',
				idsOnly: true,
				sample: { paymentMethodId: '70001', userId: 10001, action: 'created', lastUpdatedAt: AT },
			},
			{
				name: 'Partner Invite Changed (Old Name)',
				value: 'PartnerInviteChangedNotification',
				says: 'An invitation of a driver by a partner changed. AMPECO does not publish what this payload holds',
				successor: 'Partner Invite Changed',
				sample: {
					partnerInviteId: 1101,
					userId: 10001,
					email: 'driver@example.com',
					action: 'created',
					lastUpdatedAt: AT,
				},
			},
		],
	},
];

export const events: AmpecoEvent[] = eventGroups.flatMap((group) => group.events);

/** The events as a choice: AMPECO's names in readable words. */
export const eventChoices: ChoiceOption[] = events.map(({ name, value }) => ({ name, value }));

/** What AMPECO would post: the sample with the event's name, as every payload has it. */
export function samplePayload({ value, sample }: AmpecoEvent): IDataObject {
	return { notification: value, ...sample };
}
