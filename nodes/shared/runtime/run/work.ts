/** One item's share of a run: what is asked, where it goes, and what earlier tries did. */
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import type { Facts, Resource } from '../../catalogue';
import { FieldProblem } from '../errors/errors';
import type { Past } from '../past/past';
import { transportOf } from '../send/connection';
import type { Connection, RunContext, Tenant } from '../send/connection';
import { UNCHECKED } from '../send/tenantUrl';
import type { Read } from '../values/read';
import type { Shared } from './shared';

export interface Work {
	context: RunContext;
	resource: Resource;
	itemIndex: number;
	read: Read;
	/** The input item's data. */
	item: IDataObject;
	/** Told the names of the item's properties that fit no field. */
	leftOut?: (columns: string[]) => void;
	/** Nothing that changes anything is to be sent: a dry run. */
	rehearses?: boolean;
	/** The item's tenant. */
	connect: () => Promise<Tenant>;
	/** What it shares with the other items of the run. */
	shared: Shared;
	/** What earlier tries did; outputs are added as they come. */
	past: Past;
	/** A hash of the item, the node's settings and the tenant; known once connected. */
	asked?: () => string | undefined;
	waited?: (milliseconds: number) => void;
	/** Told when an item only waits from now on, so that others need not wait for it. */
	leave?: () => void;
	/** Whether the run has failed, so that there is nothing left to wait for. */
	givenUp?: () => boolean;
	/** What n8n's stock routing decided about the request. */
	transport: Partial<IHttpRequestOptions>;
}

/** An item's share before it is known what the item asks for. */
export type Unfitted = Omit<Work, 'resource'>;

/** What is known of a run before its items are looked at; by it the end of the run is told. */
export type RunFacts = Pick<Facts, 'route' | 'effect' | 'looksFirst' | 'adds'>;

/**
 * Whether an AI agent asks: as a tool a node has a type of its own, and what comes in does so where tools are called. Where
 * there is no such input, each look gives another empty one.
 */
export function isTool(context: RunContext): boolean {
	const look = () => context.getInputData(0, 'ai_tool');
	return context.getNode().type.endsWith('Tool') || look() === look();
}

/** The connection of an item. Throws a sentence when Request Options or the credential cannot be used. */
export async function connectionOf({
	context,
	connect,
	read,
	transport,
	waited,
	rehearses,
}: Work): Promise<Connection> {
	const options = transportOf((read('requestOptions', {}) ?? {}) as IDataObject);
	const tenant = await connect();
	if (options.skipSslCertificateValidation && tenant.baseUrl.startsWith('https:')) throw new FieldProblem(UNCHECKED);
	return { context, tenant, transport: { ...options, ...transport }, waited, readsOnly: rehearses };
}
