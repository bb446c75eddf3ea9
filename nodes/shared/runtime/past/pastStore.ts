/**
 * Where n8n stores what was done: in the node's context, which it hands to both kinds of Retry. It does so in JSON, so plain data
 * goes there.
 */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { Failure } from '../errors/errors';
import type { FailureDetails } from '../errors/errors';
import { identityOf } from '../records/identity';
import type { Past } from './past';

/** Where the node's context holds it. */
const KEY = 'ampeco';

/** The most that is stored of a node in an execution, in characters of JSON. */
const MOST_STORED = 5_000_000;

/** A past in JSON. */
interface Stored {
	request: string;
	asked?: string;
	complete?: true;
	onlyIds?: true;
	outputs: INodeExecutionData[];
	unknown?: { message: string; details: FailureDetails };
}

/** What could not be stored whole. */
export interface Kept {
	/** Items of which only the IDs are stored. */
	onlyIds: number;
	/** Items of which nothing is stored, as it would be too much. */
	lost: number;
}

/** The pasts in a node's context, by their places. */
export class PastStore {
	constructor(private readonly context: IDataObject) {}

	/** What an execution before this one has stored. */
	read(): Array<[place: string, past: Past]> {
		return Object.entries(this.stored()).map(([place, stored]) => [place, pastFrom(stored)]);
	}

	/** Stores pasts at their places, as far as there is room: outputs first, then IDs only. */
	write(places: string[], pasts: Array<Past | undefined>): Kept {
		const stored = this.stored();
		for (const place of places) delete stored[place];
		const rows = pasts.flatMap((past, index) => {
			const whole = past && storedFrom(past);
			return whole ? [{ place: places[index], whole, ids: withIdsOnly(whole) }] : [];
		});
		let room = MOST_STORED - sizeOf(stored) - rows.reduce((sum, { ids }) => sum + sizeOf(ids), 0);
		const kept = { onlyIds: 0, lost: 0 };
		for (; room < 0 && rows.length > 0; kept.lost += 1) room += sizeOf(rows.pop()!.ids);
		for (const { place, whole, ids } of rows) {
			const more = sizeOf(whole) - sizeOf(ids);
			stored[place] = more <= room ? whole : ids;
			if (more <= room) room -= Math.max(0, more);
			if (stored[place].onlyIds) kept.onlyIds += 1;
		}
		this.context[KEY] = stored;
		return kept;
	}

	/** Removes what lies at the places that begin like this. */
	forget(beginning: string): void {
		const stored = this.stored();
		const places = Object.keys(stored).filter((place) => place.startsWith(beginning));
		if (places.length === 0) return;
		for (const place of places) delete stored[place];
		this.context[KEY] = stored;
	}

	private stored(): Record<string, Stored> {
		return { ...(this.context[KEY] as Record<string, Stored> | undefined) };
	}
}

function sizeOf(value: unknown): number {
	return JSON.stringify(value).length;
}

/** Undefined where nothing was done. */
function storedFrom({ request, asked, complete, onlyIds, outputs, unknown }: Past): Stored | undefined {
	if (request === undefined || !(complete || unknown || outputs.length > 0)) return undefined;
	return {
		request,
		outputs,
		...(asked === undefined ? {} : { asked }),
		...(complete ? { complete } : {}),
		...(onlyIds ? { onlyIds } : {}),
		...(unknown ? { unknown: { message: unknown.message, details: unknown.details } } : {}),
	};
}

function withIdsOnly({ unknown, ...stored }: Stored): Stored {
	const outputs = stored.outputs.map(({ json, pairedItem }) => ({ json: identityOf(json), pairedItem }));
	return {
		...stored,
		outputs,
		...(outputs.length > 0 ? { onlyIds: true } : {}),
		// AMPECO's own answer may be of any size.
		...(unknown ? { unknown: { ...unknown, details: { ...unknown.details, data: undefined } } } : {}),
	};
}

function pastFrom({ unknown, complete, ...stored }: Stored): Past {
	return {
		...stored,
		complete: complete === true,
		...(unknown ? { unknown: new Failure(unknown.message, unknown.details) } : {}),
		remembered: true,
	};
}
