/** Finds records of the seeded world that a test's requests can name. */
import type { RunningSandbox } from '../../sandbox/client.mts';
import type { Ids } from './requests.mts';

/** Path parameters that name a collection's record; the rest come from the nested records below. */
const COLLECTIONS: Record<string, string> = {
	authorization: 'authorizations', booking: 'bookings', bookingRequest: 'booking-requests', cdr: 'cdrs',
	chargePointDowntimePeriod: 'charge-point-downtime-periods', evseDowntimePeriod: 'evse-downtime-periods', notice: 'downtime-period-notices',
	modelId: 'charge-point-models', vendorId: 'charge-point-vendors', chargePoint: 'charge-points', chargePointId: 'charge-points', userId: 'users', user: 'users',
	circuit: 'circuits', dlmCircuit: 'circuits', template: 'configuration-templates', currency: 'currencies', currencyRate: 'currency-rates',
	customFee: 'custom-fees', electricityMeter: 'electricity-meters', electricityRate: 'electricity-rates', faq: 'faqs', firmwareVersion: 'firmware-versions',
	firmwareVersionId: 'firmware-versions', flexibilityActivationRequest: 'flexibility-activation-requests', flexibilityAsset: 'flexibility-assets',
	idTag: 'id-tags', rfidTag: 'id-tags', installerJob: 'installer-jobs', invoice: 'invoices', location: 'locations', locationId: 'locations',
	parkingSpace: 'parking-spaces', partnerContract: 'partner-contracts', partnerInvite: 'partner-invites', partnerSettlementReport: 'partner-settlement-reports',
	partner: 'partners', partnerId: 'partners', paymentTerminal: 'payment-terminals', provisioningCertificate: 'provisioning-certificates', receipt: 'receipts',
	reservation: 'reservations', roamingConnection: 'roaming-connections', roamingPlatform: 'roaming-connections', roamingOperator: 'roaming-operators',
	roamingProvider: 'roaming-providers', roamingTariff: 'roaming-tariffs', securityEvent: 'security-events', securityEventLog: 'security-events',
	session: 'sessions', subOperator: 'sub-operators', subscriptionPlan: 'subscription-plans', planId: 'subscription-plans', subscription: 'subscriptions',
	tariffGroup: 'tariff-groups', tariffGroupId: 'tariff-groups', tariffId: 'tariffs', tariffSnapshot: 'tariff-snapshots', tariff: 'tariffs',
	taxIdentificationNumber: 'tax-identification-numbers', taxIdentificationNumberId: 'tax-identification-numbers', tax: 'taxes', taxId: 'taxes', applicableTaxId: 'taxes',
	termVersion: 'terms-and-policies', termVersionId: 'terms-and-policies', topUpPackage: 'top-up-packages', transaction: 'transactions',
	userGroup: 'user-groups', userGroupId: 'user-groups', utility: 'utilities', utilityId: 'utilities', vendorErrorCode: 'vendor-error-codes', voucher: 'vouchers',
	noticeId: 'downtime-period-notices', platformId: 'roaming-connections', bookingId: 'bookings', circuitId: 'circuits', dlmCircuitId: 'circuits',
	electricityRateId: 'electricity-rates', electricityMeterId: 'electricity-meters', sessionId: 'sessions', contractId: 'partner-contracts',
	ownerPartnerId: 'partners', ownerPartnerContractId: 'partner-contracts', templateId: 'templates', roamingOperatorId: 'roaming-operators',
	alwaysOpenForUserGroupId: 'user-groups', chargingZoneId: 'charging-zones', transactionId: 'transactions', connectorId: 'connectors', parentCircuitId: 'circuits',
	satelliteChargePointId: 'charge-points', paymentMethodId: 'payment-methods', replacementPlanId: 'subscription-plans',
};

/** Ids that exist and belong together, by path parameter and by field. */
export async function existingIds(sandbox: RunningSandbox): Promise<Ids> {
	const first = async (collection: string) => (await sandbox.state(collection, 1))[0];
	const found: Ids = {};
	for (const [name, collection] of Object.entries(COLLECTIONS)) found[name] = (await first(collection)).id;
	// Where one path names two records, the inner one must belong to the outer.
	const connector = await first('connectors');
	const evse = (await sandbox.state('evses', 20)).find((one) => one.id === connector.evseId)!;
	const variable = await first('configuration-template-variables');
	const zone = await first('charging-zones');
	const contracted = (await sandbox.state('charge-points', 10)).find((one) => one.partner.contractId !== undefined)!;
	const share = await first('charge-point-shares');
	return {
		...found,
		evse: evse.id,
		evseId: evse.id,
		connector: connector.id,
		evseNetworkId: evse.networkId,
		chargePoint: evse.chargePointId,
		share: share.id,
		chargingZone: zone.id,
		chargingZoneId: zone.id,
		contractId: contracted.partner.contractId,
		ownerPartnerContractId: contracted.partner.contractId,
		location: zone.locationId,
		template: variable.templateId,
		variable: variable.id,
		customTariffFilter: (await first('custom-tariff-filters')).id,
		userPriority: (await first('circuit-user-priorities')).id,
		PartnerSettlementRecord: (await first('partner-settlement-records')).id,
		notification: 301,
		key: 'HeartbeatInterval',
		weekDay: 'any',
		date: '2026-12-25',
		phase: 'L1',
		type: 'soft',
		id: (await first('custom-tariff-filters')).id,
	};
}
