/**
 * What the polling trigger can watch: one row per event, which names a list of the catalogue, the filter that asks it for
 * what came later than a mark, and the property that filter looks at.
 *
 * Only times that AMPECO itself sets when a record changes are of use. When a session started or stopped, when a security
 * event happened or an invoice was issued are not such times: a charge point that was offline reports them hours later, with
 * the old time. Circuits, downtime periods, flexibility assets and consents have a filter, but their records lack the time or
 * the ID. Subscriptions, receipts and bookings have no filter. For those there is the AMPECO Trigger.
 */
import { currencyRate } from '../Billing/currencyRate.resource';
import { customFee } from '../Billing/customFee.resource';
import { transaction } from '../Billing/transaction.resource';
import { chargePoint } from '../ChargePoint/chargePoint.resource';
import { evse } from '../Evse/evse.resource';
import { location } from '../Location/location.resource';
import { parkingSpace } from '../Location/parkingSpace.resource';
import { installationAndMaintenanceCompany } from '../Maintenance/installationAndMaintenanceCompany.resource';
import { installerJob } from '../Maintenance/installerJob.resource';
import { issue } from '../Maintenance/issue.resource';
import { partner } from '../Partner/partner.resource';
import { partnerInvite } from '../Partner/partnerInvite.resource';
import { partnerInviteAccessPolicy } from '../Partner/partnerInviteAccessPolicy.resource';
import { authorization } from '../Session/authorization.resource';
import { bookingRequest } from '../Session/bookingRequest.resource';
import { cdr } from '../Session/cdr.resource';
import { reservation } from '../Session/reservation.resource';
import { session } from '../Session/session.resource';
import { partnerContract } from '../Settlement/partnerContract.resource';
import { f } from '../shared/catalogue';
import type { FieldTable, List, Resource } from '../shared/catalogue';
import { tablesOf } from '../shared/catalogue/form';
import { lowerCase, withArticle } from '../shared/catalogue/words';
import { subscriptionPlan } from '../Subscription/subscriptionPlan.resource';
import { tariff } from '../Tariff/tariff.resource';
import { tariffGroup } from '../Tariff/tariffGroup.resource';
import { idTag } from '../User/idTag.resource';
import { user } from '../User/user.resource';
import { userGroup } from '../User/userGroup.resource';
import { voucher } from '../Voucher/voucher.resource';

/** A resource with a list. */
type Listed = Resource & { operations: { getAll: List } };

/** What a list says about its records' changes. */
export interface Changes {
	/** The property that the list's filter looks at. */
	at: string;
	/** Only records count of which this property is later than the mark: the time they were made. */
	since?: string;
	/** The properties that make a version; without them every change of the record is one. */
	version?: string[];
}

export interface Watch {
	name: string;
	says: string;
	resource: Listed;
	/** The key of its list's filter for what came later. */
	after: string;
	changes: Changes;
}

/** Every change of a record, its making included. */
function changed(resource: Listed, says: string, after = 'lastUpdatedAfter', at = 'lastUpdatedAt'): Watch {
	return { name: `${resource.name} Created or Updated`, says, resource, after, changes: { at } };
}

/** The making of a record, from a list that can be asked for it. */
function created(resource: Listed, after = 'createdAfter', at = 'createdAt'): Watch {
	return once(
		resource,
		'Created',
		`${withArticle(lowerCase(resource.name))} was made. Later changes do not count`,
		after,
		at,
	);
}

/** The making of a record, from a list that can be asked for changes only. */
function createdAmongChanged(resource: Listed): Watch {
	const { name, says } = created(resource);
	const changes = { at: 'lastUpdatedAt', since: 'createdAt', version: ['createdAt'] };
	return { name, says, resource, after: 'lastUpdatedAfter', changes };
}

/** Something that has a time of its own in a record and starts the workflow once for each such time. */
function once(resource: Listed, what: string, says: string, after: string, at: string, version: string[] = []): Watch {
	return { name: `${resource.name} ${what}`, says, resource, after, changes: { at, version: [at, ...version] } };
}

/** By the name that workflows store. */
export const watches: Record<string, Watch> = {
	sessionChanged: changed(
		session,
		'A session began, went on, ended, was paid or corrected. A running session changes often',
	),
	sessionPaymentStatusChanged: once(
		session,
		'Payment Status Changed',
		'The payment of a session is pending, was made, made in part or failed',
		'paymentStatusUpdatedAfter',
		'paymentStatusUpdatedAt',
		['paymentStatus'],
	),
	transactionChanged: changed(transaction, 'A payment was begun, went through, failed or was refunded'),
	transactionFinalized: once(transaction, 'Finalized', 'A payment came to its end', 'finalizedAfter', 'finalizedAt'),
	authorizationChanged: changed(authorization, 'Somebody asked to charge, or the answer changed'),
	authorizationCreated: created(authorization),
	cdrReceived: once(cdr, 'Received', 'A roaming partner sent a charge detail record', 'receivedAfter', 'receivedAt'),
	cdrSent: once(cdr, 'Sent', 'A charge detail record went to a roaming partner', 'sentAfter', 'sentAt'),
	reservationCreated: created(reservation, 'reservedFrom', 'reservedAt'),
	bookingRequestCreated: created(bookingRequest),
	chargePointChanged: changed(
		chargePoint,
		'The record of a charge point changed. Whether a new status counts is up to AMPECO',
	),
	chargePointCreated: createdAmongChanged(chargePoint),
	evseChanged: changed(evse, 'The record of an EVSE changed. Whether a new status counts is up to AMPECO'),
	evseCreated: createdAmongChanged(evse),
	locationChanged: changed(location, 'A location was made, or its address, hours or texts changed'),
	parkingSpaceChanged: changed(parkingSpace, 'A parking space was made or changed'),
	installerJobChanged: changed(installerJob, 'A job of an installer was made, or went on'),
	installerJobCreated: created(installerJob),
	issueChanged: changed(issue, 'An issue was opened, went on or was closed', 'updatedAfter', 'updatedAt'),
	installationAndMaintenanceCompanyChanged: changed(
		installationAndMaintenanceCompany,
		'A company that installs or maintains was made or changed',
	),
	userChanged: changed(
		user,
		'A driver signed up or changed something. Holds personal data, so keep only what you need',
	),
	userCreated: createdAmongChanged(user),
	userGroupChanged: changed(userGroup, 'A group of drivers was made or changed'),
	idTagChanged: changed(idTag, 'An RFID tag or another means to identify was made, assigned, blocked or changed'),
	idTagCreated: createdAmongChanged(idTag),
	voucherRedeemed: once(voucher, 'Redeemed', 'A driver used a voucher', 'redeemedAfter', 'redeemedAt'),
	partnerChanged: changed(partner, 'A partner was made or changed'),
	partnerContractChanged: changed(partnerContract, 'A contract with a partner was made or changed'),
	partnerInviteChanged: changed(partnerInvite, 'A partner invited a driver, or the invitation was accepted or changed'),
	partnerInviteCreated: created(partnerInvite, 'createdFrom'),
	partnerInviteAccepted: once(
		partnerInvite,
		'Accepted',
		'A driver accepted the invitation of a partner',
		'acceptedAfter',
		'acceptedAt',
	),
	partnerInviteAccessPolicyChanged: changed(
		partnerInviteAccessPolicy,
		'A policy on where invited drivers may charge was made or changed',
	),
	customFeeCreated: created(customFee),
	subscriptionPlanChanged: changed(subscriptionPlan, 'A subscription plan was made or changed'),
	tariffGroupChanged: changed(tariffGroup, 'A tariff group was made or changed'),
	tariffChanged: changed(tariff, 'A tariff was made, or its prices, restrictions or texts changed'),
	currencyRateChanged: changed(currencyRate, 'A rate was set', 'updatedAfter', 'updatedAt'),
};

/** What an event watches; undefined where there is no such event. */
export function watchOf(event: string): Watch | undefined {
	return new Map(Object.entries(watches)).get(event);
}

/** How many hours before its first activation a trigger takes in. */
export const lookBack = f.integer('Look Back (Hours)', {
	min: 0,
	default: 24,
	about:
		'When first published, also start with what changed in that many hours before. Left out, only what changes from then on.',
});

/** The list as a person may narrow it: without the filters that the trigger sets, nor their counterparts, and without pages. */
export function offeredList({ resource }: Watch): List {
	const own = Object.values(watches).filter((other) => other.resource === resource);
	const stems = new Set(own.map(({ after }) => stemOf(after)));
	const { getAll } = resource.operations;
	const all = Object.entries(getAll.filters ?? {});
	const [filters, ownFilters] = [false, true].map((isOwn) =>
		Object.fromEntries(all.filter(([key]) => stems.has(stemOf(key)) === isOwn)),
	);
	return { ...getAll, filters: Object.keys(filters).length > 0 ? filters : undefined, ownFilters, paging: 'none' };
}

/** The fields a person may set, of all lists. */
export const offeredFields: FieldTable[] = Object.values(watches).flatMap((watch) => tablesOf(offeredList(watch)));

/** "created" of createdAfter and createdBefore. */
function stemOf(filter: string): string {
	return filter.replace(/(After|Before|From|To|Until|Since)$/, '');
}
