/** What the items of a run share beside their tenant: things made once for all of them, and what is done when all are done. */

/** Done when no item of the run works any more; what it says is told with the run's end. */
export type Ending = () => Promise<string[]>;

export class Shared {
	private readonly things = new Map<string, unknown>();
	private readonly endings: Ending[] = [];

	/** To be called when all items of the run are done, or only wait. */
	becomeQuiet = (): void => undefined;

	/** Settled when all items of the run are done, or only wait. */
	readonly quiet = new Promise<void>((resolve) => (this.becomeQuiet = resolve));

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
