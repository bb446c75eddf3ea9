/** Ids of things that exist in the sandbox, found the way a person would: by the list a picker shows. */
import type { IDataObject } from 'n8n-workflow';
import type { Entity } from '../../nodes/shared/entities';
import type { RunningSandbox } from '../../sandbox/client.mts';

/** What the segments of a picker's route refer to, where the name is not the entity's. */
const SEGMENTS: Record<string, string> = { evse: 'evseOfChargePoint', template: 'configurationTemplate' };

/** Stands for something that does not exist where the sandbox has none. */
const NONE = 1;

/** The entity a segment of a list's route names. */
export function entityOfSegment(segment: string): string {
	return SEGMENTS[segment] ?? segment;
}

/** Finds one record of each entity; the returned function gives its id, or another property of it. */
export async function existingIds(
	sandbox: RunningSandbox,
	entities: Record<string, Entity>,
): Promise<(entity: string, property?: string) => unknown> {
	const found = new Map<string, Promise<IDataObject | undefined>>();

	async function search(name: string): Promise<IDataObject | undefined> {
		let path = entities[name].route.split(' ')[1];
		for (const [, segment] of path.matchAll(/\{(\w+)\}/g)) {
			const parent = await first(entityOfSegment(segment));
			path = path.replace(`{${segment}}`, String(parent?.id ?? NONE));
		}
		const { filter = {} } = (entities[name].query ?? {}) as { filter?: Record<string, string> };
		const query = new URLSearchParams(
			Object.fromEntries(Object.entries(filter).map(([key, value]) => [`filter[${key}]`, value])),
		);
		const { data } = await sandbox.call('GET', `${path}?${query.toString()}`);
		return [(data as { data?: unknown })?.data ?? []].flat()[0] as IDataObject | undefined;
	}

	function first(name: string) {
		if (!found.has(name)) found.set(name, search(name));
		return found.get(name)!;
	}

	const records = new Map<string, IDataObject | undefined>();
	for (const name of Object.keys(entities)) records.set(name, await first(name));
	return (name, property) => records.get(name)?.[property ?? entities[name].id ?? 'id'] ?? NONE;
}
