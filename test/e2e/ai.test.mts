/**
 * AI in a real n8n: the example that other programs connect to by MCP, and the agent that asks a person before money and
 * hardware, as they stand in examples/. The model plays a script; the person chats and presses buttons as n8n's own chat page
 * does. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import axios from 'axios';
import { dist, loadNodes, registeredFolders } from '../../tools/catalogue/built.mts';
import type { Json } from '../../tools/n8n/session.mts';
import type { Model } from './model.mts';
import { startModel } from './model.mts';
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

describe('the agent that asks before money and hardware', { timeout: 600_000 }, () => {
	const page = '/webhook/b5e03f76-8c1d-4a92-b7f4-1e9d6a2c5bff/chat';
	let model: Model;

	before(async () => {
		model = await startModel();
		const openAiApi = await stage.session.saveCredential('OpenAI', 'openAiApi', { apiKey: 'none', url: model.url });
		const id = await importExample('ai-agent-with-approval', (nodes) => (nodes.Chat.parameters.public = true), {
			openAiApi,
		});
		await stage.session.publish(id);
	});
	after(async () => await model?.stop());

	/** Says something in the chat, presses a button under each question, and gives the questions and the agent's reply. */
	async function chat(
		chatInput: string,
		press = '',
	): Promise<{ questions: string[]; reply: string; sentBefore: number[] }> {
		const sessionId = `chat-${chatInput}`;
		const { data } = await axios.post(`${stage.n8n.url}${page}`, { action: 'sendMessage', sessionId, chatInput });
		assert.equal(data.executionStarted, true, JSON.stringify(data));
		const query = new URLSearchParams({
			sessionId,
			executionId: data.executionId,
			isPublic: 'true',
			token: data.resumeToken ?? '',
		});
		const socket = new WebSocket(`${stage.n8n.url.replace('http', 'ws')}/chat?${query}`);
		const questions: string[] = [];
		/** How much had been sent to AMPECO when each question came. */
		const sentBefore: number[] = [];
		let reply = '';
		await new Promise<void>((resolve, reject) => {
			socket.addEventListener('close', () => resolve());
			socket.addEventListener('message', ({ data: said }) => {
				answer(String(said)).catch(reject);
			});
		});
		return { questions, reply, sentBefore };

		async function answer(said: string): Promise<void> {
			if (said === 'n8n|heartbeat') return socket.send('n8n|heartbeat-ack');
			if (said === 'n8n|continue') return;
			if (!said.startsWith('{"type":"with-buttons"')) return void (reply = said);
			const { text, buttons } = JSON.parse(said) as { text: string; buttons: Array<{ text: string; link: string }> };
			questions.push(text);
			sentBefore.push((await writes()).length);
			const { link } = buttons.find((button) => button.text === press)!;
			await axios.get(link, {
				proxy: false,
				headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
			});
		}
	}

	/** The last answer of a tool, as the model got it. */
	const toolAnswer = (messages: Json[]): string => messages.findLast(({ role }) => role === 'tool')!.content;

	interface Act {
		tool: string;
		/** How the question begins. */
		asks: string;
		input: Json;
		/** What must arrive at AMPECO. */
		path: string;
		body?: Json;
	}

	/**
	 * What the agent may do with a person's word; made when the sandbox runs. The two who ask take turns: n8n's chat shows no
	 * second question of one of them that comes before it has looked again, every three seconds.
	 */
	const acts: Array<() => Promise<Act>> = [
		async () => {
			const [{ id }] = await stage.sandbox.state('users', 1);
			const body = { amount: 12.5, reason: 'A broken charger' };
			return {
				tool: 'Add_balance',
				asks: 'This moves real money. Shall I do it: Add_balance?',
				input: { user_id: String(id), ...body },
				path: `/public-api/actions/users/v1.0/${id}/add-balance`,
				body,
			};
		},
		async () => {
			const evse = (await stage.sandbox.state('evses', 10_000)).find(
				({ hardwareStatus, status }) => hardwareStatus === 'available' && status === 'enabled',
			)!;
			const { data } = await stage.sandbox.call('POST', `/public-api/actions/evse/v1.0/${evse.id}/start`, {});
			return {
				tool: 'Stop_session',
				asks: 'This acts on a real charger. Shall I do it: Stop_session?',
				input: { charge_point_id: String(evse.chargePointId), session_id: String(data.sessionId) },
				path: `/public-api/actions/charge-point/v1.0/${evse.chargePointId}/stop/${data.sessionId}`,
			};
		},
		async () => {
			const body = { amount: 7.25, description: 'For the wait' };
			return {
				tool: 'Create_voucher',
				asks: 'This moves real money. Shall I do it: Create_voucher?',
				input: body,
				path: '/public-api/resources/vouchers/v2.1',
				body,
			};
		},
		async () => {
			const { id } = (await stage.sandbox.state('charge-points', 10_000)).find(
				({ networkStatus }) => networkStatus === 'available',
			)!;
			return {
				tool: 'Reset_charge_point',
				asks: 'This acts on a real charger. Shall I do it: Reset_charge_point?',
				input: { charge_point_id: String(id) },
				path: `/public-api/actions/charge-point/v1.0/${id}/reset/soft`,
			};
		},
	];

	/** The agent tries all of them, and then says what the tools answered. */
	function scriptOf(made: Act[]): Model['script'] {
		return [
			...made.map(({ tool, input }) => ({ tool, input: { toolParameters: input, hitlParameters: {} } })),
			{ text: (messages) => messages.flatMap(({ role, content }) => (role === 'tool' ? [content] : [])).join('\n') },
		];
	}

	test('a person sees what it will do; refused, nothing is sent; approved, each is done once', async () => {
		const made: Act[] = [];
		for (const make of acts) made.push(await make());
		await stage.sandbox.clearJournal();

		model.script = scriptOf(made);
		const refused = await chat('Please try all of it', 'Do not');
		assert.equal(refused.questions.length, made.length);
		for (const [index, { asks, input }] of made.entries()) {
			assert.ok(refused.questions[index].startsWith(asks), refused.questions[index]);
			for (const value of Object.values(input)) assert.ok(refused.questions[index].includes(String(value)));
		}
		assert.equal(refused.reply.match(/User rejected the tool call/g)?.length, made.length);
		assert.deepEqual(await writes(), []);

		model.script = scriptOf(made);
		const approved = await chat('Please do all of it', 'Do it');
		assert.deepEqual(approved.questions, refused.questions);
		const sent = await writes();
		assert.deepEqual(
			sent.map(({ path, body }) => ({ path, body: body ?? {} })),
			made.map(({ path, body }) => ({ path, body: body ?? {} })),
		);
		assert.ok(
			sent.every(({ status }) => status < 300),
			JSON.stringify(sent),
		);
		// Each was asked about before it was sent, and only then sent.
		assert.deepEqual(approved.sentBefore, [0, 1, 2, 3]);
	});

	test('reads without asking', async () => {
		const [{ id, email }] = await stage.sandbox.state('users', 1);
		await stage.sandbox.clearJournal();
		model.script = [
			{ tool: 'Find_users', input: { email } },
			{ text: (messages) => String(JSON.parse(toolAnswer(messages))[0].id) },
		];
		assert.deepEqual(await chat('Who is that?'), { questions: [], reply: String(id), sentBefore: [] });
		assert.deepEqual(await writes(), []);
	});
});
