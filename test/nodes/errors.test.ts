/** What a person reads when something goes wrong, and how often a request was sent; the same on both ways. */
import type { FastifyReply } from 'fastify';
import { transportOf } from '../../nodes/shared/runtime/send/connection';
import { statusFailure } from '../../nodes/shared/runtime/errors/answerFailures';
import { neverLeft } from '../../nodes/shared/runtime/send/network';
import { PROBE, catalogue, probeNode, startProbeServer, tenantUrl, withProbe } from './probe.mts';

const {
	action,
	create,
	get,
	group,
	integer,
	list,
	number,
	ref,
	refs,
	remove,
	replace,
	required,
	resource,
	secret,
	text,
	texts,
	translations,
	update,
} = catalogue;

const body = {
	amount: required(number('Amount')),
	network: group('Network', { ip: text('IP Address'), port: integer('Port', { wire: 'tcp_port' }) }),
	periods: list('Periods', 'Period', { start: text('Start', { wire: 'startsAt' }) }),
	webhookUrl: text('Callback URL', { wire: ['webhook', 'callbackUrl'] }),
	login: group('Login', { user: text('User'), password: secret('Password') }),
	notes: group('Notes', { texts: translations('Texts', { shape: 'map' }), tags: texts('Tags') }),
};
const path = { thing: ref('voucher', 'Thing', { type: 'text' }) };

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		path,
		operations: {
			create: create('POST /public-api/things', { says: 'Makes', body }),
			get: get('GET /public-api/things/{thing}', { says: 'Reads' }),
			replace: replace('PUT /public-api/things/{thing}', { says: 'Replaces', body }),
			// No GET at this path, so that what is required has to be given.
			update: update('PATCH /public-api/things/{thing}/settings', { says: 'Changes', body }),
			delete: remove('DELETE /public-api/things/{thing}', { says: 'Removes' }),
			reprice: action('POST /public-api/things/reprice', {
				says: 'Changes the price of all that fit',
				effect: 'write',
				body: {
					price: number('Price'),
					locationIds: refs('location', 'Only at Locations', { wire: ['filters', 'locationIds'] }),
					tags: texts('Only with Tags', { wire: ['filters', 'tags'] }),
				},
				narrowedBy: ['locationIds', 'tags'],
				applyTo: { all: 'Everything', some: 'Some' },
			}),
			close: action('POST /public-api/things/{thing}/close', {
				says: 'Closes',
				effect: 'physical',
				body: { evse: ref('evse', 'EVSE') },
				narrowedBy: ['evse'],
				applyTo: { all: 'Whole Thing', some: 'One EVSE' },
			}),
			start: action('POST /public-api/things/{thing}/start', {
				says: 'Starts',
				effect: 'physical',
				hints: { 406: 'The thing is offline.' },
				refusals: { SESSION_EXISTS: 'Stop the other session first.' },
				answers: { 204: { success: true, scheduled: true } },
			}),
		},
	}),
]);

const { engine, server } = withProbe();

const TOKEN = 'token-that-must-stay-secret';

async function run(operation: string, parameters: object = {}, settings: object = {}) {
	const outcomes = [];
	for (const way of ['custom', 'stock'] as const) {
		server.received.length = 0;
		const outcome = await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: probe },
			parameters: {
				resource: 'thing',
				operation,
				thing: { __rl: true, mode: 'id', value: '7' },
				amount: 1,
				...parameters,
			},
			credentials: { ampecoApi: { url: server.url, token: TOKEN } },
			path: way,
			...settings,
		});
		expect(JSON.stringify(outcome.run.data.resultData)).not.toContain(TOKEN);
		outcomes.push({
			items: outcome.items.map(({ json }) => json),
			errorItems: outcome.errorItems.map(({ json }) => json),
			error: outcome.error && { message: outcome.error.message, description: outcome.error.description },
			sent: server.received.length,
			size: JSON.stringify(outcome.error?.context ?? {}).length,
		});
	}
	expect({ ...outcomes[0], size: 0 }).toEqual({ ...outcomes[1], size: 0 });
	return outcomes[0];
}

describe('statuses', () => {
	const cases: Array<[number, unknown, string, RegExp]> = [
		[
			400,
			{ message: 'Currency is not set.' },
			'AMPECO turned this down (400): Currency is not set',
			/Correct what AMPECO names/,
		],
		[401, { message: 'Unauthenticated.' }, 'AMPECO does not accept the API token', /Check the API token/],
		[403, { message: 'This action is unauthorized.' }, 'AMPECO does not allow this', /permission/],
		[404, { message: 'Not found' }, 'AMPECO does not find this thing', /Check the ID/],
		[405, { message: 'Feature is off.' }, 'AMPECO does not offer this: Feature is off', /Ask AMPECO/],
		[406, undefined, 'AMPECO turned this down', /^The thing is offline\.$/],
		[409, { message: 'Already issued.' }, 'AMPECO turned this down (409): Already issued', /conflicts/],
		[
			408,
			{ message: 'The charge point did not answer.' },
			'AMPECO could not answer (408), so it is unknown whether this was carried out',
			/Look for the thing/,
		],
		[412, { message: 'No tax.' }, 'AMPECO turned this down (412): No tax', /state/],
		[402, { message: 'Pay first.' }, 'AMPECO turned this down (402): Pay first', /Correct what AMPECO names/],
		[410, undefined, 'AMPECO no longer has this', /AMPECO Older Versions names what to use/],
		[413, undefined, 'This is more than AMPECO takes at once', /Send less/],
		[414, undefined, 'This is more than AMPECO takes at once', /fewer filters/],
		[418, undefined, 'AMPECO turned this down (418)', /^AMPECO does not say why\. .* Nothing was changed\.$/],
		[423, { message: 'In billing.' }, 'AMPECO has locked this record: In billing', /later/],
		[424, undefined, 'AMPECO did not do this, as something it depends on failed', /payment service/],
		[425, undefined, 'AMPECO did not do this, as the connection was too new', /^Run the item again\.$/],
		[451, undefined, 'AMPECO may not do this, for legal reasons', /Ask AMPECO/],
		[
			403,
			'<html>Blocked</html>',
			'This was turned away before it came to AMPECO (403), by a proxy or a firewall',
			/Nothing was changed\.$/,
		],
		[
			406,
			'<html>Blocked</html>',
			'A web page came back instead of an answer from AMPECO (406)',
			/proxy or firewall.*Nothing was changed\.$/,
		],
		[
			507,
			undefined,
			'AMPECO could not answer (507), so it is unknown whether this was carried out',
			/Look for the thing/,
		],
		[
			599,
			undefined,
			'AMPECO could not answer (599), so it is unknown whether this was carried out',
			/Look for the thing/,
		],
		[501, undefined, 'AMPECO turned this down (501)', /does not support/],
		[
			422,
			{ message: 'Wrong.', errors: { amount: ['Too small.'] } },
			'AMPECO refused the values. amount: Too small',
			/Correct/,
		],
		[
			500,
			undefined,
			'AMPECO could not answer (500), so it is unknown whether this was carried out',
			/Look for the thing/,
		],
		[
			502,
			'<html>',
			'AMPECO could not answer (502), so it is unknown whether this was carried out',
			/Look for the thing/,
		],
		[
			503,
			undefined,
			'AMPECO could not answer (503), so it is unknown whether this was carried out',
			/Look for the thing/,
		],
		[
			504,
			undefined,
			'AMPECO could not answer (504), so it is unknown whether this was carried out',
			/Look for the thing/,
		],
	];

	test.each(cases)(
		'a POST answered with %i is sent once and says what to do',
		async (status, answer, message, hint) => {
			server.answer(async (_, reply) => await reply.code(status).send(answer));
			const { error, sent } = await run('start');
			expect(error?.message).toBe(message);
			expect(error?.description ?? '').toMatch(hint);
			expect(sent).toBe(1);
		},
	);

	test('every status is known to be refused, or in doubt: 408 and those from 500 on, but 501', async () => {
		const request = { operation: { route: 'POST /public-api/things' as const }, noun: 'thing', path: '', query: {} };
		for (let status = 400; status < 700; status += 1) {
			const { message, hint, details } = statusFailure(status, {}, undefined, request);
			expect(details.outcomeUnknown ?? false).toBe(status === 408 || (status >= 500 && status !== 501));
			expect(message).not.toBe('');
			expect(hint).toMatch(/\.$/);
		}
	});

	test.each([
		['get', 503],
		['delete', 503],
		['get', 408],
	])('%s is repeated after %i, as it does no harm', async (operation, status) => {
		let calls = 0;
		server.answer(async (_, reply) => {
			calls += 1;
			return calls % 2 === 1 ? await reply.code(status).send() : { data: { id: 7 } };
		});
		const { error, items, sent } = await run(operation);
		expect(error).toBeUndefined();
		expect(items).toEqual([{ id: 7 }]);
		expect(sent).toBe(2);
	});

	test.each(['create', 'update', 'start', 'get'])(
		'%s is repeated after 429, which carries nothing out',
		async (operation) => {
			let calls = 0;
			server.answer(async (_, reply) => {
				calls += 1;
				return calls % 2 === 1
					? await reply.code(429).header('Retry-After', '0').send({ message: 'Too Many Attempts.' })
					: { data: { id: 7 } };
			});
			const { error, sent } = await run(operation);
			expect(error).toBeUndefined();
			expect(sent).toBe(2);
		},
	);

	test('a limit that renews too late is an error with its time, not a run that hangs', async () => {
		server.answer(async (_, reply) => await reply.code(429).header('Retry-After', '7200').send());
		const outcome = await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: probe },
			parameters: { resource: 'thing', operation: 'create', amount: 1 },
			credentials: { ampecoApi: { url: server.url, token: 'another-token' } },
		});
		expect(outcome.error?.message).toMatch(/^The tenant's request limit is used up until \d{4}-/);
	});

	test('a DELETE that was carried out before the connection broke counts as done', async () => {
		let calls = 0;
		server.answer(async (request, reply) => {
			calls += 1;
			if (calls % 2 === 1) {
				request.raw.socket.destroy();
				reply.hijack();
				return undefined;
			}
			return await reply.code(404).send({ message: 'Not found' });
		});
		const { items, error } = await run('delete');
		expect(error).toBeUndefined();
		expect(items).toEqual([{ deleted: true, id: 7 }]);
	});

	test('a DELETE of what is not there is an error', async () => {
		server.answer(async (_, reply) => await reply.code(404).send({ message: 'Not found' }));
		expect((await run('delete')).error?.message).toBe('AMPECO does not find this thing');
	});
});

describe('answers', () => {
	const acted = { voucherId: 7 };
	const cases: Array<[string, number, unknown, object[]]> = [
		['start', 202, undefined, [{ ...acted, done: true }]],
		['start', 202, [], [{ ...acted, done: true }]],
		['start', 204, undefined, [{ ...acted, scheduled: true, done: true }]],
		['start', 202, { success: true, sessionId: '5' }, [{ ...acted, sessionId: '5', done: true }]],
		['start', 200, { data: 'ok', status: 'Accepted' }, [{ ...acted, data: 'ok', status: 'Accepted', done: true }]],
		['start', 202, {}, [{ ...acted, done: true }]],
		['delete', 204, undefined, [{ deleted: true, id: 7 }]],
		['get', 200, { data: { id: 7 } }, [{ id: 7 }]],
		['get', 200, { id: 7, data: { inner: true } }, [{ id: 7, data: { inner: true } }]],
		['get', 200, { id: 7 }, [{ id: 7 }]],
	];
	test.each(cases)('%s answered with %i and %j', async (operation, status, answer, items) => {
		server.answer(async (_, reply) => await reply.code(status).send(answer));
		expect((await run(operation)).items).toEqual(items);
	});

	test('an accepted request that did not work is an error with the reason', async () => {
		server.answer(
			async (_, reply) =>
				await reply.code(202).send({ success: false, message: 'Session exists.', errorCode: 'SESSION_EXISTS' }),
		);
		const { error } = await run('start');
		expect(error).toEqual({
			message: 'AMPECO turned this down: Session exists (SESSION_EXISTS)',
			description: 'Stop the other session first.',
		});
	});

	test.each([
		['a web page', 'text/html', '<html>Maintenance</html>', /^A web page came back/],
		['half of the JSON', 'application/json', '{"data":{"id":1', /^AMPECO's answer was cut off/],
	])('%s instead of an answer leaves a POST in doubt', async (_, type, text, message) => {
		server.answer(async (__, reply) => await reply.code(201).header('content-type', type).send(text));
		const { error, sent } = await run('create');
		expect(error?.message).toMatch(message);
		expect(error?.message).toMatch(/unknown whether this was carried out$/);
		expect(sent).toBe(1);
	});
});

describe('fields', () => {
	test('AMPECO names fields by its own paths, the message by the labels of the node', async () => {
		const errors = {
			amount: ['The amount is too small.'],
			'network.tcp_port': ['The port is taken.'],
			'periods.1.startsAt': ['The start is wrong.'],
			'webhook.callbackUrl': ['Too long.'],
			unheardOf: ['Missing.'],
		};
		server.answer(async (_, reply) => await reply.code(422).send({ message: 'Invalid.', errors }));
		const { error, sent } = await run('create');
		expect(error?.message).toBe(
			'AMPECO refused the values. Amount: The amount is too small. Network > Port: The port is taken. ' +
				'Periods > 2 > Start: The start is wrong. Callback URL: Too long. unheardOf: Missing',
		);
		expect(sent).toBe(1);
	});

	const refusals: Array<[string, object, string]> = [
		['text for a number', { amount: 'abc' }, 'Amount must be a number, but it is "abc".'],
		[
			'an expression that gives nothing',
			{ amount: '={{ $json.nothing }}' },
			'Amount is missing. Fill it in, or check that its expression gives a value.',
		],
		[
			'a missing ID',
			{ thing: { __rl: true, mode: 'id', value: '={{ $json.nothing }}' } },
			'Thing is missing. Fill it in, or check that its expression gives a value.',
		],
		[
			'a fraction for a whole number',
			{ updateFields: { network: { port: '8.5' } } },
			'Network > Port must be a whole number, but it is "8.5".',
		],
		['broken JSON for an object', { updateFields: { networkJson: '{"ip":' } }, 'Network is not valid JSON'],
		[
			'an object given twice',
			{ updateFields: { networkJson: '{}', network: { port: 1 } } },
			'Network is given twice, by fields and as JSON. Remove one of them.',
		],
		['broken JSON for everything', { inputMode: 'json', jsonBody: '{' }, 'JSON is not valid JSON'],
		[
			'a number in JSON that would be rounded',
			{ inputMode: 'json', jsonBody: '{"amount": 1, "note": "12345678901234567890", "id": 12345678901234567890}' },
			'JSON has a number that is too long to be sent as it is: 12345678901234567890. Put it in quotes.',
		],
		[
			'a list as JSON where an object is wanted',
			{ inputMode: 'json', jsonBody: '[]' },
			'JSON must be an object: { … }.',
		],
		[
			'a wrong row of a list',
			{ updateFields: { periods: { items: [{ start: 'a' }, { start: {} }] } } },
			'Periods 2 > Start must be text, but it is {}.',
		],
	];
	test.each(refusals)('%s is refused by its label before anything is sent', async (_, parameters, message) => {
		const { error, sent } = await run('update', parameters);
		expect(error?.message.startsWith(message)).toBe(true);
		expect(error?.description).toBe('Nothing was sent for this item.');
		expect(sent).toBe(0);
	});
});

describe('a change of all that fits some filters', () => {
	const message =
		'Only at Locations or Only with Tags gives no value. Give it one, or set Apply To to Everything if that is meant.';

	const empty = (label: string) =>
		`${label} gives no value, and without it more would be meant. Give it one, or remove the field.`;

	test.each([
		['without any', {}, message],
		[
			'with an expression that gives nothing beside a filter',
			{ tags: 'a', locationIds: { ids: [{ ids: '={{ $json.nothing }}' }] } },
			empty('Only at Locations'),
		],
		[
			'with an empty picker beside a filter',
			{ tags: 'a', locationIds: { items: [{ id: { __rl: true, mode: 'id', value: '' } }] } },
			empty('Only at Locations'),
		],
		['with blanks', { tags: ' , ' }, empty('Only with Tags')],
	])('%s is refused, as it would mean more', async (_, fields, expected) => {
		const { error, sent } = await run('reprice', { additionalFields: { price: 1, ...fields } });
		expect(error?.message).toBe(expected);
		expect(sent).toBe(0);
	});

	test('goes with one filter, and as JSON with none', async () => {
		server.answer(async (_, reply) => await reply.code(202).send());
		expect((await run('reprice', { additionalFields: { price: 1, tags: 'a' } })).sent).toBe(1);
		const asJson = { inputMode: 'json', jsonBody: '{"price":1}' };
		expect((await run('reprice', asJson)).sent).toBe(0);
		expect((await run('reprice', { ...asJson, applyTo: 'all' })).sent).toBe(1);
		expect((await run('reprice', { additionalFields: { price: 1 }, applyTo: 'all' })).sent).toBe(1);
	});

	test('is refused where everything is chosen', async () => {
		const both = await run('reprice', { additionalFields: { price: 1, tags: 'a' }, applyTo: 'all' });
		expect(both.error?.message).toBe('Only with Tags is given, but Apply To is Everything. Remove it, or choose Some.');
		expect(both.sent).toBe(0);
		const neither = await run('reprice', { additionalFields: { price: 1, tags: 'a' }, applyTo: '={{ "none" }}' });
		expect(neither.error?.message).toContain('Apply To has no choice named');
	});

	test('stands by itself where only one narrows, and is not taken for all when it gives nothing', async () => {
		server.answer(async (_, reply) => await reply.code(202).send());
		for (const evse of ['={{ undefined }}', '={{ null }}', '={{ " " }}']) {
			const { error, sent } = await run('close', { evse: { __rl: true, mode: 'id', value: evse } });
			expect(error?.message).toBe('EVSE gives no value. Give it one, or set Apply To to Whole Thing if that is meant.');
			expect(sent).toBe(0);
		}
		// Untouched, n8n itself stops the workflow.
		await expect(run('close')).rejects.toThrow('has issues');
		await run('close', { evse: { __rl: true, mode: 'id', value: '3' } });
		expect(server.received.at(-1)?.body).toEqual({ evse: 3 });
		expect((await run('close', { applyTo: 'all' })).sent).toBe(1);
		expect(server.received.at(-1)?.body).toBeUndefined();
	});
});

test.each([
	['blanks', ' , '],
	['an expression that gives blanks', '={{ $json.nothing }}, {{ $json.nothing }}'],
	['a list of nothing', '={{ [$json.nothing] }}'],
])('%s in a list are no list, which would remove what is there', async (_, tags) => {
	server.answer(() => ({ data: {} }));
	await run('update', { updateFields: { webhookUrl: 'https://a.example', notes: { tags } } });
	expect(server.received.map(({ body: sent }) => sent)).toEqual([
		{ amount: 1, webhook: { callbackUrl: 'https://a.example' } },
	]);
});

test('a number too large to be one is refused', async () => {
	expect((await run('update', { amount: '1e400' })).error?.message).toBe('Amount must be a number, but it is "1e400".');
});

describe('a network that leads nowhere', () => {
	test.each([
		['connect EHOSTUNREACH 10.0.0.1:443', 'EHOSTUNREACH', true],
		['read EHOSTUNREACH', 'EHOSTUNREACH', false],
		['connect ENETUNREACH 10.0.0.1:443', 'ENETUNREACH', true],
		['write ENETUNREACH', 'ENETUNREACH', false],
		['', 'EHOSTUNREACH', false],
		['connect ETIMEDOUT 10.0.0.1:443', 'ETIMEDOUT', true],
		['read ETIMEDOUT', 'ETIMEDOUT', false],
		['timeout of 5000ms exceeded', 'ECONNABORTED', false],
		['connect ECONNREFUSED 10.0.0.1:443', 'ECONNREFUSED', true],
		['read ECONNRESET', 'ECONNRESET', false],
	])('after "%s" (%s) it is certain that nothing was sent: %s', (message, code, certain) => {
		const network = Object.assign(new Error(message), { code });
		expect([neverLeft(network), neverLeft(new Error('Wrapped', { cause: network }))]).toEqual([certain, certain]);
	});
});

test('a connect that timed out at all addresses of a name was not sent', () => {
	const each = new Error('connect ETIMEDOUT 10.0.0.1:443');
	const all = Object.assign(new AggregateError([each, each], ''), { code: 'ETIMEDOUT' });
	expect(neverLeft(new Error('Wrapped', { cause: all }))).toBe(true);
});

test.each([2 ** 31, 1e15, Infinity])('a time-out of %s ms is refused', (timeout) => {
	expect(() => transportOf({ timeout })).toThrow(/^Timeout must be at most 2147483647 milliseconds/);
	expect(transportOf({ timeout: 2 ** 31 - 1 })).toEqual({ timeout: 2 ** 31 - 1 });
});

describe('answers meant to hurt', () => {
	const long = 'x'.repeat(10_000_000);
	/** The error of a run, and the size of what n8n keeps with it. */
	const left = async (operation: string, answer: (reply: FastifyReply) => unknown) => {
		server.answer(async (_, reply) => answer(reply));
		const { error, size } = await run(operation);
		return { size, error: error! };
	};

	test.each<[string, number, object]>([
		['a message', 406, { message: long }],
		['a message of fields', 422, { errors: { amount: [long] } }],
		['many messages of fields', 422, { errors: { amount: Array.from({ length: 100_000 }, () => 'no') } }],
		['many fields', 422, { errors: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [index, 'no'])) }],
		['a path', 422, { errors: { ['a.'.repeat(100_000)]: ['no'] } }],
		['other data', 409, { message: 'No', more: long }],
		['a message of what did not work after all', 202, { success: false, message: long, errorCode: long }],
	])('%s without end makes no error without end', async (_, status, body) => {
		const { size, error } = await left('create', (reply) => reply.code(status).send(body));
		expect(error.message.length).toBeLessThan(15_000);
		expect(String(error.description).length).toBeLessThan(1000);
		expect(size).toBeLessThan(50_000);
	});

	test.each(['constructor', '__proto__', 'toString'])('an error code named %s is a text', async (errorCode) => {
		const { error } = await left('create', (reply) =>
			reply.code(202).type('application/json').send(`{"success":false,"errorCode":"${errorCode}"}`),
		);
		expect(error.message).toBe(`AMPECO turned this down (${errorCode})`);
		expect(String(error.description ?? '')).not.toMatch(/function|object/);
	});

	test('an address of 100,000 slashes takes no time', () => {
		const started = Date.now();
		expect(() => tenantUrl(`${'/'.repeat(100_000)}x`)).toThrow('The tenant URL is too long');
		expect(() => tenantUrl(`https://cp.example.com${'/'.repeat(100_000)}x`)).toThrow('The tenant URL is too long');
		expect(Date.now() - started).toBeLessThan(500);
	});
});

describe('ids', () => {
	test.each([
		['a/b', 'a%2Fb'],
		['../users', '..%2Fusers'],
		['a?b=c', 'a%3Fb%3Dc'],
		['a#b', 'a%23b'],
		['a b', 'a%20b'],
		['%2e%2e', '%252e%252e'],
		['заряд', '%D0%B7%D0%B0%D1%80%D1%8F%D0%B4'],
		['a\\b', 'a%5Cb'],
		['a\r\nX-Header: 1', 'a%0D%0AX-Header%3A%201'],
	])('%j stays one part of the address', async (value, encoded) => {
		server.answer(() => ({ data: { id: 7 } }));
		await run('get', { thing: { __rl: true, mode: 'id', value } });
		expect(server.received.map(({ url }) => url)).toEqual([`/public-api/things/${encoded}`]);
	});

	test.each(['.', '..', '\ud800'])('%j is refused, as it would lead elsewhere', async (value) => {
		const { error, sent } = await run('get', { thing: { __rl: true, mode: 'id', value } });
		expect(error?.message).toMatch(/^Thing cannot be/);
		expect(sent).toBe(0);
	});
});

describe('redirects', () => {
	test.each([301, 302, 303, 307, 308])('%i to another host is not followed', async (status) => {
		const elsewhere = await startProbeServer();
		try {
			server.answer(async (_, reply) => await reply.code(status).header('location', `${elsewhere.url}/steal`).send());
			const { error } = await run('get');
			expect(error?.message).toBe(
				`AMPECO answered with a redirect to ${elsewhere.url.replace('http://', '')}, which was not followed`,
			);
			expect(elsewhere.received).toEqual([]);
		} finally {
			await elsewhere.stop();
		}
	});
});

test('an address where nobody listens is an error that says so', async () => {
	const outcome = await engine.runNode({
		node: 'probe',
		nodeTypes: { [PROBE]: probe },
		parameters: { resource: 'thing', operation: 'create', amount: 1 },
		credentials: { ampecoApi: { url: 'http://127.0.0.1:1', token: TOKEN } },
	});
	expect(outcome.error?.message).toBe('AMPECO could not be reached: nothing answers at the tenant URL');
}, 20_000);

test.each([
	['Custom API Call', { resource: '__CUSTOM_API_CALL__', operation: '__CUSTOM_API_CALL__' }],
	['an unknown operation', { resource: 'thing', operation: 'fly' }],
	['a name every object has', { resource: 'thing', operation: 'toString' }],
])('%s gets one clear sentence', async (_, parameters) => {
	const { error, sent } = await run('get', parameters);
	expect(error?.message).toBe('This node has no such operation');
	expect(sent).toBe(0);
});

describe('replacing a record', () => {
	const record = {
		id: 7,
		amount: 3,
		network: { ip: '10.0.0.1', tcp_port: 80, readOnly: true },
		periods: [{ id: 1, startsAt: 'a' }],
		webhook: { callbackUrl: 'https://a.example' },
		lastUpdatedAt: 'now',
	};

	test('keeps what is not set, and only what the operation takes', async () => {
		server.answer(() => ({ data: record }));
		await run('replace', { updateFields: { amount: 9, network: { port: 443 } } });
		expect(server.received.map(({ method }) => method)).toEqual(['GET', 'PUT']);
		expect(server.received[1].body).toEqual({
			amount: 9,
			network: { ip: '10.0.0.1', tcp_port: 443 },
			periods: [{ startsAt: 'a' }],
			webhook: { callbackUrl: 'https://a.example' },
		});
	});

	test('languages that are not given go, and so nothing else', async () => {
		server.answer(() => ({ data: { ...record, notes: { texts: { en: 'old', de: 'alt' }, tags: ['a'] } } }));
		const texts = { items: [{ locale: 'en', translation: 'new' }] };
		await run('replace', { updateFields: { amount: 9, notes: { texts } } });
		expect(server.received[1].body).toMatchObject({ notes: { texts: { en: 'new' }, tags: ['a'] } });
	});

	test('does not remove a secret that AMPECO does not show', async () => {
		server.answer(() => ({ data: { ...record, login: { user: 'me', password: '***' } } }));
		const lost = await run('replace', { updateFields: { amount: 9 } });
		expect(lost.error?.message).toBe(
			'Password must be given again: AMPECO does not show it, and the update would remove it.',
		);
		expect(server.received.map(({ method }) => method)).toEqual(['GET']);
		await run('replace', { updateFields: { amount: 9, login: { password: 'new' } } });
		expect(server.received[1].body).toMatchObject({ login: { user: 'me', password: 'new' } });
	});

	test('removes the rest when a person says so', async () => {
		server.answer(() => ({ data: record }));
		await run('replace', { updateFields: { amount: 9 }, keepOtherValues: false });
		expect(server.received.map(({ method, body: sent }) => [method, sent])).toEqual([['PUT', { amount: 9 }]]);
		const { error } = await run('replace', { keepOtherValues: false });
		expect(error?.message).toBe('Amount is missing. Add it, or turn Keep Other Values on.');
		expect(server.received).toEqual([]);
	});
});
