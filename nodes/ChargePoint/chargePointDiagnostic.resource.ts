/** How a charge point is: its status now and before, and logs it uploads on request. */
import { action, f, get, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';
import { chargePointPath } from './chargePoint.resource';
import { hardwareStatusRecord, refusedByChargePoint, statusLogFilters } from './ocpp';

const networkStatusRecord: RecordShape = { status: 'text', timestamp: 'dateTime' };

export const chargePointDiagnostic = resource({
	value: 'chargePointDiagnostic',
	name: 'Charge Point Diagnostic',
	noun: 'charge point',
	path: chargePointPath,
	operations: {
		getStatus: get('GET /public-api/resources/charge-points/v1.0/{chargePoint}/status', {
			action: 'Get status of charge point',
			says: 'Tells whether a station is online, whether it has a fault, and whether each EVSE is free, charging or broken now. Its network status is spelled with spaces, unlike that of Charge Point.',
			record: {
				networkStatus: 'text',
				hardwareStatus: 'text',
				evses: [{ id: 'integer', hardwareStatus: 'text' }],
				lastUpdatedAt: 'dateTime',
			},
		}),
		getLatestNetworkStatus: get(
			'GET /public-api/resources/charge-points/v2.0/{chargePoint}/latest-network-status-log',
			{
				action: 'Get latest network status',
				says: 'Reads when a station went online or offline last.',
				record: networkStatusRecord,
			},
		),
		getLatestHardwareStatus: get(
			'GET /public-api/resources/charge-points/v2.0/{chargePoint}/latest-hardware-status-log',
			{
				action: 'Get latest hardware status',
				says: 'Reads the last report of the hardware with its error code and what a driver can do about it.',
				record: hardwareStatusRecord,
			},
		),
		getNetworkStatusLogs: getMany('GET /public-api/resources/charge-points/v2.0/{chargePoint}/network-status-logs', {
			action: 'Get many network status logs',
			says: 'Lists when a station went online and offline, e.g. to find unstable connections.',
			paging: 'cursor',
			filters: statusLogFilters,
			record: networkStatusRecord,
		}),
		getHardwareStatusLogs: getMany('GET /public-api/resources/charge-points/v2.0/{chargePoint}/hardware-status-logs', {
			action: 'Get many hardware status logs',
			says: 'Lists past faults and recoveries with error codes, e.g. for a report. For the last one use Get Latest Hardware Status.',
			paging: 'cursor',
			filters: statusLogFilters,
			record: hardwareStatusRecord,
		}),
		requestDiagnostics: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/get-diagnostics', {
			action: 'Request diagnostics of charge point',
			says: 'Has the charge point upload its log to an address of yours. Notifications with the request ID of the answer tell how it goes.',
			effect: 'write',
			narrowedBy: ['start', 'stop'],
			body: {
				location: f.required(f.text('Upload Address', { example: 'ftp://user:password@ftp.example.com/logs' })),
				start: f.dateTime('Log Start', { about: 'Only what was logged after it' }),
				stop: f.dateTime('Log End', { about: 'Only what was logged before it' }),
			},
			record: { success: 'flag', requestId: 'number', fileName: 'text' },
			hints: refusedByChargePoint,
		}),
		requestSecurityLog: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/get-security-log', {
			action: 'Request security log',
			says: 'Has the charge point upload its security log to an address of yours.',
			effect: 'write',
			narrowedBy: ['startTime', 'stopTime'],
			body: {
				url: f.required(f.url('Upload URL')),
				reason: f.required(f.text('Reason', { about: 'Kept in the action log of AMPECO' })),
				retries: f.integer('Retries', {
					min: 0,
					max: 10,
					about: 'How often it tries again; the charge point decides when left out',
				}),
				interval: f.integer('Retry Interval', {
					min: 0,
					max: 3600,
					about: 'Seconds between two tries; the charge point decides when left out',
				}),
				startTime: f.dateTime('Log Start', { format: 'plain', about: 'Only what was logged after it' }),
				stopTime: f.dateTime('Log End', { format: 'plain', about: 'Only what was logged before it' }),
			},
			record: { id: 'integer', status: 'text', file_name: 'text', logType: 'text', chargePointId: 'integer' },
			hints: refusedByChargePoint,
		}),
		getLocalListVersion: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/get-local-list-version', {
			action: 'Get local list version',
			says: "Asks the hardware which version it has of the list of ID tags it may accept by itself. If something must be sent along, AMPECO's reference has the names.",
			effect: 'write',
			since: '3.168',
			body: {},
			hints: refusedByChargePoint,
		}),
		checkTariffDisplaySupport: action(
			'POST /public-api/actions/charge-point/v1.0/{chargePoint}/check-tariff-display-support',
			{
				action: 'Check tariff display support',
				says: "Asks whether a station can show prices on its screen. If something must be sent along, AMPECO's reference has the names.",
				effect: 'write',
				since: '3.168',
				body: {},
				hints: refusedByChargePoint,
			},
		),
	},
});
