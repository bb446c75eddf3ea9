/** Tariffs: what a session costs, for whom and when. */
import {
	sinceLastRun,
	addedIn,
	action,
	create,
	f,
	get,
	getMany,
	remove,
	replace,
	resource,
	update,
} from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';
import { simplePricing, tariffType, tariffTypes } from './tariffPricing';

const displayFields = {
	priceInformation: f.text('Price on Display', {
		nullable: true,
		about: 'Shown to drivers whom the tariff applies to, once they have identified themselves',
	}),
	defaultPriceInformation: f.text('Price for Anybody', {
		nullable: true,
		about: 'Shown before a driver has identified themselves, up to 150 characters. Only for a base tariff.',
	}),
	defaultPriceInformationOffline: f.text('Price While Offline', {
		nullable: true,
		about: 'Shown while the charge point has no connection, up to 150 characters. Only for a base tariff.',
	}),
	totalCostInformation: f.text('Text with Total Cost', {
		nullable: true,
		about: 'Shown with the fees when a session ends',
	}),
};

const restrictions = {
	startDate: f.date('Valid From', { nullable: true, about: 'First day on which the tariff applies' }),
	endDate: f.date('Valid Until', { nullable: true, about: 'Last day on which the tariff applies' }),
	applyToUserGroupIds: f.refs('userGroup', 'User Groups', {
		type: 'number',
		about: 'Applies to members of at least one of these groups',
	}),
	applyToUsersWithSubscriptions: f.refs('subscriptionPlan', 'Subscription Plans', {
		type: 'number',
		about: 'Applies to users with an active subscription to one of these plans',
	}),
	applyToUsersOfPartners: f.refs('partner', 'Partners', {
		type: 'number',
		about: 'Applies to users whom at least one of these partners has invited',
	}),
	applyToUsersOfChargePointPartner: f.flag('Charge Point Partner', {
		about: 'the tariff applies to users of the partner that owns the charge point',
	}),
	applyToUsersOfAllRoamingEmsps: f.flag('Roaming Users', {
		about: 'the tariff applies to users of all roaming providers',
	}),
	applyToAdHocUsers: f.flag('Ad Hoc Users', { about: 'the tariff applies to drivers without an account' }),
	adHocPreAuthorizeAmount: f.number('Ad Hoc Amount', {
		min: 0,
		nullable: true,
		about:
			'Amount reserved on the card of a driver without an account. Some billing strategies of the tenant require it for ad-hoc users.',
	}),
	adHocStopWhenPreAuthorizedAmountFallsBelow: f.number('Stop Ad Hoc Below', {
		about: 'An ad-hoc session ends when less than this is left of the reserved amount',
	}),
	...addedIn('3.251', {
		adHocIncrementalPreAuthorizationAmount: f.number('Ad Hoc Increment', {
			about: 'Amount by which a reservation on the card of a driver without an account grows during a session',
		}),
		applyToAdHocOperatorIds: f.refs('operator', 'Ad Hoc Operators', {
			about: 'Applies to drivers without an account of these operators',
		}),
		applyToAuthorizationMethods: f.texts('Authorization Methods', {
			about: 'Applies to sessions that were started in one of these ways, as authorizations name them',
		}),
		applyToHomeChargingOwner: f.flag('Home Owners', {
			about: 'the tariff applies to owners at their own charge points',
		}),
		applyToHomeChargingSharedUsers: f.flag('Home Guests', {
			about: 'the tariff applies to those with whom an owner shares a charge point',
		}),
	}),
	applyToUsersWithGroups: f.texts('Groups (Deprecated)', {
		about: 'Exact names of user groups. Use User Groups instead.',
	}),
	applyToUsersOfChargePointOwner: f.flag('Owner (Deprecated)', {
		about: 'the tariff applies to users of the owner of the charge point. Use Charge Point Partner instead.',
	}),
};

export const name = f.text('Name', { about: 'Seen by operators' });

const type = f.oneOf('Type', tariffTypes, {
	inline: true,
	tag: 'type',
	about: 'How the price is made. Decides which prices can be filled in.',
});

/** What can also be changed at a time to come. */
export const termsAndTexts = {
	description: f.translations('Description', {
		shape: 'map',
		nullable: true,
		about: 'What drivers read about the price. Languages left out in an update are removed.',
	}),
	additionalInformation: f.translations('Additional Information', {
		shape: 'map',
		nullable: true,
		about: 'More text for drivers. Languages left out in an update are removed.',
	}),
	learnMoreUrl: f.translations('Learn More URL', {
		shape: 'map',
		nullable: true,
		about: 'Web page about the price, per language. Languages left out in an update are removed.',
	}),
	timeLimitMinutes: f.number('Stop After Minutes', {
		wire: ['stopSession', 'timeLimitMinutes'],
		nullable: true,
		about: 'A session ends after this many minutes. No limit unless set.',
	}),
	stopWhenEnergyExceedsKwh: f.number('Stop After kWh', {
		wire: ['stopSession', 'stopWhenEnergyExceedsKwh'],
		nullable: true,
		about: 'A session ends after this much energy, in kWh. No limit unless set.',
	}),
	...addedIn('3.251', {
		stopWhenSocExceedsPercent: f.integer('Stop Above Battery Level', {
			wire: ['stopSession', 'stopWhenSocExceedsPercent'],
			about: 'In percent. A session ends when the battery is fuller. No limit unless set.',
		}),
	}),
	display: f.group('Charge Point Display', displayFields, { about: 'Texts that charge points show about the tariff' }),
};

const optional = {
	restrictions: f.group('Restrictions', restrictions, {
		about: 'Whom the tariff applies to, and when. To everybody at all times unless set.',
	}),
	...termsAndTexts,
	...addedIn('3.251', {
		minimumBalance: f.number('Minimum Balance to Start', {
			wire: ['startSessionRestrictions', 'minimumBalance'],
			about: 'Least balance with which a session can start',
		}),
	}),
	partnerId: f.ref('partner', 'Partner', {
		wire: ['partner', 'id'],
		nullable: true,
		about: 'May manage the tariff',
	}),
	integrationId: f.integer('Integration ID', {
		nullable: true,
		about: 'Number of the integration in the AMPECO back office that some types need',
	}),
	externalId: f.key('External ID', { nullable: true, about: 'ID of the tariff in a system of yours' }),
};

const prices = { fee: ['number'] } satisfies RecordShape;

const pricePeriods: RecordShape = {
	connectionFeePeriods: prices,
	energyFeePeriods: prices,
	durationFeePeriods: prices,
	idleFeePeriods: prices,
};

const durationLevels: RecordShape = {
	firstUnit: 'integer',
	lastUnit: 'integer',
	feePerUnit: 'number',
	flatFee: 'number',
};

/** What a tariff and a snapshot of it show. */
export const tariffRecord = {
	id: 'integer',
	name: 'text',
	type: 'text',
	description: 'any',
	additionalInformation: 'any',
	learnMoreUrl: 'any',
	dayTariffStart: 'text',
	nightTariffStart: 'text',
	pricing: {
		pricePerSession: 'number',
		connectionFee: 'number',
		pricePerKwh: 'number',
		dayPricePerKwh: 'number',
		nightPricePerKwh: 'number',
		pricePeriodInMinutes: 'integer',
		pricePerPeriod: 'number',
		durationFeeLimit: 'number',
		dayPricePerPeriod: 'number',
		nightPricePerPeriod: 'number',
		dayIdleFeePerMinute: 'number',
		nightIdleFeePerMinute: 'number',
		idleFeePerMinute: 'number',
		idleFeeGracePeriodMinutes: 'number',
		idlePricingPeriodInMinutes: 'number',
		idleFeePeriodStart: 'text',
		idleFeePeriodEnd: 'text',
		idleFeeLimit: 'number',
		connectionFeeMinimumSessionDuration: 'integer',
		connectionFeeMinimumSessionEnergy: 'number',
		durationFeeGracePeriod: 'integer',
		minPrice: 'number',
		preAuthorizeAmount: 'number',
		taxID: 'integer',
		chargePointElectricityRate: 'flag',
		fallbackElectricityRateId: 'integer',
		markupPercentagePerKwh: 'number',
		markupFixedFeePerKwh: 'number',
		flexibleMarkUpAsFixedPerKwh: {
			intervalPricing: [{ startsAt: 'text', endsAt: 'text', price: 'number' }],
		},
		multiPricePerKwh: [{ firstKwh: 'number', lastKwh: 'number', feePerKwh: 'number', flatFee: 'number' }],
		multiPricePerDuration: [durationLevels],
		multiIdleFee: [durationLevels],
		regularUsePeriod: 'number',
		averagePowerLevels: [{ averagePowerUpToKw: 'number', pricePerMinute: 'number' }],
		peakPowerLevels: [{ peakPowerUpToKw: 'number', regularPricePerMinute: 'number', excessUsePricePerMin: 'number' }],
		timePeriods: [{ startTime: 'text', endTime: 'text' }],
		pricePeriods,
		daysWhenApplied: [
			{
				name: 'text',
				specialDates: ['date'],
				idleFeeGracePeriodMinutes: 'number',
				idlePricingPeriodInMinutes: 'number',
				connectionFeeMinimumSessionDuration: 'integer',
				connectionFeeMinimumSessionEnergy: 'number',
				durationFeeGracePeriod: 'integer',
				pricePeriodInMinutes: 'integer',
				pricePeriods,
			},
		],
		thresholdPriceForEnergy: 'number',
		priceForEnergyWhenOptimized: 'number',
		optimisedLabel: 'text',
		durationFeeFrom: 'text',
		durationFeeTo: 'text',
		subsidyIntegrationId: 'integer',
		lockPriceOnSessionStart: 'flag',
		lockEnergyPriceOnSessionStart: 'flag',
		lockDurationPriceOnSessionStart: 'flag',
		lockIdlePriceOnSessionStart: 'flag',
		stateOfChargeIdleThreshold: 'integer',
		averagePowerIdleThreshold: 'number',
	},
	currency: 'text',
	stopSession: { timeLimitMinutes: 'number', stopWhenEnergyExceedsKwh: 'number' },
	restrictions: {
		applyToUsersOfChargePointOwner: 'flag',
		applyToUsersOfChargePointPartner: 'flag',
		applyToUsersOfAllRoamingEmsps: 'flag',
		applyToAdHocUsers: 'flag',
		adHocPreAuthorizeAmount: 'number',
		adHocStopWhenPreAuthorizedAmountFallsBelow: 'number',
		applyToUsersOfPartners: ['number'],
		applyToUsersWithGroups: ['text'],
		applyToUserGroupIds: ['number'],
		applyToUsersWithSubscriptions: ['number'],
		startDate: 'date',
		endDate: 'date',
	},
	partner: { id: 'integer' },
	lastUpdatedAt: 'dateTime',
	display: {
		defaultPriceInformation: 'text',
		defaultPriceInformationOffline: 'text',
		priceInformation: 'text',
		totalCostInformation: 'text',
	},
	integrationId: 'integer',
	externalId: 'text',
} satisfies RecordShape;

/** The parts of a tariff, and of a scheduled change of one, that are more than in 3.110; whether a snapshot has them too is not known. */
export const newerParts = {
	pricing: {
		...tariffRecord.pricing,
		durationFeeCapMinutes: 'integer',
		idleFeeCapMinutes: 'integer',
		idleFeeGracePeriodMode: 'text',
		incrementalPreAuthorizationAmount: 'number',
		subsidy: 'any',
	},
	stopSession: { ...tariffRecord.stopSession, stopWhenSocExceedsPercent: 'integer' },
	display: {
		...tariffRecord.display,
		plainTextModeEnabled: 'flag',
		priceInformationLocalized: ['any'],
		totalCostInformationLocalized: ['any'],
	},
} satisfies RecordShape;

export const tariff = resource({
	value: 'tariff',
	name: 'Tariff',
	operator: ['record', 'filter'],
	path: { tariff: f.ref('tariff', 'Tariff') },
	record: {
		...tariffRecord,
		...newerParts,
		restrictions: {
			...tariffRecord.restrictions,
			adHocIncrementalPreAuthorizationAmount: 'number',
			applyToAdHocOperatorIds: ['integer'],
			applyToAuthorizationMethods: ['text'],
			applyToHomeChargingOwner: 'flag',
			applyToHomeChargingSharedUsers: 'flag',
		},
		discountTariffSettings: {
			discountReferenceType: 'text',
			referencedTariffId: 'integer',
			discountMode: 'text',
			discountPercentage: 'number',
			discountType: 'text',
			discountValue: 'number',
			discountElements: [{ serviceFeeType: 'text', discountType: 'text', discountValue: 'number' }],
		},
		startSessionRestrictions: { minimumBalance: 'number' },
	},
	simple: ['id', 'name', 'type', 'currency', simplePricing, 'partner.id', 'externalId', 'lastUpdatedAt'],
	operations: {
		getAll: getMany('GET /public-api/resources/tariffs/v1.0', {
			says: 'Lists tariffs. With Tariff Group and User set, answers the one tariff of the group that the user would pay.',
			paging: 'cursor',
			filters: {
				tariffGroupId: f.ref('tariffGroup', 'Tariff Group', { type: 'text' }),
				userId: f.ref('user', 'User', {
					type: 'text',
					nullable: true,
					about:
						'Only with Tariff Group: finds the tariff this user would pay. Give null as ID for drivers without an account.',
				}),
				type: f.choice('Type', tariffType),
				partnerId: f.ref('partner', 'Partner', { type: 'text', about: 'Manages the tariffs' }),
				...addedIn('3.251', {
					lastUpdatedAfter: f.dateTime('Last Updated After'),
					lastUpdatedBefore: f.dateTime('Last Updated Before'),
				}),
			},
		}),
		get: get('GET /public-api/resources/tariffs/v1.0/{tariff}', {
			says: 'Reads one tariff with all its prices and restrictions. For the prices a past session had, get its tariff snapshot.',
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/tariffs/v1.0', {
			says: 'Adds a tariff of one of eleven types. It prices nothing until a tariff group holds it.',
			body: { name: f.required(name), type, ...optional },
		}),
		update: update('PATCH /public-api/resources/tariffs/v1.0/{tariff}', {
			since: '3.251',
			before: 'Replace',
			says: 'Changes prices, restrictions or texts that are set and keeps the others. To change the type, use Replace; for a change on a day to come, schedule one.',
			body: {
				name,
				prices: f.oneOf('Type', tariffTypes, {
					inline: true,
					of: 'type',
					about: 'The one the tariff has. Decides which prices can be filled in; to change it, use Replace.',
				}),
				...optional,
			},
		}),
		setDisplayInformation: action('POST /public-api/actions/tariffs/v2.0/{tariff}/set-tariff-display-information', {
			action: 'Set display texts of tariff',
			says: 'Changes only the texts that charge points show about the tariff. To replace prices too, use Update.',
			effect: 'write',
			body: displayFields,
			hints: {
				406: 'AMPECO does not take these texts for this tariff. Texts for unidentified drivers need a base tariff.',
			},
		}),
		replace: replace('PUT /public-api/resources/tariffs/v1.0/{tariff}', {
			says: 'Sets type, prices, restrictions and texts of a tariff anew. For single values use Update.',
			body: {
				name: f.required(name),
				type,
				...optional,
			},
		}),
		delete: remove('DELETE /public-api/resources/tariffs/v1.0/{tariff}', {
			says: 'Removes a tariff for good. To let it end on a day instead, update its last valid day.',
		}),
	},
});
