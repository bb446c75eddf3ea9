/** Waiting that a stopped run does not have to sit through. */
import { sleep } from 'n8n-workflow';

/** The longest nap between two looks at the cancel signal, in milliseconds. */
const NAP = 500;

/** Waits until a time (milliseconds since 1970), or until the run is stopped. */
export async function waitUntil(time: number, signal: AbortSignal | undefined): Promise<void> {
	while (Date.now() < time && !signal?.aborted) await sleep(Math.min(time - Date.now(), NAP));
}
