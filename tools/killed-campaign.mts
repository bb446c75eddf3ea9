/**
 * A campaign of Create Once whose process is killed with SIGKILL and started again until it ends by itself: what the tenant holds
 * then, and how long it took. Each process has n8n's engine and nothing in memory of the one before.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../sandbox/client.mts';
import { startEngine } from './engine.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';

/** How long a create may take before it is looked for, and so late one may land that a killed process had under way. */
export const TIME_OUT = 5000;

/** Every kind of fault that a create can meet, in words of the sandbox. */
export const FAULTS = [
	'429',
	'500',
	'502',
	'503',
	'504',
	'reset before execution',
	'reset before answer',
	'reset in body',
	'truncated json',
	'invalid json',
	'html page',
	'redirect elsewhere',
	'forbidden',
	'slow 300 ms',
];

export interface KilledCampaign {
	count: number;
	/** Processes it took, the last of which ended by itself. */
	processes: number;
	/** From the start of the first to the end of the last. */
	seconds: number;
	/** Of these, what processes took to start. */
	starting: number;
	inTenant: number;
	doubled: number;
	/** Rows of the last run that were not done, by what their items say. */
	inDoubt: number;
	refused: number;
	/** Rows that the last run says are done and the tenant does not hold. */
	lost: number;
}

interface Told {
	codes: Array<string | undefined>;
	inDoubt: number;
	refused: number;
}

/**
 * @param kills after how many vouchers in the tenant a process is killed, in order
 * @param share of the creates that meet a fault
 */
export async function runKilledCampaign({
	count,
	limit,
	share,
	kills,
}: {
	count: number;
	limit: number;
	share: number;
	kills: number[];
}): Promise<KilledCampaign> {
	const sandbox = await startSandbox({ limit, scale: 0, seed: 'killed' });
	try {
		const faults = Math.round(count * share);
		for (let index = 0; index < faults; index += 1) {
			// Spread evenly; one that falls on another's request strikes at the next.
			await sandbox.fault(
				`${FAULTS[index % FAULTS.length]} once at ${1 + Math.floor((index + 0.5) / share)} on POST ${VOUCHERS}`,
			);
		}
		const made = async () => await sandbox.state('vouchers', count * 2);
		const began = Date.now();
		let starting = 0;
		let told: Told | undefined;
		let processes = 0;
		while (!told || told.inDoubt + told.refused > 0) {
			if (processes > kills.length + 3) break;
			const killAt = kills[processes];
			processes += 1;
			const born = Date.now();
			const child = spawn(process.execPath, [fileURLToPath(import.meta.url), sandbox.url, sandbox.token, `${count}`], {
				stdio: ['ignore', 'pipe', 'inherit'],
			});
			const ended = once(child, 'close');
			let output = '';
			child.stdout.on('data', (chunk: Buffer) => {
				if (output === '') starting += Date.now() - born;
				output += String(chunk);
			});
			if (killAt !== undefined) {
				const isThere = async () => (await sandbox.state('vouchers', killAt)).length >= killAt;
				while (!(await isThere()) && child.exitCode === null) await new Promise((next) => setTimeout(next, 100));
				child.kill('SIGKILL');
			}
			await ended;
			if (killAt === undefined) told = JSON.parse(output.split('\n')[1]) as Told;
		}
		const vouchers = await made();
		const marks = new Set(vouchers.map(({ description }) => String(description)));
		const codes = new Set(vouchers.map(({ code }) => code as string));
		return {
			count,
			processes,
			seconds: (Date.now() - began) / 1000,
			starting: starting / 1000,
			inTenant: vouchers.length,
			doubled: vouchers.length - marks.size,
			inDoubt: told!.inDoubt,
			refused: told!.refused,
			lost: told!.codes.filter((code) => code !== undefined && !codes.has(code)).length,
		};
	} finally {
		await sandbox.stop();
	}
}

/** One process: says that it has begun, then what came of it. */
async function runOnce(url: string, token: string, count: number): Promise<void> {
	const engine = await startEngine();
	console.log('begun');
	const { items, errorItems, error } = await engine.runNode({
		node: 'ampecoVoucher',
		parameters: {
			resource: 'voucher',
			operation: 'createOnce',
			campaign: 'Killed',
			rowKey: '={{ $json.key }}',
			amount: '={{ $json.amount }}',
			requestOptions: { timeout: TIME_OUT },
		},
		items: Array.from({ length: count }, (_, index) => ({ key: `row ${index}`, amount: 1 + (index % 100) })),
		credentials: { ampecoApi: { url, token } },
		onError: 'continueErrorOutput',
	});
	if (error) throw error;
	const isInDoubt = (text: unknown) => String(text).includes('unknown whether');
	const inDoubt = errorItems.filter(({ json }) => isInDoubt(json.error)).length;
	const told: Told = {
		codes: items.map(({ json }) => json.code as string | undefined),
		inDoubt,
		refused: errorItems.length - inDoubt,
	};
	console.log(JSON.stringify(told));
	await engine.stop();
}

if (import.meta.main) void runOnce(process.argv[2], process.argv[3], Number(process.argv[4]));
