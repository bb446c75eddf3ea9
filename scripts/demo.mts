/**
 * `npm run demo`: the voucher campaign of examples/ with its list of 250 recipients, against a sandbox tenant with a limit of
 * 150 requests a minute: first as the list is, then corrected and killed in the middle, then once more. Each run is a process
 * of its own. Checks what the tenant holds against what the last run says.
 * `npm run demo -- --limit N --fault "503 once"` tries other limits, and faults in the middle of the last run.
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { startSandbox } from '../sandbox/client.mts';
import type { CampaignRun, Recipient } from '../tools/campaign.mts';
import { VOUCHERS, busiestWindow, correctedRecipients, readRecipients, runInProcess } from '../tools/campaign.mts';

const { values } = parseArgs({
	options: { limit: { type: 'string', default: '150' }, fault: { type: 'string', multiple: true, default: [] } },
});
const limit = Number(values.limit);

/** Vouchers in the tenant at which the second run is killed; what it sends until then fits into a minute's limit. */
const KILL_AT = 125;
/** Requests a node has under way at most. */
const AT_ONCE = 8;
const WRONG_AT_AMPECO = 202;

console.log(`A campaign of 250 vouchers against a tenant that allows ${limit} requests a minute.`);

const sandbox = await startSandbox({ limit, seed: 'campaign' });
try {
	await setClock();
	const before = new Set((await sandbox.state('vouchers')).map(({ id }) => id));
	const made = async () => (await sandbox.state('vouchers')).filter(({ id }) => !before.has(id));
	await sandbox.clearJournal();

	const list = readRecipients();
	console.log('\n1. The list as it is: its rows are checked first.');
	const first = (await runInProcess(sandbox, list))!;
	for (const { row, error } of first.wrong) console.log(`   Row ${row + 1}, ${list[row].Name}: ${error}`);
	console.log(`   Vouchers in the tenant: ${(await made()).length}`);
	assert.equal(first.status, 'success');
	assert.deepEqual(
		first.wrong.map(({ row }) => row),
		[40, 116],
	);
	assert.equal((await made()).length, 0, 'nothing is made while a row is wrong');

	const corrected = correctedRecipients([40, 116]);
	console.log('\n2. The two rows are corrected, and the run is killed in the middle.');
	const killed = await runInProcess(sandbox, corrected, async () => (await made()).length >= KILL_AT);
	const half = await made();
	console.log(`   Killed with SIGKILL. Vouchers in the tenant: ${half.length}. No item tells which rows have them.`);
	assert.equal(killed, undefined, 'the run was killed before its end');
	assert.ok(half.length >= KILL_AT && half.length < 249 && half.length <= KILL_AT + 10 * AT_ONCE);

	for (const fault of values.fault) await sandbox.fault(`${fault} at 50 on POST ${VOUCHERS}`);
	console.log('\n3. The same again, in a new process. It first gives a minute to what may still be under way.');
	const last = (await runInProcess(sandbox, corrected))!;
	const inTenant = await made();
	const journal = await sandbox.journal({ path: '/public-api/' });
	print(last, corrected, journal);
	check(last, corrected, half, inTenant);
	assert.ok(busiestWindow(journal.filter(({ status }) => status !== 429)) <= limit);
	if (values.fault.length === 0) {
		assert.equal(journal.filter(({ status }) => status === 429).length, 0, 'no request beyond the limit');
	}
	console.log(
		`\nChecked in the tenant: ${inTenant.length} vouchers for ${last.vouchers.length} rows, one each, with the code, amount and last day of its row.`,
	);
} finally {
	await sandbox.stop();
}

/** The tenant's clock, which begins in the past, is put right, so that its days are those of this machine. */
async function setClock(): Promise<void> {
	const { now } = await sandbox.admin('GET', '/clock');
	const behind = (Date.now() - Date.parse(now as string)) / 1000;
	if (behind > 0) await sandbox.forward(behind);
}

function print(
	{ vouchers, refused, seconds }: CampaignRun,
	list: Recipient[],
	journal: Array<{ status: number }>,
): void {
	const existing = vouchers.filter(({ outcome }) => outcome === 'existing').length;
	console.log(
		`   ${existing} rows had their voucher, ${vouchers.length - existing} were created, in ${seconds.toFixed(0)} s:`,
	);
	for (const row of [0, 248]) {
		const voucher = vouchers.find((one) => one.row === row);
		if (!voucher) continue;
		const { outcome, id, code, amount, expireDate } = voucher;
		console.log(
			`   ${list[row].Name.padEnd(18)} ${outcome.padEnd(8)} ID ${id}  ${code}  ${amount} EUR  until ${expireDate}`,
		);
	}
	for (const { row, error } of refused) console.log(`   Row ${row + 1}, ${list[row].Name}: ${error}`);
	const answers = Object.entries(Object.groupBy(journal, ({ status }) => String(status)));
	console.log(`\nThe tenant received ${journal.length} requests in all:`);
	for (const [status, entries] of answers) console.log(`  ${entries!.length} x ${status === '0' ? 'cut off' : status}`);
	console.log(`  at most ${busiestWindow(journal as never)} in a window of a minute, ${limit} allowed`);
}

/** Whatever faults there were: each row has one voucher, or its item says that it has none. */
function check(
	{ status, vouchers, refused, codes }: CampaignRun,
	list: Recipient[],
	half: Array<Record<string, unknown>>,
	inTenant: Array<Record<string, unknown>>,
): void {
	assert.equal(status, 'success');
	assert.equal(vouchers.length + refused.length, 250, 'each recipient ends on exactly one output');
	assert.ok(refused.some(({ row }) => row === WRONG_AT_AMPECO));
	const inDoubt = refused.filter(({ error }) => error.includes('unknown whether')).length;
	if (values.fault.length === 0) assert.equal(refused.length, 1);

	const byId = new Map(inTenant.map((voucher) => [voucher.id, voucher]));
	for (const { row, id, code, amount, expireDate } of vouchers) {
		const voucher = byId.get(id);
		assert.ok(voucher, `voucher ${id} is in the tenant`);
		assert.equal(voucher.code, code);
		assert.equal(voucher.amount, amount);
		assert.equal(amount, Number(list[row].Amount));
		assert.equal(expireDate, list[row]['Expires On']);
		assert.ok(code.startsWith(list[row].Prefix));
	}
	assert.equal(new Set(vouchers.map(({ id }) => id)).size, vouchers.length, 'no two rows have the same voucher');
	assert.ok(inTenant.length - vouchers.length <= inDoubt, 'the tenant holds no voucher that no row has');
	const marks = inTenant.map(({ description }) => description);
	assert.equal(new Set(marks).size, marks.length, 'no row has two vouchers');

	const existing = new Set(vouchers.filter(({ outcome }) => outcome === 'existing').map(({ id }) => id));
	for (const { id } of half) assert.ok(existing.has(id as number), `voucher ${id} of the killed run is known again`);
	assert.deepEqual(
		codes.map(({ userId, code }) => [userId, code]),
		vouchers.map(({ row, code }) => [list[row]['User ID'], code]),
	);
}
