/** What is agreed with partners and drivers about money: policies, overrides, reimbursement, invoices, energy coupons. */
import { answerList, answerOf, answerWith, recordOf, successCode } from '../answers.mts';
import { invalidField, Refusal, rejected, type Call, type Handler } from '../call.mts';
import type { StoredRecord } from '../store.mts';
import type { Tenant } from '../tenant.mts';
import type { Family } from './families.mts';
import { updatedAt } from './office.mts';

const billingPolicies: Family = {
	collection: 'partner-invite-corporate-billing-policies',
	names: updatedAt,
	create: () => ({ isActive: true, period: 'monthly' }),
	show: (policy, { tenant }) => ({
		...policy,
		latestSnapshotId:
			tenant.store
				.get('partner-invite-corporate-billing-policy-snapshots')
				.find((one) => one.corporateBillingPolicyId === policy.id)?.id ?? null,
	}),
};

const partnerInvoices: Family = { collection: 'partner-invoices', names: updatedAt };
const reimbursementRecords: Family = { collection: 'reimbursement-records', names: updatedAt };
const reimbursementReports: Family = { collection: 'reimbursement-reports', names: updatedAt };

const couponTemplates: Family = {
	collection: 'energy-coupon-templates',
	filters: {
		templateValidFrom: (template, wanted) => String(template.templateValidFrom) >= String(wanted),
		templateValidTo: (template, wanted) => String(template.templateValidTo) <= String(wanted),
	},
	create: () => ({ status: 'active' }),
};

const coupons: Family = {
	collection: 'energy-coupons',
	create: (fields, { tenant }) => ({
		...newCoupon(tenant),
		remainingEnergyWh: fields.energyWh,
		evseType: fields.evseType ?? 'all',
	}),
};

const newCoupon = (tenant: Tenant) => ({ code: tenant.random('coupons').text(10).toUpperCase(), status: 'active' });

/** What is left on the coupons a user may use. */
const eligible = (tenant: Tenant, userId: number) =>
	tenant.store.get('energy-coupons').filter((one) => one.userId === userId && one.status === 'active');

export const agreements: Record<string, Family> = {
	'resources/partner-invite-access-policies': {
		collection: 'partner-invite-access-policies',
		create: (fields) => ({
			isDefault: false,
			includeSharedChargePoints: fields.includeSharedChargePoints ?? false,
			restrictions: fields.restrictions ?? {},
		}),
	},
	'resources/partner-invite-corporate-billing-policies': billingPolicies,
	'resources/partner-invite-corporate-billing-policy-snapshots': {
		collection: 'partner-invite-corporate-billing-policy-snapshots',
		names: updatedAt,
	},
	'resources/partner-contracts/*/settlement-overrides': {
		collection: 'settlement-overrides',
		parents: [{ collection: 'partner-contracts', field: 'partnerContractId' }],
		ignoredReferences: ['targetIds'],
		create: (fields) => ({ acPercent: fields.acPercent ?? 0, dcPercent: fields.dcPercent ?? 0 }),
	},
	'resources/partner-invoices': partnerInvoices,
	'resources/reimbursement-policies': {
		collection: 'reimbursement-policies',
		filters: {
			isActive: (policy, wanted, { tenant }) =>
				(!policy.validityEndsOn || String(policy.validityEndsOn) >= tenant.clock.iso()) === wanted,
		},
	},
	'resources/reimbursement-records': reimbursementRecords,
	'resources/reimbursement-reports': reimbursementReports,
	'resources/energy-coupon-templates': couponTemplates,
	'resources/energy-coupons': coupons,
	'resources/tariffs/*/scheduled-changes': {
		collection: 'tariff-scheduled-changes',
		parents: [{ collection: 'tariffs', field: 'tariffId' }],
		names: updatedAt,
		create: (fields, { tenant }) => {
			const tariff = tenant.store.get('tariffs').get(Number(fields.tariffId))!;
			return {
				status: 'scheduled',
				name: fields.name ?? tariff.name,
				type: fields.type ?? tariff.type,
				createdByAdminId: tenant.store.get('admins').idAt(0),
			};
		},
	},
	'resources/users/*/subscription-billing-periods': {
		collection: 'subscription-billing-periods',
		parents: [{ collection: 'users', field: 'userId' }],
		filters: {
			hasUnresolvedPaymentFailure: (period, wanted) => (period.latestPaymentFailureAt !== null) === wanted,
		},
	},
};

const collection = (name: string): Family => ({ collection: name });

/** Does something to the record a path names and answers as the operation declares. */
const onRecord =
	(family: Family, change: (record: StoredRecord, call: Call) => void = () => {}): Handler =>
	(call) => {
		const record = recordOf(call, family);
		change(record, call);
		record.lastUpdatedAt = call.tenant.clock.iso();
		return answerWith(call, family, record);
	};

const setExternalId = (record: StoredRecord, { body }: Call) => void (record.externalId = body.externalId);

/** Fields that are not sent are kept; whether a real tenant keeps them is not known. */
const setCustomFields = (record: StoredRecord, { body }: Call) =>
	void (record.customFields = { ...(record.customFields as object), ...body.customFields });

const consumptions =
	(of: 'couponId' | 'sessionId', family: Family): Handler =>
	(call) => {
		const record = recordOf(call, family);
		const used = call.tenant.store.get('energy-coupon-session-consumptions').filter((one) => one[of] === record.id);
		return answerList(call, used);
	};

/** The smallest PDF that a reader opens. */
const pdf = (text: string) =>
	Buffer.from(
		`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
			`3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 50]>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
	);

export const agreementHandlers: Record<string, Handler> = {
	'POST actions/partner-invite-corporate-billing-policy/*/enable': onRecord(billingPolicies, (policy) => {
		policy.isActive = true;
	}),
	'POST actions/partner-invite-corporate-billing-policy/*/disable': onRecord(billingPolicies, (policy) => {
		policy.isActive = false;
	}),
	'POST actions/partner-invoice/*/update-external-id': onRecord(partnerInvoices, setExternalId),
	'POST actions/partner-invoice/*/issue-credit-note': (call) => {
		const invoice = recordOf(call, partnerInvoices);
		const now = call.tenant.clock.iso();
		const note = call.tenant.store.get('partner-invoices').insert({
			...invoice,
			type: 'credit_note',
			number: `CN-${invoice.number}`,
			referenceId: invoice.id,
			createdAt: now,
			lastUpdatedAt: now,
		});
		return answerWith(call, partnerInvoices, note);
	},
	'POST actions/invoice/*/update-external-id': onRecord(collection('invoices'), setExternalId),
	'POST actions/partner-settlement-report/*/update-external-id': onRecord(
		collection('partner-settlement-reports'),
		setExternalId,
	),
	'POST actions/partner-settlement-report/*/set-custom-fields': onRecord(
		collection('partner-settlement-reports'),
		setCustomFields,
	),
	'POST actions/partner-settlement-report/*/issue-partner-invoice': (call) => {
		const report = recordOf(call, collection('partner-settlement-reports'));
		if (report.partnerInvoiceId) throw rejected();
		const now = call.tenant.clock.iso();
		const number = call.tenant.nextNumber('partner invoices');
		const invoice = call.tenant.store.get('partner-invoices').insert({
			type: 'invoice',
			number: `PI-N${number}`,
			partnerId: report.partnerId,
			settlementReportId: report.id,
			currencyCode: report.currencyCode,
			totalAmount: report.totalAmount,
			paymentStatus: 'pending',
			buyerType: 'operator',
			sellerType: 'partner',
			issuedOn: now.slice(0, 10),
			dueOn: now.slice(0, 10),
			paymentTermsDays: 0,
			createdAt: now,
			lastUpdatedAt: now,
		});
		report.partnerInvoiceId = invoice.id;
		return { status: successCode(call.operation) };
	},
	'POST actions/partner/*/set-custom-fields': onRecord(collection('partners'), setCustomFields),
	'POST actions/payment-terminal/*/set-custom-fields': onRecord(collection('payment-terminals'), setCustomFields),
	'POST actions/session/*/set-custom-fields': onRecord(collection('sessions'), setCustomFields),
	'POST actions/session/*/change-tariff': onRecord(collection('sessions'), (session, { tenant, body }) => {
		if (!tenant.store.get('tariffs').get(body.tariffId))
			throw invalidField('tariffId', 'names a tariff that does not exist');
		session.tariffId = body.tariffId;
	}),
	'POST actions/reimbursement-record/*/issue-credit': onRecord(reimbursementRecords, (record, { tenant }) => {
		if (record.credit) throw rejected();
		record.credit = { amount: record.amount, creditedAt: tenant.clock.iso() };
	}),
	'POST actions/reimbursement-report/*/regenerate': onRecord(reimbursementReports),
	'POST actions/energy-coupon-template/*/deactivate': onRecord(couponTemplates, (template) => {
		template.status = 'inactive';
	}),
	'POST actions/energy-coupon/*/cancel': onRecord(coupons, (coupon) => {
		if (coupon.status !== 'active') throw rejected();
		coupon.status = 'canceled';
	}),
	'POST actions/energy-coupon/redeem-code': (call) => {
		const { tenant, body } = call;
		const template = tenant.store.get('energy-coupon-templates').find((one) => one.code === body.code);
		if (!template || template.status !== 'active') throw invalidField('code', 'is not the code of an active template');
		if (!tenant.store.get('users').get(body.userId)) throw invalidField('userId', 'names a user who does not exist');
		const redeemed = Number(template.redeemed ?? 0);
		if (template.maxRedemptionCount && redeemed >= Number(template.maxRedemptionCount)) throw rejected();
		template.redeemed = redeemed + 1;
		const now = tenant.clock.iso();
		const coupon = tenant.store.get('energy-coupons').insert({
			...newCoupon(tenant),
			type: 'template',
			evseType: 'all',
			energyCouponTemplateId: template.id,
			userId: body.userId,
			energyWh: template.energyWh,
			remainingEnergyWh: template.energyWh,
			validFrom: template.couponValidFrom ?? null,
			validTo: template.couponValidTo ?? null,
			restrictions: template.restrictions ?? {},
			createdAt: now,
			lastUpdatedAt: now,
		});
		return answerWith(call, coupons, coupon);
	},
	'GET resources/energy-coupons/*/energy-coupon-session-consumptions': consumptions('couponId', coupons),
	'GET resources/sessions/*/energy-coupon-session-consumptions': consumptions('sessionId', collection('sessions')),
	'GET actions/users/*/get-total-eligible-coupon-energy': (call) => {
		const own = eligible(call.tenant, recordOf(call, collection('users')).id);
		const totalRemainingWh = own.reduce((sum, one) => sum + Number(one.remainingEnergyWh), 0);
		return answerOf(call, { couponCount: own.length, totalRemainingWh });
	},
	'POST actions/users/*/subscribe-to-plan': onRecord(collection('users')),
	'POST actions/user/*/revoke-marketing-consent': onRecord(collection('users'), (user, { tenant }) => {
		const own = tenant.store.get('consents').filter((one) => one.userId === user.id && one.termType === 'marketing');
		for (const consent of own) Object.assign(consent, { status: 'rejected', rejectedAt: tenant.clock.iso() });
	}),
	'POST actions/users/*/subscription-billing-period/*/retry-payment': onRecord(
		agreements['resources/users/*/subscription-billing-periods'],
		(period) => {
			if (period.latestPaymentFailureAt === null) throw rejected();
			Object.assign(period, { latestPaymentFailureAt: null, latestPaymentFailureReason: null });
		},
	),
	'POST actions/transaction/*/create-pre-authorization': (call) => {
		const transaction = recordOf(call, collection('transactions'));
		const { processor } = call.body;
		const reference = `PRE-${transaction.id}`;
		if (processor === 'stripe')
			return answerOf(call, { processor, clientSecret: `${reference}-secret`, paymentIntentId: reference });
		return answerOf(call, { processor, reference, redirectUrl: 'https://tenant.example/payment' });
	},
	'POST actions/tax/validate-vat': (call) => ({ status: successCode(call.operation) }),
	'GET resources/invoices/*/fiscalization-attempts': (call) => {
		const invoice = recordOf(call, collection('invoices'));
		const attemptedAt = invoice.date ?? invoice.createdAt;
		return answerList(call, [
			{ id: invoice.id * 10 + 1, attemptedAt, isSuccessful: true, errorMessage: null, responseFields: {} },
		]);
	},
	'GET resources/invoices/*/fiscalization-documents/download': (call) => {
		const invoice = recordOf(call, collection('invoices'));
		// Whether a format can be chosen is a guess; anything but XML is the PDF.
		if ((call.query as { format?: string }).format === 'xml') {
			const content = Buffer.from(`<invoice id="${invoice.id}"/>\n`);
			return { status: 200, file: { type: 'application/xml', name: `fiscal-document-${invoice.id}.xml`, content } };
		}
		const name = `fiscal-document-${invoice.id}.pdf`;
		return { status: 200, file: { type: 'application/pdf', name, content: pdf(`Invoice ${invoice.id}`) } };
	},
	'POST actions/roaming-emsp/*/assign-partner': (call) => {
		const emsp = recordOf(call, collection('roaming-providers'));
		const { tenant, body } = call;
		if (!tenant.store.get('partners').get(body.partnerId))
			throw invalidField('partnerId', 'names a partner who does not exist');
		const operatorId = body.operatorId ?? tenant.store.get('operators').idAt(0);
		const assigned = ((emsp.assigned ?? []) as Array<{ operatorId: number }>).filter(
			(one) => one.operatorId !== operatorId,
		);
		const assignment = { operatorId, partnerId: body.partnerId, lastUpdatedAt: tenant.clock.iso() };
		emsp.assigned = [...assigned, assignment];
		return answerOf(call, assignment);
	},
	'GET resources/roaming-emsps/*/partners': (call) => {
		const emsp = recordOf(call, collection('roaming-providers'));
		const { operatorId } = (call.query.filter ?? {}) as { operatorId?: number };
		const assigned = (emsp.assigned ?? []) as Array<{ operatorId: number }>;
		const shown = assigned.filter((one) => operatorId === undefined || one.operatorId === operatorId);
		return answerList(
			call,
			shown.map((one, index) => ({ ...one, id: index + 1 })),
		);
	},
	'GET resources/circuits/*/schedule': (call) => {
		const { schedule } = recordOf(call, collection('circuits'));
		if (!schedule) throw new Refusal(404, 'The circuit has no schedule.');
		return answerOf(call, schedule);
	},
	'PUT resources/circuits/*/schedule': (call) => {
		const circuit = recordOf(call, collection('circuits'));
		if ((call.body.scheduleType === 'daily') !== Array.isArray(call.body.schedule))
			throw invalidField('schedule', 'must be a list for daily and an object by days for weekly');
		circuit.schedule = call.body;
		return answerOf(call, circuit.schedule);
	},
	'DELETE resources/circuits/*/schedule': (call) => {
		const circuit = recordOf(call, collection('circuits'));
		if (!circuit.schedule) throw new Refusal(404, 'The circuit has no schedule.');
		circuit.schedule = null;
		return { status: 204 };
	},
	'POST actions/circuit/*/set-session-boost/*': (call) => {
		recordOf(call, collection('circuits'));
		const session = call.tenant.store.get('sessions').get(call.ids[1]);
		if (!session) throw new Refusal(404, 'The session was not found.');
		session.boost = call.body.enabled;
		return { status: successCode(call.operation) };
	},
	'GET resources/parking-spaces/*/evses': (call) => answerList(call, evsesOfSpace(call)),
	'PUT resources/parking-spaces/*/evses': (call) => {
		const space = recordOf(call, collection('parking-spaces'));
		// The body is not known: what looks like ids is taken.
		const given = Object.values((call.body ?? {}) as object).find(Array.isArray) as unknown[] | undefined;
		const ids = given?.map((one) => Number((one as { evseId?: number })?.evseId ?? one)).filter(Number.isInteger);
		if (ids) space.evses = ids;
		return answerOf(call, evsesOfSpace(call)[0] ?? { parkingSpaceId: space.id });
	},
	...Object.fromEntries(
		[
			'check-tariff-display-support',
			'clear-cache',
			'get-composite-schedule',
			'get-local-list-version',
			'send-custom-ocpp',
		].map((name): [string, Handler] => [
			`POST actions/charge-point/*/${name}`,
			(call) => {
				recordOf(call, collection('charge-points'));
				return { status: successCode(call.operation) };
			},
		]),
	),
};

function evsesOfSpace(call: Call) {
	const space = recordOf(call, collection('parking-spaces'));
	return ((space.evses ?? []) as number[]).map((evseId, index) => ({
		id: evseId,
		evseId,
		parkingSpaceId: space.id,
		isPrimary: index === 0,
		position: 'center',
	}));
}
