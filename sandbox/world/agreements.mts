/** The seeded world's agreements about money: policies, overrides, reimbursement, partner invoices, energy coupons. */
import { DAY, type Builder } from './define.mts';

export function defineAgreements(world: Builder): void {
	const { currency } = world.tenant.settings;
	world.define('partner-invite-access-policies', 1_114_001, 3, (_random, index) => ({
		name: `Access ${index + 1}`,
		isDefault: index === 0,
		includeSharedChargePoints: true,
		partnerAccess: {},
		restrictions: {},
	}));
	const policy = (index: number) => ({
		name: `Billing ${index + 1}`,
		coverageType: 'full',
		individualSpendingLimit: 100,
		isActive: index % 2 === 0,
		period: 'monthly',
		partnerId: world.idAt('partners', index),
	});
	world.define('partner-invite-corporate-billing-policies', 1_115_001, 4, (_random, index) => policy(index));
	world.define('partner-invite-corporate-billing-policy-snapshots', 1_116_001, 4, (_random, index) => ({
		...policy(index),
		corporateBillingPolicyId: world.idAt('partner-invite-corporate-billing-policies', index),
	}));
	world.define('settlement-overrides', 1_117_001, 6, (_random, index) => ({
		partnerContractId: world.idAt('partner-contracts', index),
		name: `Override ${index + 1}`,
		priority: 1,
		acPercent: 70,
		dcPercent: 60,
		restriction: {},
	}));
	world.define('partner-invoices', 1_118_001, 18, (_random, index) => ({
		type: 'invoice',
		number: `PI-${index + 1}`,
		partnerId: world.idAt('partners', index),
		settlementReportId: world.idAt('partner-settlement-reports', index),
		currencyCode: currency,
		totalAmount: { withTax: 121, withoutTax: 100 },
		paymentStatus: index % 3 === 0 ? 'pending' : 'paid',
		buyerType: 'operator',
		sellerType: 'partner',
		issuedOn: world.date(-index * 30 * DAY),
		dueOn: world.date((14 - index * 30) * DAY),
		paymentTermsDays: 14,
	}));
	world.define('reimbursement-policies', 1_119_001, 4, (_random, index) => ({
		name: `Home charging ${index + 1}`,
		partnerId: world.idAt('partners', index),
		electricityRateId: world.idAt('electricity-rates', index),
		electricityRateSource: 'electricity_rate',
		validityStartsOn: world.date(-300 * DAY),
		validityEndsOn: index === 3 ? world.date(-10 * DAY) : null,
	}));
	const period = { periodStartsOn: world.date(-60 * DAY), periodEndsOn: world.date(-30 * DAY) };
	world.define('reimbursement-reports', 1_120_001, 6, (_random, index) => ({
		...period,
		reimbursementPolicyId: world.idAt('reimbursement-policies', index),
		currency,
		totalAmount: 25,
		totalEnergy: 100_000,
	}));
	world.define('reimbursement-records', 1_121_001, 30, (_random, index) => ({
		...period,
		reimbursementPolicyId: world.idAt('reimbursement-policies', index),
		sessionId: world.idAt('sessions', index),
		authUserId: world.idAt('users', index),
		amount: 2.5,
		energy: 10_000,
		rate: 0.25,
		currency,
		taxBasis: 'net',
	}));
	world.define('energy-coupon-templates', 1_122_001, 4, (_random, index) => ({
		name: `Free energy ${index + 1}`,
		code: `ENERGY${index + 1}`,
		energyWh: 10_000,
		status: index === 3 ? 'inactive' : 'active',
		maxRedemptionCount: 100,
		templateValidFrom: world.date(-100 * DAY),
		templateValidTo: world.date(300 * DAY),
		tags: [],
	}));
	world.define('energy-coupons', 1_123_001, 40, (random, index) => ({
		code: random.text(10).toUpperCase(),
		type: 'manual',
		evseType: 'all',
		status: index % 4 === 3 ? 'used' : 'active',
		userId: world.idAt('users', index),
		energyCouponTemplateId: world.idAt('energy-coupon-templates', index),
		energyWh: 10_000,
		remainingEnergyWh: index % 4 === 3 ? 0 : 6000,
		restrictions: {},
		validFrom: world.date(-30 * DAY),
		validTo: world.date(300 * DAY),
	}));
	world.define('energy-coupon-session-consumptions', 1_124_001, 40, (_random, index) => ({
		couponId: world.idAt('energy-coupons', index),
		sessionId: world.idAt('sessions', index),
		consumedEnergyWh: 4000,
	}));
	world.define('tariff-scheduled-changes', 1_125_001, 4, (_random, index) => ({
		tariffId: world.idAt('tariffs', index),
		name: `Next year ${index + 1}`,
		type: 'standard',
		status: 'scheduled',
		scheduledAt: world.at((60 + index) * DAY),
		createdByAdminId: world.idAt('admins', index),
	}));
}
