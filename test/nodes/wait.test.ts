/** "Wait for Status" of sessions: until it is so, until it cannot become so, until the time is over, and beside other items. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { NodeRun } from '../../tools/engine.mts';
import { withTenant } from '../../tools/tenant.mts';
import { pausesOf, until } from './probe.mts';

const SESSIONS = '/public-api/resources/sessions/v1.0';

const { engine, sandbox, credentials } = withTenant({ seed: 'wait' });

beforeEach(async () => {
	await sandbox.reset({ seed: 'wait' });
	await sandbox.admin('POST', '/charging', { startSeconds: 1000 });
});

async function run(items: IDataObject[], parameters: IDataObject = {}, settings: Partial<Omit<NodeRun, 'items'>> = {}) {
	return await engine.runNode({
		node: 'ampecoSession',
		parameters: {
			resource: 'session',
			operation: 'waitForStatus',
			session: { __rl: true, mode: 'id', value: '={{ $json.sessionId }}' },
			...parameters,
		} as INodeParameters,
		items,
		credentials,
		...settings,
	});
}

/** Starts sessions of different EVSEs, as Start Charging does; they stay pending until the tenant's time is moved on. */
async function started(count: number): Promise<IDataObject[]> {
	const evses = (await sandbox.state('evses', 500)).filter(({ hardwareStatus }) => hardwareStatus === 'available');
	const ids: IDataObject[] = [];
	for (const { id } of evses) {
		if (ids.length === count) break;
		const { data } = await sandbox.call('POST', `/public-api/actions/evse/v1.0/${String(id)}/start`, {});
		if (data.success) ids.push({ sessionId: data.sessionId });
	}
	expect(ids).toHaveLength(count);
	return ids;
}

const looks = async (id: unknown) =>
	(await sandbox.journal({ method: 'GET', path: `${SESSIONS}/${String(id)}` })).length;

describe.each(['custom', 'stock'] as const)('%s', (path) => {
	test('gives the session as soon as the charge point has begun it', async () => {
		const [item] = await started(1);
		const running = run([item], {}, { path });
		await until(async () => (await looks(item.sessionId)) >= 2);
		await sandbox.forward(1000);
		const { items, error } = await running;
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ id: Number(item.sessionId), status: 'active' });
		expect(items[0].json).not.toHaveProperty('tax');
	});

	test('says what it is when it will not change any more', async () => {
		const failed = (await sandbox.state('sessions', 2000)).find(({ status }) => status === 'failed')!;
		const { errorItems } = await run([{ sessionId: failed.id }], {}, { path, onError: 'continueErrorOutput' });
		expect(errorItems[0].json).toMatchObject({
			error: 'The session is Failed and will not become Active any more',
			message: 'To go on with it, choose Failed under Statuses as well.',
		});
		expect(await looks(failed.id)).toBe(1);
	});

	test.each([
		[1, '1 second'],
		[6, '6 seconds'],
	])('says what it is when %d seconds are over, and that it may still come', async (waitAtMost, time) => {
		const [item] = await started(1);
		const { errorItems } = await run(
			[item],
			{ waitAtMost, waitFor: ['active', 'finished'] },
			{ path, onError: 'continueErrorOutput' },
		);
		expect(errorItems[0].json).toMatchObject({
			error: `The session is still Pending after ${time}, not Active or Finished`,
			message: 'It may still become so. Raise Wait at Most, or run the item again.',
		});
		expect(await looks(item.sessionId)).toBeGreaterThan(1);
	});

	test('twelve items that wait do not keep a thirteenth from being looked at', async () => {
		const waiting = await started(12);
		const [done] = (await sandbox.state('sessions', 2000)).filter(({ status }) => status === 'finished');
		const running = run([...waiting, { sessionId: done.id }], { waitFor: ['active', 'finished'] }, { path });
		await until(async () => (await looks(done.id)) === 1);
		await sandbox.forward(1000);
		const { items } = await running;
		expect(items.map(({ json }) => json.status)).toEqual([...Array(12).fill('active'), 'finished']);
	});

	test('items that begin together do not ask together again', async () => {
		const items = await started(3);
		const running = run(items, {}, { path });
		await until(async () => (await Promise.all(items.map(({ sessionId }) => looks(sessionId)))).every((n) => n >= 2));
		const asked = await sandbox.journal({ method: 'GET', path: SESSIONS });
		await sandbox.forward(1000);
		await running;
		const again = asked.filter(({ path: one }, index) => asked.findIndex(({ path: first }) => first === one) < index);
		const order = again.map(({ path: one }) =>
			items.findIndex(({ sessionId }) => one.endsWith(`/${String(sessionId)}`)),
		);
		expect(order.slice(0, 3)).toEqual([0, 2, 1]);
	});

	test('Stop ends the wait', async () => {
		const [item] = await started(1);
		const stop = new AbortController();
		const running = run([item], { waitAtMost: 3600 }, { path, signal: stop.signal });
		await until(async () => (await looks(item.sessionId)) >= 1);
		stop.abort();
		// n8n's own routing has no word for a run that was stopped.
		expect((await running).status).toBe(path === 'custom' ? 'canceled' : 'error');
		expect(await looks(item.sessionId)).toBeLessThan(3);
	});

	test.each([
		['a limit', '429 once'],
		['an outage', '503 once'],
		['a broken connection', 'reset before answer once'],
	])('goes on after %s', async (_, fault) => {
		const [item] = await started(1);
		await sandbox.forward(1000);
		await sandbox.fault(`${fault} on GET ${SESSIONS}/*`);
		const { items, error } = await run([item], {}, { path });
		expect(error).toBeUndefined();
		expect(items[0].json.status).toBe('active');
	});
});

test.each([2, 12, 300, 1000])('the looks of %d items are spread over each pause', (count) => {
	const times = Array.from({ length: count }, (_, item) => {
		let time = 0;
		const pauses = pausesOf(item);
		return Array.from({ length: 12 }, () => (time += pauses.next().value));
	});
	for (let round = 0; round < 11; round += 1) {
		// The first item looks at the beginning of each round.
		const [begin, end] = [times[0][round], times[0][round + 1]];
		const tenths = Array<number>(10).fill(0);
		for (const looked of times) tenths[Math.floor(((looked[round] - begin) / (end - begin)) * 10 + 1e-6)] += 1;
		expect(Math.max(...tenths)).toBeLessThanOrEqual(Math.ceil(count / 10) + 2);
	}
	const single = pausesOf(0);
	expect(Array.from({ length: 4 }, () => single.next().value)).toEqual([1000, 1500, 2250, 3375]);
});

test.each([0, 3601, 'long'])('a time of %j is refused before anything is sent', async (waitAtMost) => {
	const { error } = await run([{ sessionId: 1 }], { waitAtMost });
	expect(error?.message).toMatch(/^Wait at Most must be/);
	expect(await sandbox.journal({ method: 'GET' })).toEqual([]);
});

test('a run that stops on an error does not wait for the others', async () => {
	const [item] = await started(1);
	const { error } = await run([item, { sessionId: 99_999_999 }], { waitAtMost: 3600 });
	expect(error?.message).toMatch(/^AMPECO does not find this session/);
});

test('Start Charging and Wait for Status make a session', async () => {
	await sandbox.admin('POST', '/charging', { startSeconds: 1 });
	const evse = (await sandbox.state('evses', 500)).find(({ hardwareStatus }) => hardwareStatus === 'available')!;
	const chosen = { ampecoApi: { id: 'ampecoApi', name: 'ampecoApi' } };
	const node = (name: string, type: string, parameters: IDataObject) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: parameters as INodeParameters,
		credentials: chosen,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	const outcome = await engine.runWorkflow({
		nodes: [
			node('Begin', 'n8n-nodes-base.manualTrigger', {}),
			node('Start', 'n8n-nodes-ampeco.ampecoEvse', {
				resource: 'evse',
				operation: 'start',
				evse: { __rl: true, mode: 'id', value: String(evse.id) },
			}),
			node('Wait', 'n8n-nodes-ampeco.ampecoSession', {
				resource: 'session',
				operation: 'waitForStatus',
				session: { __rl: true, mode: 'id', value: '={{ $json.sessionId }}' },
			}),
		],
		connections: { Begin: to('Start'), Start: to('Wait') },
		credentials,
		pinData: { Begin: [{ json: {} }] },
	});
	expect(outcome.error).toBeUndefined();
	expect(outcome.nodes.Wait.outputs[0][0].json).toMatchObject({ status: 'active', chargePointId: evse.chargePointId });
	expect(await sandbox.journal({ method: 'POST' })).toHaveLength(1);
});
