/** The tenant that contract tests run against: a real one when the environment names it, else the sandbox. */
import axios from 'axios';
import { startSandbox } from '../../sandbox/client.mts';

export interface Target {
	name: string;
	isReal: boolean;
	get(path: string, token?: string): Promise<{ status: number; data: any; headers: Record<string, any> }>;
	stop(): Promise<void>;
}

/** AMPECO_URL (https://tenant.example) and AMPECO_TOKEN. Only GET requests are sent to it. */
export async function startTarget(): Promise<Target> {
	const { AMPECO_URL: url, AMPECO_TOKEN: token } = process.env;
	if (!url || !token) {
		const sandbox = await startSandbox();
		return {
			name: 'the sandbox',
			isReal: false,
			get: async (path, other) =>
				await sandbox.call('GET', path, undefined, other === undefined ? {} : { authorization: `Bearer ${other}` }),
			stop: sandbox.stop,
		};
	}
	const api = axios.create({ baseURL: url, maxRedirects: 0, validateStatus: () => true, timeout: 60_000 });
	return {
		name: url,
		isReal: true,
		get: async (path, other = token) => {
			const answer = await api.get(path, { headers: { authorization: `Bearer ${other}`, accept: 'application/json' } });
			return { status: answer.status, data: answer.data, headers: answer.headers as Record<string, any> };
		},
		stop: async () => {},
	};
}
