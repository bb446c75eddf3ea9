/** Runs one voucher operation after the other against an address and prints what comes out; for a test that reads it all. */
import { inspect } from 'node:util';
import { startEngine } from '../../tools/engine.mts';

const { LOUD_URL: url, LOUD_TOKEN: token } = process.env;
const engine = await startEngine();
for (const operation of ['create', 'get', 'getAll', 'delete']) {
	const { run, error, hints } = await engine.runNode({
		node: 'ampecoVoucher',
		parameters: { resource: 'voucher', operation, amount: 5, voucher: { __rl: true, mode: 'id', value: '7' } },
		credentials: { ampecoApi: { url: url!, token: token! } },
	});
	console.log(JSON.stringify([run.data.resultData, hints]), inspect(error, { depth: 10 }));
}
await engine.stop();
