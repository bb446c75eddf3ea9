/** Partner contracts: what a partner may do, and how revenue and fees are shared out. */
import { addedIn, create, f, get, getMany, remove, replace, resource, sinceLastRun, update } from '../shared/catalogue';
import { settlementOverrideRecord } from './settlementOverride.resource';

/** An amount in the partner's currency that only some tenants can charge. */
function extraFee(label: string, about: string) {
	return f.number(label, { nullable: true, about: `${about}. Needs the feature Additional Platform Fees.` });
}

function percentage(label: string, about: string) {
	return f.number(label, { min: 0, max: 100, about });
}

/** What an update of single values had from its beginning. */
const laterPermissions = {
	changeSystemStatus: f.flag('Change System Status', { about: 'the partner may enable and disable charge points' }),
	createFromTemplate: f.flag('Create From Template', {
		about: 'the partner may add charge points from a template',
	}),
};

const laterTerms = {
	contractType: f.key('Contract Type'),
	reimbursementFees: f.group('Reimbursement Fees', {
		perPeriod: f.any('Fee per Period', { about: "Amount in the partner's currency" }),
		perSession: f.any('Fee per Session', { about: "Amount in the partner's currency" }),
	}),
};

const terms = {
	title: f.text('Title'),
	startDate: f.dateTime('Start Date', {
		about:
			'Any day of the first month, best not the 1st because of time zones; the contract counts from the 1st anyway',
	}),
	endDate: f.dateTime('End Date', {
		nullable: true,
		about: 'Any day of the last month; the contract counts to the end of it. Never ends unless set.',
	}),
	autoRenewal: f.flag('Automatic Renewal', { about: 'the contract goes on after its end date' }),
	externalId: f.key('External ID', { nullable: true, about: 'Your own key, at most 255 characters' }),
	accessAndPermissions: f.group('Permissions', {
		sessionsRemoteControl: f.flag('Control Sessions', {
			about: 'the partner may start and stop sessions, unlock connectors and set charging profiles',
		}),
		startReservation: f.flag('Make Reservations', { about: 'the partner may make reservations' }),
		stopReservation: f.flag('Cancel Reservations', { about: 'the partner may cancel reservations' }),
		resetChargePoint: f.flag('Reset Charge Points', { about: 'the partner may reset charge points' }),
		firmwareUpdate: f.flag('Update Firmware', { about: 'the partner may update firmware of charge points' }),
		...addedIn('3.251', laterPermissions),
	}),
	revenueSharing: f.group('Revenue Sharing', {
		partnerSharePercentageAcEvse: percentage('Share on AC EVSEs', "Percent of revenue that is the partner's"),
		partnerSharePercentageDcEvse: percentage('Share on DC EVSEs', "Percent of revenue that is the partner's"),
		excludeConnectionFee: f.flag('Exclude Connection Fee', {
			about: 'connection fees stay with the operator instead of being shared',
		}),
		deductElectricityCost: f.flag('Deduct Electricity Cost', {
			about: 'the cost of electricity is taken off before revenue is shared',
		}),
		reimburseForElectricityCost: f.flag('Reimburse Electricity Cost', {
			about: 'the partner gets the cost of electricity back on top of its share; only with Deduct Electricity Cost',
		}),
		fixedFeePerSessionAc: extraFee('Fee per AC Session', "Taken off the partner's share for each session"),
		fixedFeePerSessionDc: extraFee('Fee per DC Session', "Taken off the partner's share for each session"),
		feePerKwhAc: extraFee('Fee per AC kWh', "Taken off the partner's share for each kWh"),
		feePerKwhDc: extraFee('Fee per DC kWh', "Taken off the partner's share for each kWh"),
		handlingFee: {
			...extraFee('Handling Fee', "Percent of what the driver paid, taken off the partner's share"),
			min: 0,
			max: 100,
		},
	}),
	feePerChargePoint: f.number('Monthly Fee per Charge Point', {
		wire: ['monthlyPlatformFees', 'perChargePoint'],
		about: 'Without tax',
	}),
	feePerAcEvse: f.number('Monthly Fee per AC EVSE', {
		wire: ['monthlyPlatformFees', 'perAcEvse'],
		about: 'Without tax',
	}),
	feePerDcEvse: f.number('Monthly Fee per DC EVSE', {
		wire: ['monthlyPlatformFees', 'perDcEvse'],
		about: 'Without tax',
	}),
};

const { title, startDate, accessAndPermissions, ...optional } = terms;

const body = {
	title: f.required(title),
	partnerId: f.required(f.ref('partner', 'Partner')),
	startDate: f.required(startDate),
	accessAndPermissions,
	...optional,
	...addedIn('3.251', laterTerms),
};

/** A contract stays with its partner. */
const changes = {
	title,
	startDate,
	...optional,
	...laterTerms,
	accessAndPermissions: f.reworded(accessAndPermissions, {
		fields: { ...accessAndPermissions.fields, ...laterPermissions },
	}),
};

export const partnerContract = resource({
	value: 'partnerContract',
	name: 'Partner Contract',
	operator: ['record', 'filter'],
	path: { partnerContract: f.ref('partnerContract', 'Partner Contract') },
	record: {
		id: 'integer',
		title: 'text',
		partnerId: 'integer',
		startDate: 'dateTime',
		endDate: 'dateTime',
		autoRenewal: 'flag',
		externalId: 'text',
		accessAndPermissions: {
			sessionsRemoteControl: 'flag',
			startReservation: 'flag',
			stopReservation: 'flag',
			resetChargePoint: 'flag',
			firmwareUpdate: 'flag',
			changeSystemStatus: 'flag',
			createFromTemplate: 'flag',
		},
		revenueSharing: {
			partnerSharePercentageAcEvse: 'number',
			partnerSharePercentageDcEvse: 'number',
			excludeConnectionFee: 'flag',
			deductElectricityCost: 'flag',
			reimburseForElectricityCost: 'flag',
			fixedFeePerSessionAc: 'number',
			fixedFeePerSessionDc: 'number',
			feePerKwhAc: 'number',
			feePerKwhDc: 'number',
			handlingFee: 'number',
		},
		monthlyPlatformFees: { perChargePoint: 'number', perAcEvse: 'number', perDcEvse: 'number' },
		lastUpdatedAt: 'dateTime',
		contractType: 'text',
		reimbursementFees: { perPeriod: 'any', perSession: 'any' },
		settlementOverrides: [settlementOverrideRecord],
	},
	simple: [
		'id',
		'title',
		'partnerId',
		'contractType',
		'startDate',
		'endDate',
		'autoRenewal',
		'externalId',
		{
			partnerSharePercentageAcEvse: 'revenueSharing.partnerSharePercentageAcEvse',
			partnerSharePercentageDcEvse: 'revenueSharing.partnerSharePercentageDcEvse',
			feePerKwhAc: 'revenueSharing.feePerKwhAc',
			feePerKwhDc: 'revenueSharing.feePerKwhDc',
		},
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-contracts/v1.0', {
			says: 'Lists contracts of the partners with their terms.',
			paging: 'page',
			filters: {
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				...addedIn('3.251', {
					partnerId: f.ref('partner', 'Partner'),
					createdAfter: f.dateTime('Created After'),
					createdBefore: f.dateTime('Created Before'),
					startDateAfter: f.dateTime('Starts After'),
					endDateBefore: f.dateTime('Ends Before'),
					titleContains: f.text('Title Contains'),
					externalId: f.key('External ID'),
					contractType: f.key('Contract Type'),
					autoRenewal: f.flag('Automatic Renewal', {
						about: 'to list contracts that go on by themselves (on) or end (off)',
					}),
				}),
			},
		}),
		get: get('GET /public-api/resources/partner-contracts/v1.0/{partnerContract}', {
			says: 'Reads the terms of one contract.',
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/partner-contracts/v1.0', {
			says: 'Agrees permissions, revenue shares and monthly fees with a partner, from a month on. They decide what later settlements pay out.',
			body,
		}),
		update: update('PATCH /public-api/resources/partner-contracts/v1.0/{partnerContract}', {
			since: '3.168',
			before: 'Replace',
			says: 'Changes the terms that are set and keeps the others. Changed terms count in later settlements.',
			body: changes,
		}),
		replace: replace('PUT /public-api/resources/partner-contracts/v1.0/{partnerContract}', {
			says: 'Sets the terms of a contract anew, also its partner; with Keep Other Values off, what is left out is removed. Changed terms count in later settlements.',
			body,
		}),
		delete: remove('DELETE /public-api/resources/partner-contracts/v1.0/{partnerContract}', {
			says: 'Removes a contract for good. To let it run out, update its end date instead.',
		}),
	},
});
