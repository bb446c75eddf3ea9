/** What is particular to each resource. Everything a family does not say, the rules of `engine.mts` do. */
import type { Call, Handler } from '../call.mts';
import type { StoredRecord } from '../store.mts';
import { oauthHandlers } from '../oauth.mts';
import { agreementHandlers, agreements } from './agreements.mts';
import { chargePoints } from './chargePoints.mts';
import { charging, chargingHandlers } from './charging.mts';
import { energy, energyHandlers } from './energy.mts';
import { fleet, fleetHandlers } from './fleet.mts';
import { hardwareHandlers } from './hardware.mts';
import { notifications, notificationHandlers } from './notifications.mts';
import { office, officeHandlers } from './office.mts';
import { partners } from './partners.mts';
import { paymentHandlers, payments } from './payments.mts';
import { roaming, roamingHandlers } from './roaming.mts';
import { sites } from './sites.mts';
import { system, systemHandlers } from './system.mts';
import { users, userHandlers } from './users.mts';
import { vouchers, voucherHandlers } from './vouchers.mts';

type Fields = Record<string, unknown>;

export interface Family {
	/** The store's collection; several families may share one. */
	collection: string;
	/** The records a path leads through, outermost first: the field of the inner record that holds the outer's id. */
	parents?: Array<{ collection: string; field: string }>;
	/** Which records of a shared collection belong to this family. */
	where?: (record: StoredRecord) => boolean;
	/** Wire name -> record's name where camelCase is not enough, for one version or for `all`. */
	names?: Record<string, Record<string, string>>;
	/** Versions whose structure differs from the record's. */
	versions?: Record<
		string,
		{ show?: (record: StoredRecord, call: Call) => Fields; take?: (fields: Fields, call: Call) => Fields }
	>;
	/** Filters that the habits in `filters.mts` do not cover. */
	filters?: Record<string, (record: StoredRecord, wanted: any, call: Call) => boolean>;
	/** Whether these filters ask for the one record that applies, answered without links and meta. */
	findsOne?: (filter: Fields) => boolean;
	/** Fields named like an id that refer to nothing the sandbox keeps. */
	ignoredReferences?: string[];
	/** Adds what only reading shows. */
	show?: (record: StoredRecord, call: Call) => Fields;
	/** Fields the server makes; may refuse. */
	create?: (fields: Fields, call: Call) => Fields;
	created?: (record: StoredRecord, call: Call) => void;
	/** May refuse or adjust an update before it is applied. */
	update?: (record: StoredRecord, changes: Fields, call: Call) => void;
	updated?: (record: StoredRecord, call: Call) => void;
	/** May refuse a deletion. */
	remove?: (record: StoredRecord, call: Call) => void;
	removed?: (record: StoredRecord, call: Call) => void;
}

/** Route without version and item -> family. */
const families: Record<string, Family> = {
	...agreements,
	...chargePoints,
	...charging,
	...energy,
	...fleet,
	...notifications,
	...office,
	...partners,
	...payments,
	...roaming,
	...sites,
	...system,
	...users,
	...vouchers,
};

/** Operations no rule covers: `POST actions/users/*` + `/redeem-voucher`, with or without the version. */
export const handlers: Record<string, Handler> = {
	...agreementHandlers,
	...chargingHandlers,
	...energyHandlers,
	...fleetHandlers,
	...hardwareHandlers,
	...notificationHandlers,
	...oauthHandlers,
	...officeHandlers,
	...paymentHandlers,
	...roamingHandlers,
	...systemHandlers,
	...userHandlers,
	...voucherHandlers,
};

export function familyOf(route: string): Family | undefined {
	return families[route];
}
