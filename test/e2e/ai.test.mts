/** AI in a real n8n: the example that other programs connect to by MCP, as it stands in examples/. Run `npm run test:e2e`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { dist, loadNodes, registeredFolders } from '../../tools/catalogue/built.mts';
import type { Json } from '../../tools/n8n/session.mts';
import type { Stage } from './stage.mts';
import { openMcp, setStage } from './stage.mts';

const LONGEST_ANSWER = 20_000;
const OF_OUR_NODES = /^n8n-nodes-ampeco\.(ampeco\w+)Tool$/;

let stage: Stage;

before(async () => {
	stage = await setStage('ai');
});
after(async () => await stage?.stop());

async function importExample(
	name: string,
	change: (nodes: Record<string, Json>) => void,
	credentials: Record<string, { id: string; name: string }>,
): Promise<string> {
	const workflow = JSON.parse(readFileSync(`examples/${name}.json`, 'utf8'));
	change(Object.fromEntries(workflow.nodes.map((node: Json) => [node.name, node])));
	return await stage.session.importWorkflow(workflow, { ampecoApi: stage.credential, ...credentials });
}

/** What was sent to AMPECO that could change something. */
async function writes(): Promise<Json[]> {
	return (await stage.sandbox.journal()).filter(({ method }) => method !== 'GET') as Json[];
}

const sizeOf = (answer: unknown) => Buffer.byteLength(JSON.stringify(answer));

test('examples that say they only read have no tool that does anything else', () => {
	const effects = new Map(
		loadNodes(dist, registeredFolders()).flatMap(({ type, resources }) =>
			resources.flatMap(({ value, operations }) =>
				Object.entries(operations).map(
					([name, { effect }]) => [`${type.description.name} ${value} ${name}`, effect] as const,
				),
			),
		),
	);
	for (const example of ['ai-agent-read-only', 'mcp-server-read-only']) {
		const { nodes } = JSON.parse(readFileSync(`examples/${example}.json`, 'utf8')) as { nodes: Json[] };
		const tools = nodes.filter(({ type }) => OF_OUR_NODES.test(type));
		assert.equal(tools.length, 6);
		for (const { type, parameters } of tools) {
			const [, node] = OF_OUR_NODES.exec(type)!;
			assert.equal(effects.get(`${node} ${parameters.resource} ${parameters.operation}`), 'read');
		}
	}
});

describe('the MCP server that only reads', { timeout: 300_000 }, () => {
	const token = 'a-long-random-token';
	let url: string;
	let mcp: Awaited<ReturnType<typeof openMcp>>;

	before(async () => {
		const httpBearerAuth = await stage.session.saveCredential('MCP clients', 'httpBearerAuth', { token });
		const id = await importExample('mcp-server-read-only', (nodes) => (nodes['Find sessions'].parameters.limit = 200), {
			httpBearerAuth,
		});
		await stage.session.publish(id);
		url = `${stage.n8n.url}/mcp/ampeco-read-only`;
		mcp = await openMcp(stage.installation, url, token);
	});
	after(async () => await mcp?.close());

	test('lets nobody in without its token', async () => {
		await assert.rejects(openMcp(stage.installation, url));
		await assert.rejects(openMcp(stage.installation, url, 'another-token'));
	});

	test('says what its tools are for and what they want', async () => {
		const tools = await mcp.tools();
		assert.deepEqual(tools.map(({ name }) => name).sort(), [
			'Find_EVSEs',
			'Find_charge_points',
			'Find_locations',
			'Find_sessions',
			'Get_session',
			'Get_status_of_a_charge_point',
		]);
		for (const { description, inputSchema } of tools) {
			assert.match(description, /^(Lists|Reads) /);
			for (const { description: about } of Object.values<Json>(inputSchema.properties)) assert.ok(about);
		}
	});

	test('looks things up, and sends nothing that changes anything', async () => {
		await stage.sandbox.clearJournal();
		const [{ evseId }] = await stage.sandbox.state('sessions', 1);
		const [evse] = (await stage.sandbox.state('evses', 10_000)).filter(({ id }) => id === evseId);
		const given = { printed_reference: evse.physicalReference, network_id: '', location_id: '' };
		const { answer } = await mcp.call('Find_charge_points', given);
		assert.deepEqual(
			answer.map(({ id }: Json) => id),
			[evse.chargePointId],
		);
		const status = await mcp.call('Get_status_of_a_charge_point', { charge_point_id: String(answer[0].id) });
		assert.equal(status.isError, false);
		assert.ok((await stage.sandbox.journal()).length >= 2);
		assert.deepEqual(await writes(), []);
	});

	test('tells in a sentence that there is more than an answer holds', async () => {
		const times = { started_after: '2000-01-01T00:00:00Z', started_before: '2100-01-01T00:00:00Z' };
		const { answer } = await mcp.call('Find_sessions', { charge_point_id: '', evse_id: '', ...times });
		const { isComplete, shown, read, note } = answer.at(-1);
		assert.equal(isComplete, false);
		assert.equal(shown, answer.length - 1);
		assert.equal(read, 200);
		assert.match(note, /^Only the first \d+ of 200 records are shown\. .* as Limit is 200\. .* narrow the filters/);
		assert.ok(sizeOf(answer) <= LONGEST_ANSWER);
	});
});
