/** Charge points: the stations themselves, who may use them and how they connect. */
import {
	addedIn,
	action,
	create,
	createOrUpdate,
	f,
	get,
	getMany,
	remove,
	resource,
	sinceLastRun,
	update,
} from '../shared/catalogue';
import type { Field, RecordShape } from '../shared/catalogue';
import { chargingProfileRecord } from './ocpp';

/** The charge point in the path of all its routes. */
export const chargePointPath = { chargePoint: f.ref('chargePoint', 'Charge Point') };

export const chargePointType = { public: 'Public', private: 'Private', personal: 'Personal' };

export const networkProtocol = {
	'ocpp 1.5': 'OCPP 1.5',
	'ocpp 1.6': 'OCPP 1.6',
	'ocpp 1.6 soap': 'OCPP 1.6 SOAP',
	'ocpp 2.0.1': 'OCPP 2.0.1',
};

export const securityProfileStatus = { applied: 'Applied', pending: 'Pending', rejected: 'Rejected' };

const include = f.choices(
	'Include',
	{
		lastBootNotification: 'Last Boot Notification',
		chargingProfile: 'Charging Profile',
		smartCharging: 'Smart Charging',
		smartChargingPreferences: 'Smart Charging Preferences',
		personalSmartChargingPreferences: 'Personal Smart Charging Preferences',
		availablePersonalSmartChargingModes: 'Available Personal Smart Charging Modes',
		notes: 'Notes',
	},
	{ about: 'Details to add to the answer' },
);

const fields = {
	name: f.text('Name', { about: 'At most 255 characters' }),
	type: f.choice('Access Type', chargePointType, {
		about: 'Public is on the map for everybody, private for chosen users, personal belongs to one driver',
	}),
	status: f.choice(
		'Status',
		{ enabled: 'Enabled', disabled: 'Disabled', 'out of order': 'Out of Order', demo: 'Demo' },
		{ about: 'Disabled hides it from drivers, out of order shows it without charging, demo simulates it' },
	),
	locationId: f.ref('location', 'Location', { about: 'Needed unless the charge point is personal' }),
	chargingZoneId: f.ref('chargingZone', 'Charging Zone', {
		nullable: true,
		about: 'A zone of the location; choose that first',
	}),
	networkId: f.key('Network ID', {
		wire: ['network', 'id'],
		nullable: true,
		about: 'The identity the charge point gives when it connects with OCPP',
	}),
	networkProtocol: f.choice('Network Protocol', networkProtocol, { wire: ['network', 'protocol'] }),
	networkPassword: f.secret('Network Password', {
		wire: ['network', 'password'],
		about: 'What the charge point signs in with',
	}),
	networkIp: f.key('Network IP Address', { wire: ['network', 'ip'], about: 'Needed for OCPP 1.5 only' }),
	networkPort: f.integer('Network Port', { wire: ['network', 'port'], about: 'Needed for OCPP 1.5 only' }),
	networkType: f.choice('Network Connection', { cellular: 'Cellular', ethernet: 'Ethernet', wlan: 'WLAN' }),
	modelId: f.ref('chargePointModel', 'Model', {
		nullable: true,
		about: 'Set by itself from what the charge point reports when it boots',
	}),
	externalId: f.key('External ID', { about: 'Your own reference, by which Get Many can find the charge point' }),
	tags: f.texts('Tags', { about: 'All tags it should have; those left out of the list are removed' }),
	capabilities: f.choices('Capabilities', {
		remote_start_stop_capable: 'Remote Start and Stop',
		meter_values: 'Meter Values',
		stop_transaction_on_ev_disconnect: 'Stop when Unplugged',
		disregard_the_heartbeats: 'Ignore Heartbeats (OCPP 1.5 SOAP)',
		display_messages: 'Display Messages',
	}),
	autoStartWithoutAuthorization: f.flag('Auto Start without Authorization', {
		about: 'charging starts as soon as a car is plugged in, without the driver being asked',
	}),
	disableAutoStartEmulation: f.flag('Disable Auto Start Emulation', {
		about: 'auto start is left to the charge point alone, without a start command from AMPECO',
	}),
	enableAutoFaultRecovery: f.flag('Auto Fault Recovery', {
		about: 'AMPECO tries to bring the charge point back from a fault by itself; on for a new one when left out',
	}),
	desiredSecurityProfile: f.integer('Desired Security Profile', {
		wire: ['security', 'desiredProfile'],
		about:
			'0 is no authentication, 1 a password, 2 a password with TLS, 3 a client certificate. It is set when the charge point boots.',
	}),
	partnerId: f.ref('partner', 'Partner', { wire: ['partner', 'id'], about: 'The partner who owns the charge point' }),
	partnerContractId: f.ref('partnerContract', 'Partner Contract', { wire: ['partner', 'contractId'] }),
	partnerAccessType: f.choice(
		'Partner Access Type',
		{
			private_view_private_use: 'Invited Users See and Use It',
			private_view_public_use: 'Invited Users See It, Everybody Uses It',
			public_view_private_use: 'Everybody Sees It, Invited Users Use It',
		},
		{
			wire: ['partner', 'accessType'],
			about: 'For private charge points: what drivers not invited by the partner can do',
		},
	),
	partnerCorporateBillingAsDefault: f.flag('Partner Corporate Billing as Default', {
		wire: ['partner', 'corporateBillingAsDefault'],
		about: "the partner's corporate billing pays by default for users invited to it",
	}),
	partnerContactId: f.integer('Partner Contact ID', {
		wire: ['partner', 'contactId'],
		about: 'Deprecated by AMPECO; use Partner Contract',
	}),
	partnerNotice: f.translations('Partner Notice', {
		wire: ['partner', 'notice'],
		about: 'Deprecated by AMPECO; use Notice ID, which wins when both are set',
	}),
	noticeId: f.integer('Notice ID', {
		nullable: true,
		about: 'Information shown to drivers who may see but not use it',
	}),
	userId: f.ref('user', 'Owner', { wire: ['user', 'id'], nullable: true, about: 'For personal charge points' }),
	automaticFirmwareUpdatesEnabled: f.flag('Automatic Firmware Updates', {
		wire: ['user', 'automaticFirmwareUpdatesEnabled'],
		about: 'the owner wants firmware updates by themselves; on for a new one when left out',
	}),
	pin: f.key('PIN', {
		example: '1234',
		about: 'Up to four digits, with which a driver claims a personal charge point. Needed for personal ones.',
	}),
	subscriptionRequired: f.flag('Subscription Required', {
		wire: ['subscription', 'required'],
		about: 'a personal charge point works only with an active subscription',
	}),
	subscriptionPlanIds: f.refs('subscriptionPlan', 'Accepted Subscription Plans', {
		wire: ['subscription', 'planIds'],
		about: 'Any one of them will do where a subscription is required',
	}),
	enabledRandomisedDelay: f.flag('Randomized Delay', {
		about: 'charging starts after a random delay; personal charge points only',
	}),
	electricityRateId: f.ref('electricityRate', 'Electricity Rate', {
		about: 'Tracks what the electricity of each session costs. Dynamic rates cannot be chosen.',
	}),
	electricityCostReimbursementIntegrationId: f.integer('Reimbursement Integration ID', {
		nullable: true,
		about: "Third party that pays the driver's electricity back; personal charge points only",
	}),
	utilityId: f.ref('utility', 'Utility', { nullable: true }),
	usesRenewableEnergy: f.flag('Uses Renewable Energy', {
		about: 'roaming sessions count as renewable where no electricity rate says otherwise',
	}),
	installationAndMaintenanceCompanyId: f.integer('Installation and Maintenance Company ID', { nullable: true }),
	...addedIn('3.251', {
		autoRecoveryEnabled: f.flag('Auto Recovery', { about: 'AMPECO tries to bring it back by itself' }),
		monitoringEnabled: f.flag('Monitoring', { about: 'AMPECO watches it for faults' }),
		uptimeTrackingEnabled: f.flag('Uptime Tracking', { about: 'AMPECO keeps track of its uptime' }),
	}),
	managedByOperator: f.flag('Managed by Operator', {
		about: 'drivers can start sessions. Deprecated by AMPECO; Communication Mode, set on create, says it now.',
	}),
};

const communicationMode = f.choice(
	'Communication Mode',
	{
		direct_ocpp: 'Direct OCPP',
		via_ocpp_connected_charge_point: 'Through Another Charge Point',
		none: 'None',
	},
	{
		about:
			'How AMPECO reaches the charge point; it cannot be changed later. One without connection is only shown to drivers.',
	},
);

const { name, type, status, ...optional } = fields;

/** A field that AMPECO takes null for in an update only. */
function clearable<F extends Field>(field: F): F {
	return { ...field, nullable: true };
}

const record: RecordShape = {
	id: 'integer',
	name: 'text',
	type: 'text',
	status: 'text',
	communicationMode: 'text',
	networkStatus: 'text',
	hardwareStatus: 'text',
	vendorErrorCode: 'text',
	locationId: 'integer',
	chargingZoneId: 'integer',
	externalId: 'text',
	network: { id: 'text', protocol: 'text', password: 'text', ip: 'text', port: 'integer' },
	networkType: 'text',
	modelId: 'integer',
	tags: ['text'],
	capabilities: ['text'],
	autoStartWithoutAuthorization: 'flag',
	disableAutoStartEmulation: 'flag',
	enableAutoFaultRecovery: 'flag',
	security: {
		desiredProfile: 'integer',
		currentProfile: 'integer',
		hardwareEnabledProfile: 'integer',
		desiredProfileStatus: 'text',
	},
	partner: {
		id: 'integer',
		contractId: 'integer',
		contactId: 'integer',
		corporateBillingAsDefault: 'flag',
		accessType: 'text',
		notice: [{ locale: 'text', translation: 'text' }],
	},
	noticeId: 'integer',
	user: { id: 'integer', automaticFirmwareUpdatesEnabled: 'flag' },
	pin: 'text',
	sharingCode: 'text',
	subscription: { required: 'flag', planIds: ['integer'] },
	enabledRandomisedDelay: 'flag',
	electricityRateId: 'integer',
	electricityCostReimbursementIntegrationId: 'integer',
	utilityId: 'integer',
	usesRenewableEnergy: 'flag',
	installationAndMaintenanceCompanyId: 'integer',
	managedByOperator: 'flag',
	ocppConnectedChargePointId: 'integer',
	roamingOperatorId: 'integer',
	displayTariffAndCosts: 'flag',
	lastBootNotification: {
		model: 'text',
		vendor: 'text',
		chargeBoxSerialNumber: 'text',
		chargePointSerialNumber: 'text',
		firmwareVersion: 'text',
		iccid: 'text',
		imsi: 'text',
		meterSerialNumber: 'text',
		meterType: 'text',
		lastUpdatedAt: 'dateTime',
	},
	chargingProfile: chargingProfileRecord,
	createdAt: 'dateTime',
	firstContactAt: 'date',
	integratedAt: 'dateTime',
	manufacturedAt: 'dateTime',
	lastUpdatedAt: 'dateTime',
	lastNetworkStatusUpdateAt: 'dateTime',
	lastHardwareStatusUpdateAt: 'dateTime',
	autoRecoveryEnabled: 'flag',
	monitoringEnabled: 'flag',
	uptimeTrackingEnabled: 'flag',
	uptimeTrackingActivatedAt: 'dateTime',
	publicSharing: { enabled: 'flag', reimbursementPolicyId: 'integer', roamingPublishEnabled: 'flag' },
	sharingBillingRule: 'text',
	tariffDisplayMessages: 'any',
	notes: ['any'],
	notice: 'any',
};

export const chargePoint = resource({
	value: 'chargePoint',
	name: 'Charge Point',
	operator: ['record', 'filter', 'create'],
	path: chargePointPath,
	record,
	simple: [
		'id',
		'name',
		'type',
		'status',
		'networkStatus',
		'hardwareStatus',
		{ networkId: 'network.id' },
		'locationId',
		'chargingZoneId',
		'externalId',
		'partner.id',
		'user.id',
		'modelId',
		'roamingOperatorId',
		'communicationMode',
		'tags',
		{ desiredSecurityProfileStatus: 'security.desiredProfileStatus' },
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/charge-points/v2.0', {
			says: 'Lists stations, oldest first. Use filters to find those of a location, partner, owner, model or network ID.',
			paging: 'cursor',
			query: { include },
			filters: {
				locationId: f.ref('location', 'Location', { type: 'text' }),
				chargingZoneId: f.ref('chargingZone', 'Charging Zone', { type: 'text', about: 'Choose the location first' }),
				name: f.text('Exact Name'),
				networkId: f.key('Network ID', { about: 'The identity it has in OCPP' }),
				externalId: f.key('External ID'),
				type: f.choice('Access Type', chargePointType),
				tag: f.text('Tag'),
				partnerId: f.ref('partner', 'Partner', { type: 'text' }),
				userId: f.ref('user', 'Owner', { type: 'text' }),
				modelId: f.ref('chargePointModel', 'Model', { type: 'text' }),
				vendorId: f.ref('chargePointVendor', 'Vendor', { type: 'text' }),
				bootNotificationSerialNumber: f.key('Serial Number', {
					about: 'As the charge point gave it when it booted last',
				}),
				evsePhysicalReference: f.key('EVSE Physical Reference', {
					about: 'What is printed at one of its EVSEs, e.g. under the QR code',
				}),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				roaming: f.flag('Roaming', { about: 'to list stations of roaming operators (on) or own ones (off)' }),
				roamingOperatorIds: f.refs('roamingOperator', 'Roaming Operators'),
				managedByOperator: f.flag('Managed by Operator', { about: 'to list managed stations (on) or others (off)' }),
				subOperatorId: f.ref('subOperator', 'Sub Operator', { type: 'text' }),
				circuitId: f.ref('circuit', 'Circuit'),
				utilityId: f.ref('utility', 'Utility'),
				desiredSecurityProfileStatus: f.choice('Desired Security Profile Status', securityProfileStatus),
				sharingCode: f.key('Sharing Code'),
				...addedIn('3.251', {
					createdAfter: f.dateTime('Created After'),
					createdBefore: f.dateTime('Created Before'),
					networkStatus: f.choice('Network Status', {
						available: 'Available',
						'temporarily unavailable': 'Temporarily Unavailable',
						'long-term unavailable': 'Unavailable for Long',
						'never connected': 'Never Connected',
					}),
					lastNetworkStatusUpdateAfter: f.dateTime('Network Status Updated After'),
					lastNetworkStatusUpdateBefore: f.dateTime('Network Status Updated Before'),
					partnerContractId: f.ref('partnerContract', 'Partner Contract'),
					countryStationId: f.key('Country Station ID'),
				}),
			},
		}),
		get: get('GET /public-api/resources/charge-points/v2.0/{chargePoint}', {
			says: 'Reads the settings and connection of one station. For what its EVSEs do now, use Get Status of Charge Point Diagnostic.',
			query: { include },
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/charge-points/v2.0', {
			says: 'Adds a station. Its EVSEs and connectors are created afterwards, with the AMPECO EVSE node.',
			body: {
				name: f.required(name),
				type: f.required(type),
				status: f.required(status),
				// AMPECO requires it of everybody who does not send the deprecated managedByOperator.
				communicationMode: f.required(communicationMode),
				ocppConnectedChargePointId: f.ref('chargePoint', 'Main Charge Point', {
					about: 'The charge point it communicates through, where Communication Mode says so',
				}),
				...optional,
				sharingCode: f.key('Sharing Code', {
					about: 'Lets drivers other than the owner use a personal charge point',
				}),
			},
		}),
		upsert: createOrUpdate('externalId', 'networkId'),
		update: update('PATCH /public-api/resources/charge-points/v2.0/{chargePoint}', {
			says: 'Changes settings of a station; what is left out stays. For its OCPP keys use Charge Point Configuration. A wrong network ID, password or security profile keeps it offline.',
			query: { include },
			body: {
				...fields,
				locationId: clearable(fields.locationId),
				networkProtocol: clearable(fields.networkProtocol),
				networkPassword: clearable(fields.networkPassword),
				networkIp: clearable(fields.networkIp),
				networkPort: clearable(fields.networkPort),
				externalId: clearable(fields.externalId),
				partnerId: clearable(fields.partnerId),
				partnerContractId: clearable(fields.partnerContractId),
				partnerAccessType: clearable(fields.partnerAccessType),
				partnerContactId: clearable(fields.partnerContactId),
				partnerNotice: clearable(fields.partnerNotice),
				pin: clearable(fields.pin),
				electricityRateId: clearable(fields.electricityRateId),
				integratedAt: f.dateTime('Integrated At', { nullable: true, about: 'When it was taken into operation' }),
				manufacturedAt: f.dateTime('Manufactured At', { nullable: true }),
				...addedIn('3.251', {
					countryStationId: f.key('Country Station ID', { about: 'Its number in a register of the country' }),
					publicSharingEnabled: f.flag('Public Sharing', {
						wire: ['publicSharing', 'enabled'],
						about: 'everybody can charge at this personal charge point',
					}),
					publicSharingReimbursementPolicyId: f.integer('Public Sharing Reimbursement Policy ID', {
						wire: ['publicSharing', 'reimbursementPolicyId'],
					}),
					publicSharingRoamingPublishEnabled: f.flag('Public Sharing with Roaming Partners', {
						wire: ['publicSharing', 'roamingPublishEnabled'],
						about: 'roaming partners are told of it as well',
					}),
					tariffDisplayMessages: f.json('Tariff Display Messages', {
						about: 'How the charge point shows prices, in the form the record has',
					}),
					calibrationLawDataAvailability: f.any('Calibration Law Data Availability'),
				}),
			},
		}),
		changeOwner: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/change-owner', {
			outcome: 'done',
			says: 'Gives a personal charge point to another driver, or takes it from its owner so that it belongs to nobody.',
			action: 'Change owner of charge point',
			effect: 'write',
			narrowedBy: ['userId'],
			applyTo: { label: 'Give To', all: 'Nobody', some: 'Another Driver' },
			body: {
				userId: f.ref('user', 'New Owner', {
					nullable: true,
				}),
			},
			hints: { 406: 'AMPECO did not change the owner. Check that the access type of the charge point is personal.' },
		}),
		moveEvsesToSatellite: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/move-evses-to-satellite', {
			outcome: 'done',
			name: 'Move EVSEs to Satellite',
			says: 'Moves EVSEs to another charge point that communicates through this one. No operation moves them back.',
			action: 'Move EVSE records to satellite',
			effect: 'destructive',
			body: {
				satelliteChargePointId: f.required(f.ref('chargePoint', 'Satellite Charge Point')),
				evseIds: f.required(f.refs('evseOfChargePoint', 'EVSEs', { about: 'EVSEs of the charge point chosen above' })),
			},
		}),
		delete: remove('DELETE /public-api/resources/charge-points/v2.0/{chargePoint}', {
			says: 'Removes a station for good. To hide it from drivers and keep it, set its status to disabled instead.',
		}),
	},
});
