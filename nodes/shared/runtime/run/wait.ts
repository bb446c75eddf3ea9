/** Waiting that a stopped run does not have to sit through. */
import { sleep } from 'n8n-workflow';

/** The longest nap between two looks at the cancel signal, in milliseconds. */
const NAP = 500;

/**
 * Waits until a time (milliseconds since 1970), or until the run is stopped.
 *
 * @param isOver whether there is nothing left to wait for, as when the run has failed elsewhere
 */
export async function waitUntil(time: number, signal: AbortSignal | undefined, isOver = () => false): Promise<void> {
	while (Date.now() < time && !signal?.aborted && !isOver()) {
		// The clock may tick between the two looks at it, and Node warns of a time that is over.
		await sleep(Math.min(Math.max(time - Date.now(), 1), NAP));
	}
}
