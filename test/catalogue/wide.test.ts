/**
 * Where less given means more done: every operation that changes something and has fields one may leave out, each with its
 * answer. Where leaving out all that narrows would act on everything, the wide meaning is chosen under Apply To; where it
 * would act on more or for longer, a field that was added must have a value; else it says here why neither is needed.
 */
import { dist, loadNodes, registeredFolders, shared } from '../../tools/catalogue/built.mts';

const { catalogue } = shared(dist);

const CHOSEN = 'the wide meaning is chosen';
const REFUSED = 'a field that was added must have a value';

/** Why nothing more is done when optional fields are left out. */
const ONE_THING = 'one thing is acted on, named by its ID; what is left out stays as AMPECO has it';
const SAME_AMOUNT = 'the amount is given or fixed; what is left out only says how it is paid or noted';
const LESS = 'what may be left out does more when it is given';
const OWN = 'what may be left out belongs to the client that asks, not to what is acted on';

const answers: Record<string, string> = {
	'chargePoint/changeOwner': CHOSEN,
	'chargePointCharging/clearChargingProfile': CHOSEN,
	'chargePointControl/changeAvailability': CHOSEN,
	'evse/bulkAssignTariffGroup': CHOSEN,
	'installerJob/assignChargePoints': CHOSEN,
	'notificationSubscription/resendFailed': CHOSEN,

	'chargePointCharging/start': REFUSED,
	'chargePointCharging/startWithoutEvse': REFUSED,
	'chargePointCharging/setChargingProfile': REFUSED,
	'chargePointConfiguration/setVariable': REFUSED,
	'chargePointConfiguration/sync': REFUSED,
	'chargePointDiagnostic/requestDiagnostics': REFUSED,
	'chargePointDiagnostic/requestSecurityLog': REFUSED,
	'chargePointSecurity/syncCertificates': REFUSED,
	'evse/start': REFUSED,
	'flexibilityAsset/changeStatus': REFUSED,
	'session/start': REFUSED,
	'subscription/activate': REFUSED,

	'chargePointCharging/stop': LESS,
	'configurationTemplate/applyToChargePoints': LESS,
	'reservation/cancel': LESS,
	'session/stop': LESS,

	'session/retryPayment': SAME_AMOUNT,
	'transaction/createPreAuthorization': SAME_AMOUNT,
	'user/addBalance': SAME_AMOUNT,
	'user/applyCustomFee': SAME_AMOUNT,

	'accessToken/revoke': OWN,

	'chargePointCharging/reserve': ONE_THING,
	'chargePointControl/sendDataTransfer': ONE_THING,
	'chargePointControl/updateFirmware': ONE_THING,
	'chargePointShare/changeSharingCode': ONE_THING,
	'chargePointSmartCharging/setMode': ONE_THING,
	'chargePointSmartCharging/setPreferences': ONE_THING,
	'circuit/attachChargePoint': ONE_THING,
	'circuit/setSchedule': ONE_THING,
	'circuitPriority/setByStateOfCharge': ONE_THING,
	'customTariffFilter/setPricingData': ONE_THING,
	'electricityMeter/reportConsumption': ONE_THING,
	'electricityRate/setEnergyMix': ONE_THING,
	'installerJob/changeStatus': ONE_THING,
	'provisioningCertificate/issueEmaid': ONE_THING,
	'roamingEmsp/assignPartner': ONE_THING,
	'tariff/setDisplayInformation': ONE_THING,
};

/** Record keeping: one record is made, changed or removed, and nothing else. */
const RECORDS = ['create', 'createMany', 'createOnce', 'update', 'replace', 'upsert', 'createOrUpdate'];

/** The operations that do something and leave something open. */
function openOnes() {
	return loadNodes(dist, registeredFolders()).flatMap(({ resources }) =>
		resources.flatMap(({ value, operations }) =>
			Object.entries(operations)
				.filter(([name, { effect }]) => effect !== 'read' && !RECORDS.includes(name))
				.map(([name, operation]) => ({ name: `${value}/${name}`, operation }))
				.filter(({ operation: { body, query, filters } }) =>
					[catalogue.isField(body) ? { body } : body, query, filters]
						.flatMap((table) => Object.values(table ?? {}))
						.some(({ required }) => !required),
				),
		),
	);
}

const open = openOnes();

test('each of them has its answer, and there is no answer too many', () => {
	const names = [...new Set(open.map(({ name }) => name))].sort();
	expect(names).toEqual(Object.keys(answers).sort());
});

test('the answer is what the operation does', () => {
	for (const { name, operation } of open) {
		const is = operation.applyTo ? CHOSEN : operation.narrowedBy ? REFUSED : 'neither';
		expect([name, is]).toEqual([name, [CHOSEN, REFUSED].includes(answers[name]) ? answers[name] : 'neither']);
	}
});

test('nothing is removed by a filter: every delete names one record and leaves nothing open', () => {
	const deletes = loadNodes(dist, registeredFolders()).flatMap(({ resources }) =>
		resources.flatMap(({ operations }) => Object.values(operations).filter(({ route }) => route.startsWith('DELETE'))),
	);
	// The one record of its kind that a tenant has.
	const single = 'DELETE /public-api/resources/contact-details/v2.0';
	expect(deletes.length).toBeGreaterThan(20);
	for (const { route, filters, query, body } of deletes) {
		expect([route, filters, query, body]).toEqual([route, undefined, undefined, undefined]);
		if (route !== single) expect(route).toMatch(/\{\w+\}/);
	}
});
