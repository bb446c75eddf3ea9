/**
 * Every fault times every class of operation, in the real engine against a tenant with real state: how often it was sent,
 * and that the tenant holds what the item says, or the item says that nobody knows. Makes the table of docs/reliability.md;
 * `UPDATE_DOCS=1 npm test -- faults` writes it anew.
 */
import type { RunningSandbox } from '../../sandbox/client.mts';
import { startSandbox } from '../../sandbox/client.mts';
import { startEngine } from '../../tools/engine.mts';
import { madePart } from '../generated.mts';
import type { Cell, OperationClass, State } from './cells.mts';
import { classes, decideNames, inParallel, runCell } from './cells.mts';
import { faults } from './faults.mts';
import { tableOf } from './table.mts';

const UNKNOWN = 'so it is unknown whether this was carried out';

/** Cells that run at a time; most of their time they wait. */
const AT_ONCE = 100;

const operations = Object.keys(classes) as OperationClass[];
const orders = faults.flatMap((fault) =>
	operations
		.filter((operation) => operation === 'list' || !fault.listOnly)
		.flatMap((operation) =>
			[false, true]
				.filter((lasting) => (lasting ? !fault.onceOnly : !fault.lastingOnly))
				.map((lasting) => ({ fault, operation, lasting })),
		),
);

let sandbox: RunningSandbox;
let cells: Cell[];
let state: State;

beforeAll(async () => {
	sandbox = await startSandbox({ seed: 'faults' });
	const engine = await startEngine();
	const restoreNames = decideNames();
	try {
		cells = await inParallel(
			orders,
			AT_ONCE,
			async ({ fault, operation, lasting }) => await runCell(engine, sandbox, fault, operation, lasting),
		);
		state = { vouchers: await sandbox.state('vouchers'), utilities: await sandbox.state('utilities') };
	} finally {
		restoreNames();
		await engine.stop();
		await sandbox.stop();
	}
}, 400_000);

const changing = (cell: Cell) => cell.subject.method !== 'GET';
const nameOf = ({ fault, operation, lasting }: Pick<Cell, 'fault' | 'operation' | 'lasting'>) =>
	`${fault.name}, ${operation}, ${lasting ? 'lasting' : 'once'}`;

/** Names of the cells that break a rule. */
function breaking(rule: (cell: Cell) => boolean): string[] {
	return cells.filter((cell) => !rule(cell)).map(nameOf);
}

test('an item that succeeds was carried out, exactly once where a second time would do harm', () => {
	expect(
		breaking((cell) => {
			if (cell.error || !changing(cell)) return true;
			const seen = cell.subject.seen?.(state) ?? 1;
			const mayRepeat = ['PUT', 'DELETE'].includes(cell.subject.method);
			return seen === 1 && (mayRepeat ? cell.carriedOut >= 1 : cell.carriedOut === 1);
		}),
	).toEqual([]);
});

test('an item that fails and does not say that its outcome is unknown was not carried out', () => {
	expect(
		breaking((cell) => {
			if (!cell.error || !changing(cell) || cell.error.error.includes(UNKNOWN)) return true;
			return (cell.subject.seen?.(state) ?? 0) === 0 && cell.carriedOut === 0;
		}),
	).toEqual([]);
});

test('an item whose outcome is unknown says where to look, and was not carried out twice', () => {
	expect(
		breaking((cell) => {
			if (!cell.error?.error.includes(UNKNOWN)) return true;
			const atMost = ['PUT', 'DELETE'].includes(cell.subject.method) ? Infinity : 1;
			return (
				changing(cell) &&
				cell.carriedOut <= atMost &&
				/^Look for the .+ in AMPECO before you run this item again\.$/.test(cell.error.message)
			);
		}),
	).toEqual([]);
});

test('a POST or PATCH is sent again only after a 429', () => {
	expect(
		breaking((cell) => {
			const repeats = ['POST', 'PATCH'].includes(cell.subject.method) ? cell.sent - 1 : 0;
			return repeats <= 0 || (repeats === 1 && cell.fault.name.startsWith('429'));
		}),
	).toEqual([]);
});

test('a read that succeeds is whole: one record, or all records of the list in order', () => {
	expect(
		breaking((cell) => {
			if (cell.error || changing(cell)) return true;
			const ids = cell.outputs.map(({ id }) => id);
			return cell.operation === 'read'
				? ids[0] === 50_001 && ids.length === 1
				: ids.length === 150 && ids.every((id, index) => Number(id) === 10_001 + index);
		}),
	).toEqual([]);
});

test('each run ends with one item, or with one error that says what to do', () => {
	expect(
		breaking(({ operation, outputs, error }) =>
			error ? outputs.length === 0 && error.message.length > 20 : operation === 'list' || outputs.length === 1,
		),
	).toEqual([]);
});

test('the token is in nothing a run leaves behind', () => {
	expect(breaking(({ traces }) => !traces.includes(sandbox.token))).toEqual([]);
});

test('the table in docs/reliability.md is the one these tests make', () => {
	const table = tableOf(cells);
	expect(madePart('docs/reliability.md', 'test/reliability/faults.test.ts', table)).toBe(table);
});
