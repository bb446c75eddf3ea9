/** Security events: what charge points report by themselves, such as tampering or a cleared log. */
import { f, get, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

export const eventFilters = {
	type: f.choice('Type', {
		FirmwareUpdated: 'Firmware Updated',
		MemoryExhaustion: 'Memory Exhausted',
		ResetOrReboot: 'Reset or Reboot',
		SecurityLogWasCleared: 'Security Log Cleared',
		SettingSystemTime: 'System Time Set',
		StartupOfTheDevice: 'Device Started',
		TamperDetectionActivated: 'Tampering Detected',
	}),
	chargePoint: f.ref('chargePoint', 'Charge Point', { type: 'text' }),
	timestampFrom: f.dateTime('From', { about: 'Events at this time or later' }),
	timestampTo: f.dateTime('Until', { about: 'Events at this time or earlier' }),
};

export const eventRecord: RecordShape = {
	id: 'integer',
	chargePoint: 'integer',
	type: 'text',
	techInfo: 'text',
	timestamp: 'dateTime',
};

export const securityEvent = resource({
	value: 'securityEvent',
	name: 'Security Event',
	path: { securityEvent: f.ref('securityEvent', 'Security Event') },
	record: eventRecord,
	simple: ['id', { chargePointId: 'chargePoint' }, 'type', 'techInfo', 'timestamp'],
	operations: {
		getAll: getMany('GET /public-api/resources/security-events/v2.0', {
			says: 'Lists what charge points reported, by type, charge point or time. To be told as it happens use the AMPECO Trigger node.',
			paging: 'cursor',
			filters: eventFilters,
		}),
		get: get('GET /public-api/resources/security-events/v2.0/{securityEvent}', {
			says: 'Reads one report of a charge point with its technical details.',
		}),
	},
});
