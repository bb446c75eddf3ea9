/** The seeded world's contracts and prices: partners, tariffs, plans, energy and roaming. */
import { DAY, english, HOUR, round, type Builder } from './define.mts';
import { PRICE_PER_KWH } from './charging.mts';
import { CITIES } from './people.mts';

const PARTNERS = ['Green Garages', 'Hotel Zonzicht', 'Citylog', 'Parkhaus Nord', 'Retail Park West', 'Baltic Fleet'];
const MONTHS = 13;

export function defineBusiness(world: Builder): void {
	definePartners(world);
	defineTariffs(world);
	defineEnergy(world);
	defineRoaming(world);
}

function definePartners(world: Builder): void {
	const { currency } = world.tenant.settings;
	const contact = { contactPerson: null, email: null, phone: null };
	world.define('partners', 801, PARTNERS.length, (random, index) => {
		const place = CITIES[index % CITIES.length];
		const name = PARTNERS[index % PARTNERS.length];
		return {
			name,
			businessName: `${name} B.V.`,
			regNo: random.text(8, '0123456789'),
			vatNo: null,
			address: `${place.streets[0]} 1`,
			postcode: place.postCode,
			city: place.city,
			country: place.country,
			region: null,
			contactDetails: {
				administrative: { ...contact, email: `office${index + 1}@partner.example` },
				technical: contact,
				billing: contact,
			},
			notifications: { technical: { chargePointFaults: true }, billing: { settlementReports: true } },
			monthlyPlatformFee: 10,
			options: {
				createUsers: true,
				addUserBalance: false,
				supplierOnReceipts: false,
				allowToControlTariffs: false,
				allowToControlTariffGroups: false,
			},
			corporateBilling: { enabled: index % 2 === 0, monthlyLimit: null, discount: null },
			externalId: `PARTNER-${index + 1}`,
			bankDetails: {
				bankIban: null,
				bankName: null,
				bankAddress: null,
				bankCode: null,
				bankAccountNumber: null,
				bankAccountType: null,
			},
		};
	});
	world.define('partner-contracts', 851, PARTNERS.length, (_random, index) => ({
		title: `Hosting agreement ${index + 1}`,
		partnerId: world.idAt('partners', index),
		startDate: world.at(-500 * DAY),
		endDate: null,
		autoRenewal: true,
		externalId: `CONTRACT-${index + 1}`,
		revenueSharing: {
			partnerSharePercentageAcEvse: 60,
			partnerSharePercentageDcEvse: 50,
			excludeConnectionFee: false,
			deductElectricityCost: false,
			reimburseForElectricityCost: true,
		},
		monthlyPlatformFees: { perChargePoint: 4, perAcEvse: 2, perDcEvse: 5 },
	}));
	world.define('partner-invites', 871, 12, (random, index) => {
		const accepted = index % 3 === 0;
		return {
			partnerId: world.idAt('partners', index),
			sendViaEmail: true,
			email: `driver${index + 1}@partner.example`,
			language: 'en',
			acceptUrl: `https://tenant.example/invite/${random.text(8)}`,
			options: {
				allowCorporateAccountBilling: false,
				limitCorporateAccountBillingToPartnerChargePoints: false,
				allowAccessToPrivateChargePoints: true,
			},
			status: accepted ? 'accepted' : 'sent',
			acceptedAt: accepted ? world.past(random, 100) : null,
			userId: accepted ? world.idAt('users', index) : null,
		};
	});
	world.define('sub-operators', 891, 2, (_random, index) => ({
		name: `Sub-operator ${index + 1}`,
		partnerIds: [world.idAt('partners', index)],
	}));

	const partnerParty = (index: number) => ({
		type: 'company',
		name: PARTNERS[index % PARTNERS.length],
		contactPerson: null,
		country: null,
		region: null,
		city: null,
		postCode: null,
		address: null,
		regNo: null,
		taxId: null,
		phone: null,
		email: null,
		bankIban: null,
		bankName: null,
		bankAddress: null,
		bankCode: null,
		bankAccountNumber: null,
		bankAccountType: null,
	});
	world.define('partner-settlement-reports', 80_001, PARTNERS.length * MONTHS, (random, index) => {
		const month = MONTHS - Math.floor(index / PARTNERS.length);
		const period = new Date(world.tenant.worldStart);
		period.setUTCDate(1);
		period.setUTCMonth(period.getUTCMonth() - month);
		const periodStart = period.toISOString().slice(0, 10);
		const end = new Date(period);
		end.setUTCMonth(end.getUTCMonth() + 1);
		const date = end.toISOString().slice(0, 10);
		const periodEnd = new Date(end.getTime() - DAY).toISOString().slice(0, 10);
		const revenue = random.integer(20_000, 400_000) / 100;
		const expenses = random.integer(1000, 20_000) / 100;
		return {
			partnerId: world.idAt('partners', index),
			number: `S-${periodStart.slice(0, 7)}-${(index % PARTNERS.length) + 1}`,
			date,
			periodStart,
			periodEnd,
			currencyCode: currency,
			totalAmount: { withoutTax: round(revenue - expenses) },
			totalExpenses: expenses,
			totalRevenue: revenue,
			totalAwaitedRevenue: 0,
			totalCollectedRevenue: revenue,
			totalCollectedRevenueFromPreviousPeriod: 0,
			totalEnergyCpoWh: Math.round(revenue * 2200),
			totalEnergyEmspWh: 0,
			supplier: { ...partnerParty(index), name: 'The operator' },
			customer: partnerParty(index),
			downloadUrl: `https://tenant.example/settlements/${index + 1}.pdf`,
			createdAt: `${date}T03:00:00Z`,
		};
	});
	world.define('partner-settlement-records', 81_001, PARTNERS.length * MONTHS, (_random, index) => {
		const report = world.tenant.store
			.get('partner-settlement-reports')
			.get(world.idAt('partner-settlement-reports', index) ?? 0);
		return {
			partnerSettlementReportId: report?.id,
			date: report?.date,
			paidAmount: (report?.totalAmount as { withoutTax: number })?.withoutTax,
			note: 'Bank transfer',
		};
	});
	world.define('partner-revenues', 850_001, 4000, (_random, index) => {
		const sessions = world.tenant.store.get('sessions');
		const session = sessions.get(sessions.seededIdAt(index * 5));
		const chargePoint = world.tenant.store.get('charge-points').get(Number(session?.chargePointId));
		const total = (session?.totalAmount as { withoutTax: number } | undefined)?.withoutTax ?? 0;
		const share = round(total * 0.6);
		const end = (session?.stoppedAt ?? session?.startedAt) as string;
		return {
			partnerId: world.idAt('partners', index),
			partnerName: PARTNERS[index % PARTNERS.length],
			date: end,
			origin: 'session-cpo',
			totalAmount: { withoutTax: total },
			operatorShare: round(total - share),
			partnerShare: share,
			currencyCode: currency,
			settlementReportId: null,
			chargingSessionId: session?.id,
			startedAt: session?.startedAt,
			duration: '01:00:00',
			chargePointName: chargePoint?.name,
			authorization: null,
			electricityCost: session?.electricityCost ?? null,
			remainingRevenue: round(total - Number(session?.electricityCost ?? 0)),
			collectedAt: end,
			createdAt: end,
		};
	});
	world.define('partner-expenses', 83_001, PARTNERS.length * MONTHS, (_random, index) => {
		const report = world.tenant.store
			.get('partner-settlement-reports')
			.get(world.idAt('partner-settlement-reports', index) ?? 0);
		return {
			partnerId: report?.partnerId,
			partnerName: PARTNERS[index % PARTNERS.length],
			date: `${String(report?.date)}T00:00:00Z`,
			origin: 'platform-fee-cpo',
			period: String(report?.periodStart).slice(0, 7),
			totalAmount: { withoutTax: report?.totalExpenses },
			currencyCode: currency,
			settlementReportId: report?.id ?? null,
			chargingSessionId: null,
			startedAt: null,
			duration: null,
			chargePointName: null,
			authorization: null,
			breakdown: [],
			createdAt: `${String(report?.date)}T00:00:00Z`,
		};
	});
}

function defineTariffs(world: Builder): void {
	const pricing = (index: number) =>
		index === 0
			? {}
			: {
					pricePerKwh: round(PRICE_PER_KWH + (index - 1) * 0.1),
					connectionFee: index === 3 ? 0.5 : null,
					idleFeePerMinute: index === 2 ? 0.1 : null,
				};
	const tariff = (index: number) => ({
		name: ['Free', 'Standard', 'Standard with idle fee', 'Fast charging'][index % 4],
		type: index % 4 === 0 ? 'free' : 'standard',
		description: null,
		additionalInformation: null,
		learnMoreUrl: null,
		pricing: pricing(index % 4),
		currency: world.tenant.settings.currency,
	});
	const byTimeOfDay = (index: number) => ({
		...tariff(index),
		name: ['Day and night', 'Day and night, fast charging'][index % 2],
		type: 'standard_tod',
		pricing: {
			timePeriods: [
				{ startTime: '07:00', endTime: '22:00' },
				{ startTime: '22:00', endTime: '07:00' },
			],
			pricePeriods: {
				energyFeePeriods: {
					fee: [
						[0.49, 0.39],
						[0.69, 0.55],
					][index % 2],
				},
			},
		},
	});
	world.define('tariffs', 901, 6, (_random, index) => (index < 4 ? tariff(index) : byTimeOfDay(index)));
	world.define('tariff-groups', 931, 4, (_random, index) => ({
		name: `Group ${index + 1}`,
		tariffIds: [world.idAt('tariffs', index)],
		partnerId: null,
	}));
	world.define('tariff-snapshots', 961, 8, (_random, index) => tariff(index));
	world.define('subscription-plans', 1501, 4, (_random, index) => ({
		name: english(['Basic', 'Plus', 'Fleet', 'Old basic'][index % 4]),
		description: english('Charging at a lower price'),
		renewalCycle: index % 2 === 0 ? 'monthly' : 'annually',
		freeRenewalPeriods: null,
		type: 'pre-paid',
		baseFee: [4.99, 49, 9.99, 3.99][index % 4],
		baseFeeAppliesPerEachHomeCharger: false,
		billingUsageThreshold: null,
		billingType: 'default',
		status: index === 3 ? 'disabled' : 'enabled',
		allowance: {
			resetCycle: 'as_renewal_cycle',
			type: 'none',
			homeChargersOnly: false,
			includedCountries: [],
			excludedCountries: [],
			excludeRoaming: false,
			includedPartnerChargePoints: [],
			excludedPartnerChargePoints: [],
			combined: null,
			ac: null,
			dc: null,
		},
		visibilityRestrictions: {
			includedPartnerUsers: [],
			excludedPartnerUsers: [],
			includedUserGroups: [],
			excludedUserGroups: [],
		},
	}));
	world.define('subscriptions', 90_001, 400, (random, index) => {
		const start = -random.integer(1, 27) * DAY;
		return {
			planId: world.idAt('subscription-plans', index % 3),
			userId: world.idAt('users', index * 5),
			startDate: world.at(start),
			endDate: world.at(start + 30 * DAY),
			status: 'active',
			statusDate: world.at(start),
			remainingAllowance: null,
			remainingFreeRenewalPeriods: null,
			shouldUseExternalBilling: false,
			createdAt: world.at(start),
		};
	});
	world.define('custom-fees', 91_001, 40, (random, index) => ({
		transactionId: world.idAt('transactions', index * 17),
		createdByAdminId: 1,
		amount: random.integer(5, 40),
		currency: world.tenant.settings.currency,
		bankMessage: 'Lost charging card',
	}));
	world.define('payment-terminals', 1601, 5, (random, index) => ({
		name: `Terminal ${index + 1}`,
		integrationId: 1,
		terminalType: 'Payter',
		operatorId: 1,
		chargePointId: world.idAt('charge-points', index),
		serialNumber: random.text(10, '0123456789'),
		defaultLanguage: 'en',
		displayTextTimeout: 30,
		displayText: 'Welcome',
		externalId: `TERM-${index + 1}`,
		preauthorizeAmount: 40,
		isOnline: true,
		networkStatus: 'online',
	}));
}

function defineEnergy(world: Builder): void {
	world.define('utilities', 1701, 3, (_random, index) => ({
		name: ['Stedin', 'Netze Nord', 'Elektrohold'][index % 3],
		updatedAt: world.at(-30 * DAY),
	}));
	world.define('electricity-rates', 1721, 4, (_random, index) => ({
		name: `Rate ${index + 1}`,
		utilityId: world.idAt('utilities', index),
		defaultPrice: round(0.16 + index * 0.02),
		taxPercentage: 21,
		type: 'admin_defined',
		pricingGranularityInMinutes: 60,
		energyMix: {
			solar: 30,
			wind: 40,
			hydro: 10,
			nuclear: 5,
			coal: 0,
			naturalGas: 10,
			otherRenewable: 5,
			otherNonRenewable: 0,
		},
	}));
	world.define('price-periods', 17_001, 8, (_random, index) => ({
		electricityRateId: world.idAt('electricity-rates', index),
		weekDay: index < 4 ? 'any' : 'sat',
		periods: [
			{ startsAt: '00:00', endsAt: '06:00', price: 0.12 },
			{ startsAt: '06:00', endsAt: '23:59', price: 0.2 },
		],
	}));
	world.define('electricity-meters', 1741, 6, (_random, index) => ({
		name: `Grid meter ${index + 1}`,
		integrationId: 2,
		integrationParameters: {},
	}));
	world.define('circuits', 1761, 8, (_random, index) => ({
		name: `Circuit ${index + 1}`,
		parentCircuitId: index > 3 ? world.idAt('circuits', index - 4) : null,
		phases: 'three_phase',
		phaseRotation: 'RST',
		electricalConfiguration: 'star',
		maxVoltage: '230',
		maxCurrent: 160,
		minChargePointCurrent: 6,
		setSessionLimitToZeroOnIdle: false,
		electricityMeterId: world.idAt('electricity-meters', index),
		offlineReservedCurrent: 0,
		loadBalancingIntegration: null,
		chargePoints: [0, 1, 2].map((offset) => ({
			id: world.idAt('charge-points', index * 3 + offset),
			priority: 1,
			evses: [],
		})),
		socPriorities: { upperThresholdPercent: 80, highSoCPriority: 0.5, lowerThresholdPercent: 20, lowSoCPriority: 2 },
	}));
	world.define('circuit-user-priorities', 17_601, 8, (_random, index) => ({
		circuitId: world.idAt('circuits', index),
		type: index % 2 === 0 ? 'partner' : 'userGroup',
		targetId: index % 2 === 0 ? world.idAt('partners', index) : world.idAt('user-groups', index),
		priority: 1.5,
	}));
	world.define('flexibility-assets', 1801, 5, (_random, index) => ({
		chargePointId: world.idAt('charge-points', index),
		dlmCircuitId: null,
		evseId: null,
		description: `Flexible charger ${index + 1}`,
		downwardRegulationLimit: 5000,
		upwardRegulationLimit: 11_000,
		integrationId: 3,
		integrationParameters: {},
		status: 'enabled',
	}));
	world.define('flexibility-activation-requests', 18_001, 10, (_random, index) => ({
		assetId: world.idAt('flexibility-assets', index),
		timestamp: world.at(-(10 - index) * DAY),
		periods: [
			{
				startTime: world.at(-(10 - index) * DAY),
				endTime: world.at(-(10 - index) * DAY + HOUR),
				energy: 5000,
				maxPower: 11_000,
			},
		],
	}));
}

function defineRoaming(world: Builder): void {
	world.define('roaming-connections', 1901, 2, (_random, index) => ({
		protocol: index === 0 ? 'OCPI' : 'Hubject OICP 2.3',
		endpoint: `https://roaming${index + 1}.example/ocpi/versions`,
		ocpi: index === 0 ? { token: 'hidden' } : null,
	}));
	const party = (index: number, kind: string) => ({
		role: kind,
		hubjectId: null,
		businessName: `${kind} network ${index + 1}`,
		platformId: world.idAt('roaming-connections', index),
		partnerId: null,
		countryCode: ['NL', 'DE', 'BG'][index % 3],
		partyId: ['AAA', 'BBB', 'CCC'][index % 3],
	});
	world.define('roaming-operators', 1921, 6, (_random, index) => ({
		...party(index, 'CPO'),
		enabled: true,
		cpoSettings: {
			cpoQrcodePrefix: null,
			manualEvseManagement: false,
			applyCustomTariffsToEvsesWithRoamingTariff: false,
			sendsPeriodicMeterUpdates: true,
			externalTariffIntegration: null,
			threatEvseStatusUnknownAs: 'unavailable',
			phaseAcPowerFormula: 'amperage_voltage_3',
		},
	}));
	world.define('roaming-providers', 1941, 6, (_random, index) => party(index, 'EMSP'));
	world.define('custom-tariff-filters', 19_201, 12, (_random, index) => ({
		roamingOperatorId: world.idAt('roaming-operators', index),
		name: index < 6 ? 'All AC' : 'All DC',
		status: 'enabled',
		countryCode: 'NL',
		applicableCurrentTypes: [index < 6 ? 'AC' : 'DC'],
		powerBelowKw: 50,
		evseIdPrefix: '',
		order: index < 6 ? 1 : 2,
		updatedAt: world.at(-60 * DAY),
	}));
	world.define('roaming-tariffs', 1961, 10, (_random, index) => ({
		roamingIds: [`TARIFF-${index + 1}`],
		roamingTariffHumanReadable: `${round(0.5 + index * 0.02)} per kWh`,
		rawRoamingTariffs: [],
		operatorId: world.idAt('roaming-operators', index),
		tariffGroupId: null,
	}));
}
