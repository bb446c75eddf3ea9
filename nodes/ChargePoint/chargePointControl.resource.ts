/** Commands to the hardware: reset, unlock, availability, firmware and OCPP messages. */
import { action, f, resource } from '../shared/catalogue';
import { chargePointPath } from './chargePoint.resource';
import { evseNetworkId } from './chargePointCharging.resource';
import { refusedByChargePoint, triggeredMessage } from './ocpp';

const notCut =
	'The connection could not be cut now. Use Get Status of Charge Point Diagnostic to see whether there is one.';

export const chargePointControl = resource({
	value: 'chargePointControl',
	name: 'Charge Point Control',
	noun: 'charge point',
	path: chargePointPath,
	operations: {
		triggerMessage: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/trigger-message', {
			action: 'Trigger message from charge point',
			says: 'Asks the charge point to send an OCPP message now, e.g. its status. For one EVSE use the AMPECO EVSE node.',
			effect: 'write',
			body: { type: f.required(triggeredMessage) },
			hints: refusedByChargePoint,
		}),
		reset: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/reset/{type}', {
			action: 'Reset charge point',
			says: 'Restarts the hardware, which ends running sessions. Hard restarts at once, soft stops sessions properly first.',
			effect: 'physical',
			path: { type: f.choice('Reset Type', { soft: 'Soft', hard: 'Hard' }) },
			record: { success: 'flag' },
			hints: { 202: refusedByChargePoint[202] },
		}),
		unlock: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/unlock/{evse}', {
			name: 'Unlock EVSE',
			action: 'Unlock EVSE of charge point',
			says: 'Opens the lock that holds the cable, e.g. when a driver cannot pull it out. A running session there may end.',
			effect: 'physical',
			path: { evse: evseNetworkId },
			record: { success: 'flag' },
			hints: refusedByChargePoint,
		}),
		changeAvailability: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/change-availability', {
			action: 'Change availability of charge point',
			says: 'Opens hardware for charging or closes it. During a session it is scheduled for when that ends, and the answer says so.',
			effect: 'physical',
			narrowedBy: ['evseNetworkId'],
			applyTo: { all: 'Whole Charge Point', some: 'One EVSE' },
			body: {
				type: f.required(f.choice('Availability', { Operative: 'Available', Inoperative: 'Unavailable' })),
				evseNetworkId: {
					...evseNetworkId,
					about: 'Number of the EVSE (1, 2, ...)',
				},
			},
			answers: { 204: { success: true, scheduled: true } },
			hints: refusedByChargePoint,
		}),
		updateFirmware: action('POST /public-api/actions/charge-point/v2.0/{chargePoint}/update-firmware', {
			action: 'Update firmware of charge point',
			says: 'Has the charge point install firmware, from AMPECO or from a URL. It restarts and may be out of use meanwhile.',
			effect: 'physical',
			body: {
				signed: f.required(f.flag('Signed', { about: 'it is a signed update, which needs certificate and signature' })),
				firmwareVersionId: f.ref('firmwareVersion', 'Firmware Version', { about: 'Set this or Firmware URL' }),
				url: f.url('Firmware URL', { about: 'Where the charge point fetches the file; set this or Firmware Version' }),
				retrieveAfter: f.dateTime('Retrieve After', { about: 'Now when left out' }),
				retries: f.integer('Retries', { min: 0, max: 10, about: 'How often the charge point tries again' }),
				interval: f.integer('Retry Interval', { min: 0, max: 3600, about: 'Seconds between two tries' }),
				downloadUrlProtocol: f.choice(
					'Download Protocol',
					{ https: 'HTTPS', http: 'HTTP' },
					{ about: 'For a firmware version in AMPECO; HTTP only where the hardware cannot do better' },
				),
				signingCertificate: f.text('Signing Certificate', { format: 'long', about: 'Needed for a signed update' }),
				signature: f.text('Signature', { format: 'long', about: 'Needed for a signed update' }),
			},
			hints: refusedByChargePoint,
		}),
		clearCache: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/clear-cache', {
			action: 'Clear cache of charge point',
			says: "Empties the hardware's own list of the ID tags it accepted before. If something must be sent along, AMPECO's reference has the names.",
			effect: 'physical',
			since: '3.168',
			body: {},
			hints: refusedByChargePoint,
		}),
		sendDataTransfer: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/send-data-transfer', {
			outcome: 'done',
			action: 'Send data transfer',
			says: "Sends a maker's own OCPP command and returns what the charge point says to it. What it does depends on the maker.",
			effect: 'physical',
			body: {
				vendorId: f.required(f.key('Vendor ID', { about: "The maker's name for its extension" })),
				messageId: f.key('Message ID', { nullable: true, about: 'Which command of the extension' }),
				data: f.text('Data', { nullable: true, format: 'long', about: 'What the command wants, as text' }),
			},
			record: { status: 'text', data: 'text' },
			hints: refusedByChargePoint,
		}),
		sendCustomOcpp: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/send-custom-ocpp', {
			name: 'Send Custom OCPP Command',
			action: 'Send custom OCPP command',
			says: "Has the hardware do whatever OCPP knows, where no other operation does. AMPECO's reference has the names of what is to be sent.",
			effect: 'physical',
			since: '3.168',
			body: {},
			hints: refusedByChargePoint,
		}),
		disconnect: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/disconnect', {
			action: 'Disconnect charge point',
			says: 'Cuts the connection between charge point and AMPECO. Nothing can be controlled until it connects again by itself.',
			effect: 'physical',
			body: {
				reason: f.required(f.text('Reason', { about: 'Kept in the audit log, at most 255 characters' })),
			},
			record: { success: 'flag' },
			hints: { 202: notCut, 409: notCut },
		}),
	},
});
