import { startSandbox, type RunningSandbox } from '../../sandbox/client.mts';

let sandbox: RunningSandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.stop());

test('answers', async () => {
	const answer = await sandbox.call('GET', '/public-api/resources/vouchers/v2.1?per_page=1');
	expect(answer.status).toBe(200);
});
