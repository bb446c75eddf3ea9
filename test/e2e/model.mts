/** A language model that plays a script, behind the part of OpenAI's chat API that n8n uses: a real one cannot be had here. */
import Fastify from 'fastify';
import type { Json } from '../../tools/n8n/session.mts';

export interface Model {
	/** Base URL for an OpenAI credential. */
	url: string;
	/** What it was sent, in order. */
	requests: Json[];
	/** Answers of the next requests: a call of a tool by its name, or a text made of the messages so far. */
	script: Array<{ tool: string; input: Json } | { text: (messages: Json[]) => string }>;
	stop(): Promise<void>;
}

export async function startModel(): Promise<Model> {
	const server = Fastify({ bodyLimit: 16 * 1024 * 1024 });
	const model: Model = { url: '', requests: [], script: [], stop: async () => await server.close() };

	server.post('/v1/chat/completions', (request, reply) => {
		const body = request.body as Json;
		model.requests.push(body);
		const step = model.script.shift();
		if (!step || body.stream) return reply.code(400).send({ error: { message: 'That is not in the script.' } });
		const message =
			'tool' in step
				? {
						content: null,
						tool_calls: [
							{
								id: `call_${model.requests.length}`,
								type: 'function',
								function: { name: step.tool, arguments: JSON.stringify(step.input) },
							},
						],
					}
				: { content: step.text(body.messages) };
		return {
			id: `chatcmpl-${model.requests.length}`,
			object: 'chat.completion',
			created: 0,
			model: body.model,
			choices: [
				{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'tool' in step ? 'tool_calls' : 'stop' },
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});

	model.url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/v1`;
	return model;
}
