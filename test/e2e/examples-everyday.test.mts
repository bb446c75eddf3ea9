/**
 * The examples of everyday operations in a real n8n, as they stand in `examples/`, against a sandbox tenant and the mail server of the
 * back office: what the tenant holds afterwards and who got which mail. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { BackOffice } from '../../examples/back-office.mts';
import { startBackOffice } from '../../examples/back-office.mts';
import type { Mail } from '../../examples/mail-server.mts';
import type { Execution, Json } from '../../tools/n8n/session.mts';
import type { Stage } from './stage.mts';
import { setStage } from './stage.mts';

const API = '/public-api/resources';
const ZONE = 'Europe/Amsterdam';

let stage: Stage;
let office: BackOffice;
let smtp: { id: string; name: string };

before(async () => {
	stage = await setStage('examples-everyday');
	office = await startBackOffice(0);
	const mailServer = { host: '127.0.0.1', port: office.mailPort, secure: false, disableStartTls: true };
	smtp = await stage.session.saveCredential('Example SMTP', 'smtp', mailServer);
});
after(async () => {
	await stage?.stop();
	await office?.stop();
});

type Nodes = Record<string, Json>;

/** Imports an example at the tenant's time, with what a test changes in it. */
async function importExample(
	name: string,
	change: (nodes: Nodes, workflow: Json) => void = () => {},
	credentials: Record<string, { id: string; name: string }> = {},
): Promise<string> {
	const { now } = await stage.sandbox.admin('GET', '/clock');
	const text = readFileSync(`examples/${name}.json`, 'utf8');
	const workflow = JSON.parse(text.replaceAll('$now', `DateTime.fromISO('${now}', { zone: '${ZONE}' })`));
	change(Object.fromEntries(workflow.nodes.map((node: Json) => [node.name, node])), workflow);
	workflow.settings.timezone = ZONE;
	return await stage.session.importWorkflow(workflow, { ampecoApi: stage.credential, smtp, ...credentials });
}

/** Runs a workflow that must succeed. */
async function run(id: string, trigger: string): Promise<Execution> {
	const execution = await stage.session.run(id, trigger);
	assert.equal(execution.status, 'success', [execution.error?.message, execution.error?.description].join(' '));
	return execution;
}

/** Gives a value of an Edit Fields node another one. */
function setValue(node: Json, name: string, value: unknown): void {
	node.parameters.assignments.assignments.find((one: Json) => one.name === name).value = value;
}

const state = async (collection: string) => await stage.sandbox.state(collection);

async function call(method: string, path: string, body?: unknown): Promise<Json> {
	const { status, data } = await stage.sandbox.call(method, path, body);
	assert.ok(status < 300, `${method} ${path}: ${JSON.stringify(data)}`);
	return data?.data ?? data;
}

/** What the tenant was asked to change since the last look, as often as it was. */
async function changes(): Promise<Record<string, number>> {
	const entries = await stage.sandbox.journal();
	await stage.sandbox.clearJournal();
	const counts: Record<string, number> = {};
	for (const { method, path, status } of entries) {
		if (method === 'GET') continue;
		const name = `${method} ${path.split('/')[3]} ${status}`;
		counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
}

/** The items a node got, over all its runs. */
const itemsOf = ({ nodes }: Execution, node: string): Json[] =>
	(nodes[node]?.runs ?? []).flatMap(([items = []]) => items.map(({ json }) => json));

const mails = (): Mail[] => office.mails.splice(0);

describe('fleet onboarding', { timeout: 600_000 }, () => {
	const HEADINGS = 'Email,First Name,Last Name,Phone,Personnel Number,Tag UID,Card Number,Car,License Plate,VIN';
	const CSV = readFileSync('examples/fleet-drivers.csv', 'utf8');

	const fleet = async (csv: string, change: (nodes: Nodes) => void = () => {}): Promise<Execution> =>
		await run(
			await importExample('fleet-onboarding', (nodes) => {
				setValue(nodes['Fleet File'], 'csv', csv);
				change(nodes);
			}),
			'Onboard Now',
		);
	/** Line and sentence of each row that is to be corrected. */
	const toCorrect = (execution: Execution) =>
		itemsOf(execution, 'Rows to Correct')
			.map(({ Row, mistake }) => `${Row}: ${mistake}`)
			.sort((one, other) => parseInt(one, 10) - parseInt(other, 10));
	const person = async (email: string) => (await state('users')).find((user) => user.email === email);
	const card = async (uid: string) => (await state('id-tags')).find(({ idTagUid }) => idTagUid === uid);
	const car = async (vin: string) => (await state('vehicles')).find((one) => one.vin === vin);

	before(async () => {
		await stage.sandbox.reset({ seed: 'ampeco' });
	});

	/** The file of the example, put right. */
	const right = CSV.replace('sami.forest(at)example.com', 'sami.forest@example.com')
		.replace('F-2007,04A1C0FFEE5D81', 'F-2007,04A1C0FFEE5D85')
		.replace('4.5E+14', '04A1C0FFEE5D86');

	test('the sample file is that of the example', () => {
		const { nodes } = JSON.parse(readFileSync('examples/fleet-onboarding.json', 'utf8'));
		const file = nodes.find(({ name }: Json) => name === 'Fleet File').parameters.assignments.assignments[0].value;
		assert.equal(file.trim(), CSV.trim());
	});

	test('while a row is wrong nothing is written, and each wrong row says why', async () => {
		const id = await importExample('fleet-onboarding');
		const wrong = toCorrect(await run(id, 'Onboard Now'));
		assert.deepEqual(await changes(), {});
		assert.equal(wrong.length, 4, wrong.join('\n'));
		assert.equal(wrong[0], '3: The card 04A1C0FFEE5D81 is given to another driver in row 8.');
		assert.equal(wrong[1], '7: sami.forest(at)example.com is no e-mail address.');
		assert.equal(wrong[2], '8: The card 04A1C0FFEE5D81 is given to another driver in row 3.');
		assert.match(wrong[3], /^9: Tag UID is "4\.5E\+14", of which a spreadsheet has left out digits/);
	});

	test('drivers, cards and cars are made, and a car can have two drivers', async () => {
		assert.deepEqual(toCorrect(await fleet(right)), []);
		assert.deepEqual(await changes(), {
			'POST users 201': 8,
			'POST id-tags 201': 7,
			'POST vehicles 201': 4,
			'POST vehicles 202': 5,
		});
		const [mira, otis, pia] = await Promise.all(
			['mira.adler', 'otis.berger', 'pia.corti'].map((name) => person(`${name}@example.com`)),
		);
		assert.deepEqual([mira!.firstName, mira!.phone, mira!.externalId], ['Mira', '+31201234501', 'F-2001']);
		const tag = await card('04A1C0FFEE5D80');
		assert.deepEqual(
			[tag!.userId, tag!.status, tag!.type, tag!.idLabel, tag!.partnerId],
			[mira!.id, 'enabled', 'rfid', '2026-0001', 801],
		);
		const van = await car('WVZZZ7HZ9TH000102');
		assert.deepEqual([van!.label, van!.licensePlate, van!.partnerId], ['Van 2', 'VX-102-B', 801]);
		assert.deepEqual([...van!.userIds].sort(), [otis!.id, pia!.id].sort());
	});

	test('a second run changes nothing, and a changed row only what it changes', async () => {
		assert.deepEqual(toCorrect(await fleet(right)), []);
		assert.deepEqual(await changes(), {});
		assert.deepEqual(toCorrect(await fleet(right.replace('Mira,Adler', 'Mira,Adler-Vos'))), []);
		assert.deepEqual(await changes(), { 'PATCH users 200': 1 });
	});

	test('a card that was blocked stays blocked, and drivers that a car has otherwise stay', async () => {
		const { id } = (await card('04A1C0FFEE5D80'))!;
		const van = (await car('WVZZZ7HZ9TH000101'))!;
		const [stranger] = await state('users');
		await call('PATCH', `${API}/id-tags/v2.0/${id}`, { status: 'disabled' });
		await call('POST', `${API}/vehicles/v1.0/${van.id}/relations/users`, { userIds: [stranger.id] });
		await stage.sandbox.clearJournal();
		await fleet(right.replace('Mira,Adler', 'Mira,Adler-Vos'));
		assert.deepEqual(await changes(), {});
		assert.equal((await card('04A1C0FFEE5D80'))!.status, 'disabled');
		assert.equal((await car('WVZZZ7HZ9TH000101'))!.userIds.length, 2);
	});

	test('a card of somebody else is not taken away', async () => {
		const owned = (await state('id-tags')).find(({ userId, partnerId }) => userId && !partnerId)!;
		const rows = [
			`new.driver@example.com,New,Driver,,F-3001,${owned.idTagUid},,,,`,
			'other.driver@example.com,Other,Driver,,F-3002,04A1C0FFEE5DA0,,,,',
		];
		const wrong = toCorrect(await fleet([HEADINGS, ...rows].join('\n')));
		assert.deepEqual(await changes(), {});
		assert.deepEqual(wrong, [
			`2: The card ${owned.idTagUid} belongs to the user ${owned.userId}. Take it from there first, or correct the row.`,
		]);
	});

	test('a file without cards and cars, in another order, with quotes, blanks, a byte order mark and a column nobody asked for', async () => {
		const csv = [
			'\uFEFFLast name;E-mail;cost centre;FIRST NAME'.replaceAll(';', ','),
			'"Ng, Jr."," kim.ng@example.com ",4711,Kim',
			'"O\'Neil",LEE.ONEIL@example.com,,Lee',
		].join('\r\n');
		assert.deepEqual(toCorrect(await fleet(csv)), []);
		assert.deepEqual(await changes(), { 'POST users 201': 2 });
		assert.equal((await person('kim.ng@example.com'))!.lastName, 'Ng, Jr.');
		assert.deepEqual(toCorrect(await fleet(csv)), []);
		assert.deepEqual(await changes(), {});
	});

	test('what AMPECO refuses in the end holds up nobody else, and the next run makes up for it', async () => {
		const rows = ['a', 'b', 'c'].map(
			(name, index) =>
				`${name}.late@example.com,${name},Late,,F-400${index},04A1C0FFEE5DB${index},,Car ${name},LA-10${index}-T,WVZZZ7HZ9TH00040${index}`,
		);
		await stage.sandbox.fault(`forbidden once on POST ${API}/users/**`);
		await stage.sandbox.fault(`forbidden once on POST ${API}/vehicles/v1.0`);
		const csv = [HEADINGS, ...rows].join('\n');
		const execution = await fleet(csv);
		await stage.sandbox.clearFaults();
		const wrong = toCorrect(execution);
		assert.equal(wrong.length, 2);
		for (const row of wrong) assert.match(row, /^[234]: AMPECO does not allow this/);
		const done = await changes();
		assert.deepEqual([done['POST users 201'], done['POST id-tags 201'], done['POST vehicles 201']], [2, 2, 1]);
		assert.deepEqual(toCorrect(await fleet(csv)), []);
		const later = await changes();
		assert.deepEqual([later['POST users 201'], later['POST id-tags 201'], later['POST vehicles 201']], [1, 1, 2]);
	});

	test('whose car it is cannot be asked: that row is told, and the next run adds the driver', async () => {
		const row = 'd.late@example.com,D,Late,,F-4100,,,Car d,LA-200-T,WVZZZ7HZ9TH000500';
		await stage.sandbox.fault(`forbidden once on GET ${API}/vehicles/v1.0/*/relations/users`);
		const csv = [HEADINGS, row].join('\n');
		const execution = await fleet(csv);
		await stage.sandbox.clearFaults();
		assert.match(toCorrect(execution).join(), /^2: AMPECO does not allow this/);
		assert.equal(itemsOf(execution, 'Rows to Correct')[0].Email, 'd.late@example.com');
		assert.deepEqual((await car('WVZZZ7HZ9TH000500'))!.userIds, []);
		await fleet(csv);
		assert.deepEqual((await car('WVZZZ7HZ9TH000500'))!.userIds, [(await person('d.late@example.com'))!.id]);
		await stage.sandbox.clearJournal();
	});

	test('when AMPECO cannot be asked which cards it knows, nothing is written', async () => {
		await stage.sandbox.fault(`forbidden for 600 s on GET ${API}/id-tags/**`);
		const csv = [HEADINGS, 'z.late@example.com,Z,Late,,F-5000,04A1C0FFEE5DC0,,,,'].join('\n');
		const id = await importExample('fleet-onboarding', (nodes) => setValue(nodes['Fleet File'], 'csv', csv));
		const wrong = toCorrect(await run(id, 'Onboard Now'));
		await stage.sandbox.clearFaults();
		assert.equal(wrong.length, 1);
		assert.match(wrong[0], /^2: AMPECO does not allow this/);
		assert.deepEqual(await changes(), {});
	});
});

describe('offline chargers', { timeout: 600_000 }, () => {
	/** The one mail of a run. */
	async function report(change: (nodes: Nodes) => void = () => {}): Promise<Mail> {
		await run(await importExample('offline-chargers', change), 'Look Now');
		const [mail, ...others] = mails();
		assert.deepEqual(others, []);
		return mail;
	}

	before(async () => {
		await stage.sandbox.reset({ seed: 'ampeco', scale: 0.2 });
	});

	test('all of them are in one mail, those out of use are not', async () => {
		const points = await state('charge-points');
		const away = points.filter((one) => one.networkStatus !== 'available' && one.status === 'enabled');
		assert.ok(away.length > 5);
		const [gone, demo] = away;
		await call('PATCH', `${API}/charge-points/v2.0/${gone.id}`, { status: 'disabled' });
		await call('PATCH', `${API}/charge-points/v2.0/${demo.id}`, { status: 'demo', name: 'A demo' });
		const watched = (await state('charge-points')).filter(({ status }) => status === 'enabled');
		const offline = watched.filter(({ networkStatus }) => networkStatus !== 'available');

		const { to, subject, text } = await report();
		assert.equal(to, 'operations@example.com');
		assert.equal(subject, `${offline.length} of ${watched.length} charge points are offline`);
		const told = [...text.matchAll(/\(ID (\d+)\)/g)].map(([, id]) => Number(id));
		assert.deepEqual(told.sort(), offline.map(({ id }) => id).sort());
		const [{ locationId, name }] = offline;
		const place = (await state('locations')).find(({ id }) => id === locationId)!.name[0].translation;
		const part = text.split('\n\n').find((one) => one.startsWith(`${place}\n`))!;
		assert.ok(part.includes(`- ${name} (ID ${offline[0].id}): offline`), part);
	});

	test('when all are online the mail says so', async () => {
		for (const { id } of await state('charge-points'))
			await stage.sandbox.admin('POST', `/charge-points/${id}/status`, { networkStatus: 'available' });
		const watched = (await state('charge-points')).filter(({ status }) => status === 'enabled');
		assert.equal((await report()).subject, `All ${watched.length} charge points are online`);
	});

	test('when AMPECO cannot be asked the mail says that, and names no number', async () => {
		await stage.sandbox.fault(`forbidden once on GET ${API}/charge-points/**`);
		const { subject, text } = await report();
		assert.equal(subject, 'AMPECO could not be asked which chargers are offline');
		assert.match(text, /AMPECO does not allow this/);
	});

	test('without the names of locations the chargers are told all the same', async () => {
		const [{ id, locationId }] = await state('charge-points');
		await stage.sandbox.admin('POST', `/charge-points/${id}/status`, { networkStatus: 'temporarily_unavailable' });
		await stage.sandbox.fault(`forbidden once on GET ${API}/locations/**`);
		const { subject, text } = await report();
		assert.match(subject, /^1 of \d+ charge points is offline$/);
		assert.match(text, new RegExp(`\n\nLocation ${locationId}\n- .* \\(ID ${id}\\): offline`));
	});

	test('a filter that finds nothing is not taken for good news', async () => {
		const { subject, text } = await report((nodes) => {
			nodes['Get Charge Points'].parameters.filters.tag = 'no such tag';
		});
		assert.equal(subject, 'AMPECO shows no charge point in use');
		assert.match(text, /Check the filters/);
	});

	test('a mail that cannot be sent fails the run', async () => {
		office.troubles.set('operations@example.com', 450);
		const { status } = await stage.session.run(await importExample('offline-chargers'), 'Look Now');
		office.troubles.clear();
		assert.equal(status, 'error');
	});
});

describe('prices by time of day from a sheet', { timeout: 600_000 }, () => {
	const HEADINGS = 'Tariff,From,Until,Price per kWh';
	const prices = async (rows: string[] | undefined): Promise<Execution> =>
		await run(
			await importExample('tariff-prices', (nodes) => {
				if (rows) setValue(nodes['Price Sheet'], 'csv', [HEADINGS, ...rows].join('\n'));
			}),
			'Set Prices Now',
		);
	const toCorrect = (execution: Execution) =>
		itemsOf(execution, 'Rows to Correct')
			.map(({ rows, mistake }) => `${rows}: ${mistake}`)
			.sort((one, other) => parseInt(one, 10) - parseInt(other, 10));
	const tariff = async (id: number) => (await state('tariffs')).find((one) => one.id === id)!;
	const priceList = async (id: number) => {
		const { timePeriods, pricePeriods } = (await tariff(id)).pricing;
		return timePeriods.map(({ startTime, endTime }: Json, index: number) =>
			[startTime, endTime, pricePeriods.energyFeePeriods.fee[index]].join(' '),
		);
	};

	before(async () => {
		await stage.sandbox.reset({ seed: 'ampeco' });
	});

	test('each tariff gets its periods, and those that have them are left alone', async () => {
		assert.deepEqual(toCorrect(await prices(undefined)), []);
		assert.deepEqual(await priceList(905), ['06:00 18:00 0.49', '18:00 22:00 0.59', '22:00 06:00 0.35']);
		// It had these prices before.
		assert.deepEqual(await priceList(906), ['07:00 22:00 0.69', '22:00 07:00 0.55']);
		assert.deepEqual(await changes(), { 'PATCH tariffs 200': 1 });
		await prices(undefined);
		assert.deepEqual(await changes(), {});
	});

	test('while one row is wrong no price is changed, and its rows are named', async () => {
		const execution = await prices([
			'905,00:00,24:00,0.40',
			'906,07:00,22:00,49',
			'906,22:00,07:00,',
			'901,00:00,24:00,0.1',
			'999,00:00,24:00,0.1',
			'904,07:00,21:00,0.3',
			'904,22:00,07:00,0.2',
			'903,07:00,07:00,0.3',
			'903,07:00,07:00,0.3',
			',00:00,24:00,0.3',
		]);
		assert.deepEqual(await changes(), {});
		const wrong = toCorrect(execution);
		assert.deepEqual(wrong.slice(0, 1), [
			'3, 4: Row 3: the price 49 is not between 0 and 2, the highest price. Row 4 has no price.',
		]);
		assert.match(wrong[1], /^5: Type is Standard by Time of Day, but the tariff is Free/);
		assert.match(wrong[2], /^6: .*does not find this tariff/);
		assert.match(wrong[3], /^7, 8: Row 7 ends at 21:00, but the next period, row 8, begins at 22:00/);
		assert.equal(wrong[4], '9, 10: Rows 9 and 10 both begin at 07:00.');
		assert.equal(wrong[5], '11: Rows without a tariff: 11.');
		assert.equal(wrong.length, 6);
	});

	test('a decimal comma, a time that is none and an ID that is none are refused in the words of the node', async () => {
		const execution = await prices([
			'905,07:00,22:00,"0,49"',
			'905,22:00,07:00,"0,39"',
			'906,7am,22:00,0.69',
			'906,22:00,7am,0.55',
			'Day tariff,00:00,24:00,0.5',
		]);
		assert.deepEqual(await changes(), {});
		const wrong = toCorrect(execution);
		assert.match(wrong[0], /^2, 3: .*Prices per kWh must be a number, but it is "0,49"/);
		assert.match(wrong[1], /^4, 5: .*Time Periods 1 > From must be a time such as 08:30/);
		assert.match(wrong[2], /^6: Tariff/);
		assert.equal(wrong.length, 3);
	});

	test('other fees by period stay, and periods that they would no longer fit are refused', async () => {
		const pricing = { pricePeriods: { durationFeePeriods: { fee: [0.05, 0.02] } } };
		await call('PATCH', `${API}/tariffs/v1.0/906`, { pricing });
		await stage.sandbox.clearJournal();
		const refused = await prices(['905,00:00,24:00,0.40', '906,00:00,24:00,0.60']);
		assert.deepEqual(await changes(), {});
		assert.match(toCorrect(refused)[0], /^3: The tariff 906 has other fees by period/);

		assert.deepEqual(toCorrect(await prices(['906,7:00,22:00,0.71', '906,22:00,7:00,0'])), []);
		assert.deepEqual(await priceList(906), ['07:00 22:00 0.71', '22:00 07:00 0']);
		assert.deepEqual((await tariff(906)).pricing.pricePeriods.durationFeePeriods.fee, [0.05, 0.02]);
	});
});

describe('expiring vouchers and coupons', { timeout: 600_000 }, () => {
	/** Reads as vouchers do, by their codes. */
	let handedOut: Json[] = [];
	let users: Json[];
	const made: Record<string, Json> = {};

	const importReminders = async (days = 30, change: (nodes: Nodes) => void = () => {}) =>
		await importExample('expiring-credit-reminders', (nodes) => {
			setValue(nodes.Settings, 'days', days);
			setValue(nodes['Handed Out'], 'rows', JSON.stringify(handedOut));
			change(nodes);
		});
	const remind = async (days?: number): Promise<Execution> => await run(await importReminders(days), 'Remind Now');
	const sent = () =>
		mails()
			.map(({ to, subject }) => `${to} ${subject}`)
			.sort();
	const day = (days: number) => new Date(Date.parse('2026-11-01') + days * 86_400_000).toISOString().slice(0, 10);
	const mailTo = (user: Json, what: string, days: number) => `${user.email} Your charging ${what} ends on ${day(days)}`;
	const problems = (execution: Execution) =>
		itemsOf(execution, 'Not Reminded').map(({ reason, error }) => reason || error?.message || error);

	before(async () => {
		await stage.sandbox.reset({ seed: 'ampeco', scale: 0 });
		for (const name of ['ada', 'ben', 'cleo', 'dan', 'eva'])
			await call('POST', `${API}/users/v1.1`, { email: `${name}@example.com`, password: 'secret-1', first_name: name });
		users = await state('users');
		const voucher = async (name: string, expireDate: string | undefined, more: Json = {}) => {
			made[name] = await call('POST', `${API}/vouchers/v2.1`, { amount: 20, expireDate, ...more });
		};
		const redeem = async (name: string, user: Json) =>
			await call('POST', `/public-api/actions/users/v2.0/${user.id}/redeem-voucher`, { code: made[name].code });
		await voucher('open', day(10));
		await voucher('nobody knows', day(10));
		await voucher('redeemed', day(30));
		await voucher('too late', day(31));
		await voucher('gone', day(0));
		await voucher('never ends', undefined);
		await redeem('redeemed', users[1]);
		await call('PATCH', `${API}/vouchers/v2.1/${made['nobody knows'].id}`, { amount: 20, status: 'enabled' });
		const coupon = async (name: string, more: Json) => {
			made[name] = await call('POST', `${API}/energy-coupons/v1.0`, { type: 'manual', energyWh: 10_000, ...more });
		};
		await coupon('coupon', { userId: users[2].id, validTo: day(5) });
		await coupon('later coupon', { userId: users[2].id, validTo: day(300) });
		handedOut = [
			{ code: ` ${made.open.code.toLowerCase()} `, userId: users[0].id },
			{ code: null, userId: 1 },
		];
	});

	test('whose it is gets one mail, and what nobody is known to have is shown', async () => {
		const execution = await remind();
		const { text } = office.mails.find(({ to }) => to === users[0].email)!;
		assert.match(text, new RegExp(`^Dear ada,\\n\\nYour voucher ${made.open.code} over 20 is not redeemed yet`));
		const gone = made.gone.expireDate === day(0) ? 1 : 0;
		assert.deepEqual(sent(), [
			mailTo(users[0], 'credit', 10),
			mailTo(users[1], 'credit', 30),
			mailTo(users[2], 'coupon', 5),
		]);
		assert.deepEqual(
			problems(execution).sort(),
			['nobody knows', ...(gone ? ['gone'] : [])]
				.map((name) => `Voucher ${made[name].code}: Handed Out does not say who has it.`)
				.sort(),
		);
	});

	test('nobody is reminded twice, also not of another period', async () => {
		await remind();
		await remind(29);
		assert.deepEqual(sent(), []);
	});

	test('a mail that is refused, and a user who is gone, keep nobody else from being reminded', async () => {
		handedOut.push(
			{ code: made['nobody knows'].code, userId: users[3].id },
			{ code: made.gone.code, userId: users[4].id },
			{ code: made['too late'].code, userId: users[2].id },
		);
		office.troubles.set(users[3].email, 450);
		await call('DELETE', `${API}/users/v1.1/${users[4].id}`);
		const first = problems(await remind(31));
		assert.deepEqual(sent(), [mailTo(users[2], 'credit', 31)]);
		assert.equal(first.length, 2);
		assert.match(first.join(), /no mailbox/);
		assert.match(first.join(), /does not find this user/);

		office.troubles.clear();
		await remind(31);
		assert.deepEqual(sent(), [mailTo(users[3], 'credit', 10)]);
		await remind(31);
		assert.deepEqual(sent(), []);
	});

	test('of two runs at once each reminder goes out once', async () => {
		for (const user of users.slice(0, 3))
			await call('POST', `${API}/energy-coupons/v1.0`, {
				type: 'manual',
				energyWh: 5000,
				userId: user.id,
				validTo: day(20),
			});
		const both = [await importReminders(), await importReminders()];
		await Promise.all(both.map(async (id) => await run(id, 'Remind Now')));
		assert.deepEqual(
			sent(),
			users.slice(0, 3).map((user) => mailTo(user, 'coupon', 20)),
		);
	});
});

/** Starts stuck-sessions and gives the mail it asks with, or the execution when it ended without one. */
async function askBy(workflow: string): Promise<{ id: string; mail?: Mail }> {
	const { executionId } = await stage.session.call('POST', `/workflows/${workflow}/run`, {
		triggerToStartFrom: { name: 'Look Now' },
	});
	for (;;) {
		const [mail] = mails();
		const { status } = await stage.session.call('GET', `/executions/${executionId}`);
		if (mail && status === 'waiting') return { id: executionId, mail };
		if (mail) office.mails.push(mail);
		else if (!['new', 'running', 'waiting'].includes(status)) return { id: executionId };
		await wait(50);
	}
}

/** An execution whose question nobody answers. n8n looks once a minute for those whose time is over, so it is looked at last. */
let unanswered: string;

describe('stuck sessions', { timeout: 600_000 }, () => {
	const running = async () =>
		(await state('sessions')).filter(({ status }) => status === 'active').map(({ id }) => String(id));

	const ask = async (change?: (nodes: Nodes) => void) => await askBy(await importExample('stuck-sessions', change));

	async function click(mail: Mail, label: string): Promise<void> {
		const answer = await fetch(mail.links![label], { headers: { 'user-agent': 'Mozilla/5.0 Firefox/140' } });
		assert.equal(answer.status, 200);
	}

	const shown = ({ text }: Mail) => [...text.matchAll(/Session (\d+) at/g)].map(([, id]) => id);

	async function finished(id: string): Promise<Execution> {
		const execution = await stage.session.ended(id);
		assert.equal(execution.status, 'success', execution.error?.message);
		return execution;
	}

	before(async () => {
		await stage.sandbox.reset({ seed: 'ampeco' });
	});

	test('nobody is asked while none is stuck', async () => {
		await stage.sandbox.forward(3600);
		const { id, mail } = await ask();
		assert.equal(mail, undefined);
		await finished(id);
	});

	test('declined, nothing is stopped', async () => {
		await stage.sandbox.forward(13 * 3600);
		const before = await running();
		assert.equal(before.length, 12);
		await stage.sandbox.clearJournal();
		const { id, mail } = await ask();
		assert.equal(mail!.subject, '12 sessions seem to be stuck. Stop?');
		assert.deepEqual(shown(mail!).sort(), before.sort());
		await click(mail!, 'Leave Them');
		await finished(id);
		assert.deepEqual(await changes(), {});
		assert.deepEqual((await running()).sort(), before.sort());
	});

	test('a question may stay without an answer', async () => {
		const { id } = await ask((nodes) => {
			nodes.Ask.parameters.options.limitWaitTime.values = {
				limitType: 'afterTimeInterval',
				resumeAmount: 0.02,
				resumeUnit: 'minutes',
			};
		});
		unanswered = id;
	});

	test('approved, exactly those of the mail are stopped, as far as they are still stuck', async () => {
		const evses = (await state('evses')).filter(({ hardwareStatus }) => hardwareStatus === 'available');
		const points = new Map((await state('charge-points')).map((one) => [one.id, one]));
		const free = evses.filter(({ chargePointId }) => points.get(chargePointId)!.status === 'enabled');
		const start = async (evse: Json) =>
			String((await call('POST', `/public-api/actions/evse/v1.0/${evse.id}/start`, {})).sessionId);
		// 4 W: 12 Wh in three hours, and 100 Wh after more than a day.
		await call('PATCH', `${API}/evses/v2.1/${free[0].id}`, { powerOptions: { maxPower: 4 } });
		const idle = await start(free[0]);
		await stage.sandbox.forward(3 * 3600);

		const { id, mail } = await ask();
		const asked = shown(mail!);
		assert.ok(asked.includes(idle));
		assert.match(mail!.text, new RegExp(`Session ${idle} at .*: only 0\\.01\\d* kWh in 3 h`));
		const later = await start(free[1]);
		const [ended, refused] = asked.filter((one) => one !== idle);
		const { chargePointId } = (await state('sessions')).find((one) => String(one.id) === ended)!;
		await call('POST', `/public-api/actions/charge-point/v1.0/${chargePointId}/stop/${ended}`, {});
		await stage.sandbox.forward(30 * 3600);
		await stage.sandbox.fault(`forbidden once on POST /public-api/actions/charge-point/*/*/stop/${refused}`);
		await stage.sandbox.clearJournal();

		await click(mail!, 'Stop Them');
		const execution = await finished(id);
		await stage.sandbox.clearFaults();
		// One gives energy by now, one was never asked about, one was refused.
		assert.deepEqual((await running()).sort(), [idle, later, refused].sort());
		const stops = (await stage.sandbox.journal({ method: 'POST' })).map(({ path }) => path.split('/').at(-1)!);
		assert.deepEqual([...new Set(stops)].sort(), asked.filter((one) => one !== idle && one !== ended).sort());
		assert.equal(itemsOf(execution, 'Not Stopped').length, 3);
		assert.equal(itemsOf(execution, 'Ended').length, asked.length - 3);
	});

	test('a mail that cannot be sent stops nothing and fails the run', async () => {
		office.troubles.set('operations@example.com', 450);
		const before = await running();
		const id = await importExample('stuck-sessions');
		const { status } = await stage.session.run(id, 'Look Now');
		office.troubles.clear();
		assert.equal(status, 'error');
		assert.deepEqual(await running(), before);
	});
});

describe('CDRs against sessions', { timeout: 600_000 }, () => {
	/** The rows of the file. */
	async function reconcile(pinned: Json = {}): Promise<Json[]> {
		const id = await importExample('cdr-reconciliation', (_nodes, workflow) => Object.assign(workflow.pinData, pinned));
		const { nodes } = await run(id, 'Run by Hand');
		const { binary } = nodes['To Excel'].outputs[0][0] as Json;
		assert.equal(binary.data.fileName, 'CDRs and sessions 2026-10.xlsx');
		const file = await stage.session.call('GET', '/binary-data', undefined, {
			params: { id: binary.data.id, action: 'download' },
			responseType: 'arraybuffer',
		});
		const { read, utils } = createRequire(join(stage.installation, 'node_modules/n8n-nodes-base/package.json'))(
			'@e965/xlsx',
		);
		return utils.sheet_to_json(read(file).Sheets.Differences, { defval: '' });
	}

	test('the tenant’s own month has none, and the file says so', async () => {
		await stage.sandbox.reset({ seed: 'ampeco' });
		const from = '2026-09-30T22:00:00Z';
		const to = '2026-10-31T23:00:00Z';
		const cdrs = (await state('cdrs')).filter(({ endTime }) => endTime >= from && endTime < to);
		assert.ok(cdrs.length > 10);
		const sessions = new Map((await state('sessions')).map((session) => [String(session.id), session]));
		const roaming = [...sessions.values()].filter(
			(one) => one.roaming?.sessionId && one.stoppedAt >= from && one.stoppedAt < to,
		);
		assert.deepEqual(
			(await reconcile()).map(({ Finding }) => Finding),
			[
				`2026-10: differences 0, sessions compared with CDRs ${cdrs.length}, roaming sessions ${roaming.length}, CDRs ${cdrs.length}`,
			],
		);
	});

	const cdr = (id: number, values: Json = {}): Json => ({
		json: {
			id,
			sessionId: String(id),
			endTime: '2026-10-10T10:00:00Z',
			energyKwh: 10,
			amountWithoutTax: 4,
			currency: 'EUR',
			isLocal: true,
			credit: false,
			...values,
		},
	});
	const session = (id: number, values: Json = {}): Json => ({
		json: {
			id: String(id),
			stoppedAt: '2026-10-10T10:00:00Z',
			energy: 10_000,
			totalAmount: { withTax: 4.84, withoutTax: 4 },
			currency: 'EUR',
			authorization: { source: 'roaming' },
			roaming: {},
			...values,
		},
	});

	test('each kind of difference is one row, and what only looks like one is none', async () => {
		const rows = await reconcile({
			CDRs: [
				cdr(1),
				cdr(2, { energyKwh: 10.02 }),
				cdr(3, { amountWithoutTax: 4.5 }),
				cdr(4),
				// Received: what its operator asks is not what the driver pays.
				cdr(5, { isLocal: false, amountWithoutTax: 9, currency: 'CHF' }),
				cdr(6, { currency: 'CHF' }),
				// A wrong one, taken back by a credit one, and the right one.
				cdr(71, { sessionId: '7', energyKwh: 99, amountWithoutTax: 50 }),
				cdr(72, { sessionId: '7', energyKwh: -99, amountWithoutTax: -50, credit: true }),
				cdr(73, { sessionId: '7' }),
				cdr(8, { sessionId: null }),
				cdr(161, { sessionId: '16' }),
				cdr(162, { sessionId: '16' }),
				// Ended around midnight of the month's end, by two clocks.
				cdr(9, { endTime: '2026-10-31T22:59:59Z' }),
				cdr(10, { endTime: '2026-11-01T12:00:00Z' }),
				cdr(11, { energyKwh: 10.004, amountWithoutTax: 4.004 }),
			],
			Sessions: [
				session(1),
				session(2),
				session(3),
				session(5, { authorization: { source: 'local' }, roaming: { roamingOperatorCpoId: 3 } }),
				session(6),
				session(7),
				session(9, { stoppedAt: '2026-10-31T23:00:01Z' }),
				session(11),
				session(12),
				session(13, { energy: 0, totalAmount: { withTax: 0, withoutTax: 0 } }),
				session(14, { authorization: { source: 'local' } }),
				session(15, { stoppedAt: '2026-11-01T12:00:00Z' }),
				session(16),
			],
		});
		const found = rows.map(({ Finding, Session, CDRs }) => `${Finding}|${Session}|${CDRs}`);
		assert.deepEqual(found.slice(0, -1).sort(), [
			'CDR names no session||8',
			'CDR without session|4|4',
			'Session without CDR|12|',
			'amount differs|3|3',
			'currency differs|6|6',
			'energy differs|2|2',
			'more than one CDR, energy differs, amount differs|16|161, 162',
		]);
		assert.match(
			rows.at(-1)!.Finding,
			/^2026-10: differences 7, sessions compared with CDRs 9, roaming sessions 10, CDRs 14$/,
		);
		const energy = rows.find(({ Session }) => Session === '2')!;
		assert.deepEqual([energy['CDR (kWh)'], energy['Session (kWh)']], [10.02, 10]);
	});

	test('a month without any CDR says so', async () => {
		const rows = await reconcile({ CDRs: [{ json: {} }], Sessions: [session(1)] });
		assert.deepEqual(
			rows.map(({ Finding }) => Finding),
			['Session without CDR', '2026-10: differences 1, sessions compared with CDRs 0, roaming sessions 1, CDRs 0'],
		);
	});

	test('a month that is written wrong stops the run', async () => {
		const id = await importExample('cdr-reconciliation', (_nodes, workflow) => {
			workflow.pinData['Run by Hand'] = [{ json: { month: '10/2026' } }];
		});
		const { error } = await stage.session.run(id, 'Run by Hand');
		assert.equal(error?.message, 'Write the month in Run by Hand as 2026-10.');
	});
});

describe('unchanged, as `npm run n8n` has them', { timeout: 600_000 }, () => {
	/** The example with nothing replaced, not even the time. */
	const asItIs = async (name: string): Promise<string> =>
		await stage.session.importWorkflow(JSON.parse(readFileSync(`examples/${name}.json`, 'utf8')), {
			ampecoApi: stage.credential,
			smtp,
		});

	before(async () => {
		await stage.sandbox.reset({ seed: 'ampeco' });
		mails();
	});

	for (const [name, trigger, node] of [
		['fleet-onboarding', 'Onboard Now', 'Rows to Correct'],
		['offline-chargers', 'Look Now', 'Send Report'],
		['tariff-prices', 'Set Prices Now', 'Set Prices'],
		['expiring-credit-reminders', 'Remind Now', 'Energy Coupons'],
		['cdr-reconciliation', 'Run by Hand', 'To Excel'],
	]) {
		test(name, async () => {
			const execution = await run(await asItIs(name), trigger);
			assert.ok(itemsOf(execution, node).length > 0);
		});
	}

	test('stuck-sessions', async () => {
		mails();
		const { id, mail } = await askBy(await asItIs('stuck-sessions'));
		assert.equal(mail!.subject, '12 sessions seem to be stuck. Stop?');
		assert.deepEqual(Object.keys(mail!.links!).sort(), ['Leave Them', 'Stop Them']);
		await stage.session.call('POST', `/executions/${id}/stop`, {});
	});
});

test(
	'a question about stuck sessions that was not answered in time has stopped nothing',
	{ timeout: 120_000 },
	async () => {
		const execution = await stage.session.ended(unanswered);
		assert.equal(execution.status, 'success', execution.error?.message);
		assert.equal(itemsOf(execution, 'Nothing Stopped').length, 1);
		assert.equal(execution.nodes['Stop Session'], undefined);
	},
);
