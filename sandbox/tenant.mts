/** One tenant: its state, time, settings and subscriptions' deliveries. A reset makes a new one. */
import { Clock, WORLD_START } from './clock.mts';
import type { FillContext } from './fill.mts';
import { Random } from './random.mts';
import type { Tokens } from './oauth.mts';
import { Store, type StoredRecord } from './store.mts';
import { buildWorld } from './world/world.mts';

export interface TenantSettings {
	seed: string;
	/** Multiplies the size of the seeded world, but small tables stay; 0 leaves it empty. */
	scale: number;
	/** The tenant's name in `X-Tenant`. */
	name: string;
	/** The tenant's currency, ISO 4217. */
	currency: string;
}

export class Tenant {
	readonly settings: TenantSettings;
	readonly clock: Clock;
	readonly store: Store;
	/** The tenant's time when it was made; the world's past is counted from it. */
	readonly worldStart: number;
	/** How long charge points take to begin a session that was started remotely, in seconds. */
	startSeconds = 0;
	/** Whoever delivers notifications. */
	onEvent?: (event: string, payload: Record<string, unknown>) => void;
	/** Who gives access tokens; they outlive the tenant's requests, not its reset. */
	tokens?: Tokens;
	onResend?: (subscriptionId: number, events: string[], from?: string, to?: string) => void;
	readonly #sequences = new Map<string, Random>();
	readonly #numbers = new Map<string, number>();

	constructor(settings: TenantSettings) {
		this.settings = settings;
		this.clock = new Clock();
		this.worldStart = Date.parse(WORLD_START);
		this.store = new Store();
		buildWorld(this);
	}

	/** The named sequence of random numbers, going on where it stopped. */
	random(name: string): Random {
		let sequence = this.#sequences.get(name);
		if (!sequence) {
			sequence = new Random(this.settings.seed, name);
			this.#sequences.set(name, sequence);
		}
		return sequence;
	}

	/** 1, 2, 3 ... for every name. */
	nextNumber(name: string): number {
		const next = (this.#numbers.get(name) ?? 0) + 1;
		this.#numbers.set(name, next);
		return next;
	}

	/** Tells the subscribers of an event; see `notifications.mts`. */
	notify(event: string, payload: Record<string, unknown>): void {
		this.onEvent?.(event, payload);
	}

	/** The thin notifications: which record, what happened to it, when. */
	notifyChange(event: string, idField: string, record: StoredRecord, action: string): void {
		this.notify(event, { [idField]: record.id, action, lastUpdatedAt: this.clock.iso() });
	}

	fillContext(collection: string, id: number | string): FillContext {
		return {
			key: `${this.settings.seed}/${collection}/${id}`,
			worldStart: this.worldStart,
			currency: this.settings.currency,
			idFor: (field, random) => this.#idFor(field, random),
		};
	}

	/** An existing id of the collection a field's name points at. */
	#idFor(field: string, random: Random): number | undefined {
		const collection = collectionOfField(field);
		if (!collection || !this.store.has(collection) || this.store.get(collection).size === 0) return undefined;
		return this.store.get(collection).idAt(random.integer(0, 9999));
	}
}

/** Fields whose name is not that of what they point at. */
const SPECIAL_FIELDS: Record<string, string> = {
	model: 'charge-point-models',
	chargePointVendor: 'charge-point-vendors',
	plan: 'subscription-plans',
	contract: 'partner-contracts',
	ownerPartner: 'partners',
	ownerPartnerContract: 'partner-contracts',
	dlmCircuit: 'circuits',
	parentCircuit: 'circuits',
	satelliteChargePoint: 'charge-points',
	notice: 'downtime-period-notices',
	termVersion: 'terms-and-policies',
	platform: 'roaming-connections',
	connection: 'roaming-connections',
	accessPolicy: 'partner-invite-access-policies',
	corporateBillingPolicy: 'partner-invite-corporate-billing-policies',
	assigneeAdmin: 'admins',
	createdByAdmin: 'admins',
	submittedByUser: 'users',
	reimbursementPolicy: 'reimbursement-policies',
	settlementReport: 'partner-settlement-reports',
	chargingSession: 'sessions',
	asset: 'flexibility-assets',
	terminal: 'payment-terminals',
	tax: 'taxes',
	idTags: 'id-tags',
	vendor: 'charge-point-vendors',
};

/** `chargePointId` -> `charge-points`. */
export function collectionOfField(field: string): string | undefined {
	const match = /^(.+?)Ids?$/.exec(field);
	if (!match) return undefined;
	const special = SPECIAL_FIELDS[match[1]];
	if (special) return special;
	const words = match[1].replace(/([A-Z])/g, '-$1').toLowerCase();
	return words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`;
}
