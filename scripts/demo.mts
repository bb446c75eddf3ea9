/**
 * `npm run demo`: the voucher campaign from a list of 250 recipients, against a sandbox tenant with a
 * limit of 150 requests a minute. Checks what the tenant holds against what the workflow says.
 * `npm run demo -- --limit N --fault "503 once"` tries other limits and faults.
 */
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { busiestWindow, runCampaign } from '../tools/campaign.mts';
import type { CampaignReport } from '../tools/campaign.mts';

const { values } = parseArgs({
	options: { limit: { type: 'string', default: '150' }, fault: { type: 'string', multiple: true, default: [] } },
});
const limit = Number(values.limit);

const wrong = 3;
console.log(`A campaign of 250 vouchers against a tenant that allows ${limit} requests a minute.`);
if (limit < 250) console.log(`The limit makes it take about ${Math.floor(250 / limit)} minute(s).`);

const report = await runCampaign({ limit, faults: values.fault });
print(report);
check(report);
console.log('\nChecked against the tenant: counts, ids, amounts, expiry, order and pace. All as reported.');

function print({ created, refused, redeemed, journal, recipients, seconds }: CampaignReport): void {
	console.log(`\nCreated ${created.length} vouchers in ${seconds.toFixed(1)} s. The first five:`);
	for (const { row, id, code, amount, expireDate } of created.slice(0, 5)) {
		console.log(
			`  ${recipients[row].name.padEnd(20)} ID ${id}  ${code}  ${String(amount).padStart(5)} EUR  until ${expireDate}`,
		);
	}
	console.log(`\nOn the error output, ${refused.length} rows:`);
	for (const { row, error } of refused) console.log(`  Row ${row + 1}, ${recipients[row].name}: ${error}`);
	if (redeemed) {
		const { user, code, before, after } = redeemed;
		console.log(`\nRedeemed ${code} for user ${user}: balance ${before.toFixed(2)} before, ${after.toFixed(2)} after.`);
	}
	const answers = Object.entries(Object.groupBy(journal, ({ status }) => String(status)));
	console.log(`\nThe tenant received ${journal.length} requests:`);
	for (const [status, entries] of answers) console.log(`  ${entries!.length} x ${status === '0' ? 'cut off' : status}`);
	console.log(`  at most ${busiestWindow(journal)} in a window of a minute, ${limit} allowed`);
}

/** Whatever faults there were: what the items say is what the tenant holds. */
function check({ recipients, created, refused, inTenant, redeemed, journal, status }: CampaignReport): void {
	assert.equal(status, 'success');
	assert.equal(recipients.length, 250);
	assert.equal(created.length + refused.length, 250, 'each recipient ends on exactly one output');

	const unknown = refused.filter(({ error }) => error.includes('unknown'));
	const byId = new Map(inTenant.map((voucher) => [voucher.id, voucher]));
	for (const { id, code, row, amount, expireDate } of created) {
		const voucher = byId.get(id);
		assert.ok(voucher, `voucher ${id} is in the tenant`);
		assert.equal(voucher.code, code);
		assert.equal(voucher.amount, amount);
		assert.equal(amount, Number(recipients[row].amount));
		assert.equal(expireDate, recipients[row].expiresOn);
		assert.ok(code.startsWith(recipients[row].prefix));
	}
	assert.equal(new Set(created.map(({ id }) => id)).size, created.length, 'no voucher is reported twice');
	const unreported = inTenant.length - created.length;
	assert.ok(
		unreported >= 0 && unreported <= unknown.length,
		'what the tenant holds beyond the items is named as unknown',
	);
	assert.deepEqual(
		created.map(({ row }) => row),
		created.map(({ row }) => row).sort((one, other) => one - other),
	);

	const faulty = values.fault.length > 0;
	if (!faulty) {
		assert.equal(created.length, 250 - wrong);
		assert.equal(refused.length, wrong);
		assert.deepEqual(
			refused.map(({ row }) => row),
			[40, 116, 202],
		);
		assert.equal(journal.filter((entry) => entry.status === 429).length, 0, 'no request beyond the limit');
	}
	assert.ok(busiestWindow(journal.filter((entry) => entry.status !== 429)) <= limit);
	assert.ok(redeemed, 'the first voucher was redeemed');
	assert.equal(redeemed.code, created[0].code);
	assert.equal(Math.round((redeemed.after - redeemed.before) * 100), Math.round(created[0].amount * 100));
}
