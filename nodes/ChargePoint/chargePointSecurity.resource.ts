/** Certificates in a charge point and the OCPP security profile of its connection. */
import { action, f, resource } from '../shared/catalogue';
import { chargePointPath } from './chargePoint.resource';
import { refusedByChargePoint } from './ocpp';

const rootCertificate = {
	V2GRootCertificate: 'V2G Root',
	MORootCertificate: 'Mobility Operator Root',
	CSMSRootCertificate: 'Charging Management System Root',
	ManufacturerRootCertificate: 'Manufacturer Root',
};

const certificateHints = {
	...refusedByChargePoint,
	404: 'Check the ID. If it is right, certificates are switched off for your tenant: ask AMPECO to enable them.',
	501: 'This is not possible with the charge point. Certificates need OCPP 2.0.1 or the security extension of OCPP 1.6.',
};

export const chargePointSecurity = resource({
	value: 'chargePointSecurity',
	name: 'Charge Point Security',
	noun: 'charge point',
	path: chargePointPath,
	operations: {
		syncCertificates: action('POST /public-api/actions/charge-point/v2.0/{chargePoint}/sync-certificates', {
			action: 'Sync certificates of charge point',
			says: 'Has AMPECO ask the charge point which certificates are installed in it.',
			effect: 'write',
			narrowedBy: ['certificateType'],
			body: {
				certificateType: f.choice(
					'Certificate Type',
					{ ...rootCertificate, V2GCertificateChain: 'V2G Chain' },
					{ nullable: true, about: 'All types when left out' },
				),
			},
			hints: certificateHints,
		}),
		installCertificate: action('POST /public-api/actions/charge-point/v2.0/{chargePoint}/install-certificate', {
			action: 'Install certificate in charge point',
			says: 'Puts the root certificate that AMPECO holds for this type into the charge point.',
			effect: 'physical',
			body: { certificateType: f.required(f.choice('Certificate Type', rootCertificate)) },
			hints: certificateHints,
		}),
		setSecurityProfile: action('POST /public-api/actions/charge-point/v2.0/{chargePoint}/set-security-profile', {
			action: 'Set security profile',
			says: 'Raises the security of the connection for good and installs root certificates. Hardware that cannot follow may stay offline.',
			effect: 'physical',
			body: {
				securityProfile: f.required(
					f.choice(
						'Security Profile',
						[
							{ name: '1: Password without Encryption', value: 1 },
							{ name: '2: Password with TLS', value: 2 },
						],
						{ type: 'integer', wire: 'setSecurityProfile' },
					),
				),
				reason: f.required(f.text('Reason', { about: 'Why it is changed, at most 500 characters' })),
			},
			record: { success: 'flag' },
			hints: {
				202: refusedByChargePoint[202],
				406: 'A profile can only be raised, and only as far as the hardware goes. Get the charge point with Output Raw: security shows both.',
			},
		}),
		resetSecurityProfile: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/reset-security-profile', {
			action: 'Reset security profile',
			says: 'For a charge point locked out by its profile: it may connect once with any, which AMPECO then takes over.',
			effect: 'physical',
		}),
		deleteCertificate: action('POST /public-api/actions/charge-point/v2.0/{chargePoint}/delete-certificate', {
			action: 'Delete certificate in charge point',
			says: 'Takes certificates of one type out of the charge point. Without the one it connects with it may stay offline.',
			effect: 'destructive',
			body: {
				certificateType: f.required(
					f.choice('Certificate Type', {
						...rootCertificate,
						ChargingStationCertificate: 'Charging Station',
						V2GCertificate: 'V2G',
						V2GCertificateChain: 'V2G Chain',
					}),
				),
			},
			hints: certificateHints,
		}),
	},
});
