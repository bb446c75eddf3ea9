/** What the items of a run share beside their tenant: things made once for all of them, and what is done when all are done. */

/** Done when no item of the run works any more; what it says is told with the run's end. */
export type Ending = () => Promise<string[]>;

export class Shared {
	private readonly things = new Map<string, unknown>();
	private readonly endings: Ending[] = [];

	/** @param quiet settled when all items of the run are done, or only wait */
	constructor(readonly quiet: Promise<void>) {}

	/** The thing of a name, made by the first item that asks. */
	of<T>(name: string, make: () => T): T {
		if (!this.things.has(name)) this.things.set(name, make());
		return this.things.get(name) as T;
	}

	atEnd(ending: Ending): void {
		this.endings.push(ending);
	}

	/** Carries out the endings, each of which must not fail. */
	async end(): Promise<string[]> {
		const told: string[] = [];
		for (const ending of this.endings.splice(0)) told.push(...(await ending()));
		return told;
	}
}
