/** Records of a collection that tests make, change and remove, each change a new version. */
import type { IDataObject } from 'n8n-workflow';
import type { RunningSandbox } from '../../sandbox/client.mts';

/** A collection whose records get a new version with each change. */
export interface Collection {
	path: string;
	made: (version: string) => object;
	changed: (version: string) => object;
	versionOf: (record: IDataObject) => unknown;
}

export const idTags: Collection = {
	path: '/public-api/resources/id-tags/v2.0',
	made: (version) => ({ idTagUid: version, type: 'rfid', status: 'enabled', idLabel: version }),
	changed: (version) => ({ idLabel: version }),
	versionOf: ({ idLabel }) => idLabel,
};
export const userGroups: Collection = {
	path: '/public-api/resources/user-groups/v1.0',
	made: (version) => ({ name: version }),
	changed: (version) => ({ name: version }),
	versionOf: ({ name }) => name,
};

/** What a test does with the records of a collection. */
export class World {
	/** The last version of each living record, by ID. */
	readonly last = new Map<string, string>();

	private versions = 0;

	constructor(
		private readonly sandbox: RunningSandbox,
		private readonly collection: Collection,
	) {}

	async make(): Promise<string> {
		const version = this.next();
		const { status, data } = await this.sandbox.call('POST', this.collection.path, this.collection.made(version));
		expect(status).toBe(201);
		this.last.set(String(data.data.id), version);
		return String(data.data.id);
	}

	async change(pick: number): Promise<string | undefined> {
		const id = this.pick(pick);
		if (id === undefined) return undefined;
		const version = this.next();
		expect(
			(await this.sandbox.call('PATCH', `${this.collection.path}/${id}`, this.collection.changed(version))).status,
		).toBe(200);
		this.last.set(id, version);
		return id;
	}

	async remove(pick: number): Promise<void> {
		const id = this.pick(pick);
		if (id === undefined) return;
		expect((await this.sandbox.call('DELETE', `${this.collection.path}/${id}`)).status).toBe(204);
		this.last.delete(id);
	}

	private pick(pick: number): string | undefined {
		return [...this.last.keys()][pick % Math.max(1, this.last.size)];
	}

	private next(): string {
		this.versions += 1;
		return `V${this.versions}`;
	}
}
