/** The tenants of a run's items. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { semaphoresOf, tenantOf } from '../send/connection';
import type { Tenant } from '../send/connection';
import { hashOf } from '../values/canonicalJson';

/** The credential may hold expressions on the item, so each item has a tenant of its own; it is read once. */
export class RunTenants {
	private readonly tenants: Array<Promise<Tenant> | undefined> = [];
	/** By item, kept when it is done. */
	private readonly baseUrls: string[] = [];
	/** Hashes of the node's settings, by tenant. */
	private readonly settings = new Map<string, string | undefined>();
	private readonly semaphores;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly items: INodeExecutionData[],
	) {
		this.semaphores = semaphoresOf(context);
	}

	/** Throws a sentence where the credential cannot be used. */
	async of(index: number): Promise<Tenant> {
		const tenant = await (this.tenants[index] ??= tenantOf(this.context, this.semaphores, index));
		this.baseUrls[index] = tenant.baseUrl;
		return tenant;
	}

	/** When an item is done. */
	release(index: number): void {
		this.tenants[index] = undefined;
	}

	/** A hash of an item, the node's settings and the tenant; undefined before the tenant was read. */
	askedOf(index: number): string | undefined {
		const baseUrl = this.baseUrls[index];
		if (baseUrl === undefined) return undefined;
		return hashOf([this.settingsAt(baseUrl), this.items[index].json]);
	}

	private settingsAt(baseUrl: string): string | undefined {
		const known = this.settings.get(baseUrl) ?? hashOf([baseUrl, this.context.getNode().parameters]);
		this.settings.set(baseUrl, known);
		return known;
	}
}
