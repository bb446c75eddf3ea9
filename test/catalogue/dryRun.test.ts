/** Every operation that changes something, as a dry run on both of n8n's paths: what it says is what it would send, and it sends nothing. */
import type { IDataObject } from 'n8n-workflow';
import { dist, loadNodes, registeredFolders, shared } from '../../tools/catalogue/built.mts';
import { withTenant } from '../../tools/tenant.mts';
import { runChain } from './chain';
import { runsOf } from './examples';
import type { Case } from './examples';
import { existingIds } from './existing';

const nodes = loadNodes(dist, registeredFolders());
const { entities } = shared(dist);
const { engine, sandbox } = withTenant({ seed: 'dry operations' });
let ids: (entity: string, property?: string) => unknown;

beforeAll(async () => {
	ids = await existingIds(sandbox, entities);
}, 30_000);

function isWrite({ operation: { route, effect } }: Case): boolean {
	return !route.startsWith('GET') && effect !== 'read';
}

function dry({ parameters }: Case): { parameters: IDataObject } {
	return { parameters: { ...parameters, options: { ...(parameters.options as IDataObject), dryRun: true } } };
}

/** Whether what is said to be sent differs from what the field table says; what was read first is not known here. */
function differs({ expected, completion, lookUp }: Case, said: IDataObject): boolean {
	if (said.would === 'unchanged') return false;
	if (lookUp) return said.would !== 'create' && said.would !== 'update';
	const isHidden = JSON.stringify(said.body ?? {}).includes('********');
	const wanted = [expected.method, expected.path, completion?.reads || isHidden ? undefined : expected.body];
	const told = [said.method, said.path, completion?.reads || isHidden ? undefined : said.body];
	const sorted = (value: unknown): unknown =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(
					Object.entries(value)
						.sort()
						.map(([key, inner]) => [key, sorted(inner)]),
				)
			: Array.isArray(value)
				? value.map(sorted)
				: value;
	return JSON.stringify(sorted(told)) !== JSON.stringify(sorted(wanted));
}

test.each(nodes.flatMap((node) => (['custom', 'stock'] as const).map((path) => [node.folder, path, node] as const)))(
	'%s, %s',
	async (folder, path, { resources }) => {
		const cases = resources
			.flatMap((resource) => Object.keys(resource.operations).flatMap((name) => runsOf(resource, name, ids)))
			.filter((one) => isWrite(one) && /(all|required) fields$/.test(one.name));
		const before = await sandbox.journal();
		const outcomes = await runChain(engine, sandbox, `ampeco${folder}`, cases.map(dry), path);
		const wrong = cases.flatMap((one, index) => {
			const { items, errors, requests } = outcomes[index];
			const sent = requests.filter(({ method }) => method !== 'GET');
			// Where it reads first, what the tenant has not is an error, as it would be.
			if (errors.length > 0 && requests.length > 0) return sent.map(({ method }) => `${one.name}: sent ${method}`);
			const isRight = items.length === 1 && items[0].dryRun === true && !differs(one, items[0]);
			return isRight && sent.length === 0 ? [] : [`${one.name}: ${JSON.stringify([items, errors, one.expected])}`];
		});
		expect(wrong).toEqual([]);
		const all = (await sandbox.journal()).slice(before.length);
		expect(all.filter(({ method }) => method !== 'GET')).toEqual([]);
	},
	300_000,
);
