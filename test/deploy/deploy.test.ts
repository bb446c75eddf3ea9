/** deploy/ sets up what the end-to-end test of queue mode runs: the same n8n with the same settings. */
import { parse } from 'yaml';
import { CONCURRENCY, SETTINGS, WORKERS, addresses } from '../../tools/n8n/queue.mts';
import { N8N_VERSION } from '../../tools/n8n/real.mts';
import { cleanUp, read as readFile } from '../package/package.mts';

interface Service {
	image: string;
	build?: { args: Record<string, string> };
	command?: string[];
	environment?: Record<string, string>;
	healthcheck?: { test: string[] };
	volumes?: string[];
	ports?: string[];
	deploy?: { replicas: number };
	depends_on?: Record<string, { condition: string }>;
}

afterAll(cleanUp);

const read = (name: string) => readFile(`deploy/${name}`);
const { services, volumes } = parse(read('compose.yaml'), { merge: true }) as {
	services: Record<string, Service>;
	volumes: Record<string, null>;
};
const processes = ['main', 'webhook', 'worker'].map((name) => [name, services[name]] as const);

test('the services are those of queue mode, behind a proxy', () => {
	expect(Object.keys(services)).toEqual(['postgres', 'redis', 'main', 'webhook', 'worker', 'proxy']);
	expect(services.main.command).toBeUndefined();
	expect(services.webhook.command).toEqual(['webhook']);
	expect(services.worker.command).toEqual(['worker', `--concurrency=${CONCURRENCY}`]);
	expect(services.worker.deploy).toEqual({ replicas: WORKERS });
});

test('n8n is the one the tests run', () => {
	expect(read('Dockerfile')).toContain(`ARG N8N_VERSION=${N8N_VERSION}\n`);
	for (const [, { image, build }] of processes) {
		expect(image).toBe(`n8n-ampeco:${N8N_VERSION}`);
		expect(build?.args).toEqual({ N8N_VERSION });
	}
});

test.each(processes)('%s has the settings of the tests', (_name, { environment }) => {
	expect(environment).toMatchObject(SETTINGS);
	const fromServices = addresses({ host: '', port: 0, user: '', password: '', database: '' }, { host: '', port: 0 });
	for (const name of [...Object.keys(fromServices), 'N8N_ENCRYPTION_KEY', 'N8N_WEBHOOK_URL'])
		expect(environment).toHaveProperty(name);
});

test.each(processes)('%s keeps the package of its image, and main makes the tables first', (name, service) => {
	expect(service.volumes).toBeUndefined();
	expect(Object.keys(service.depends_on!)).toEqual(name === 'main' ? ['postgres', 'redis'] : ['main']);
});

test('every process says whether it works', () => {
	for (const [name, { healthcheck }] of Object.entries(services).filter(([name]) => name !== 'proxy')) {
		expect([name, healthcheck?.test[0]]).toEqual([name, 'CMD']);
		expect(healthcheck!.test.every((word) => typeof word === 'string')).toBe(true);
	}
	for (const { depends_on = {} } of Object.values(services)) {
		for (const [name, { condition }] of Object.entries(depends_on)) {
			expect([name, condition]).toEqual([name, 'service_healthy']);
			expect(services[name].healthcheck).toBeDefined();
		}
	}
});

test('no secret has a value here, and nothing but the proxy is reached from outside', () => {
	const wanted = [...read('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
	const example = read('.env.example')
		.split('\n')
		.filter((line) => line !== '' && !line.startsWith('#'));
	expect(example.sort()).toEqual([...new Set(wanted)].map((name) => `${name}=`).sort());
	for (const { environment = {} } of Object.values(services)) {
		for (const [name, value] of Object.entries(environment).filter(([name]) => /PASSWORD|KEY/.test(name))) {
			expect([name, value]).toEqual([name, expect.stringMatching(/^\$\{\w+:\?[^}]+\}$/)]);
		}
	}
	expect(Object.entries(services).flatMap(([name, { ports }]) => (ports ? [name] : []))).toEqual(['proxy']);
});

test('what is kept has a volume', () => {
	const used = [services.postgres, services.redis].flatMap((service) =>
		service.volumes!.map((one) => one.split(':')[0]),
	);
	expect(used).toEqual(Object.keys(volumes));
});

test('it is reached from this machine only, and its secrets stay out of git', () => {
	expect(services.proxy.ports).toEqual(['127.0.0.1:8080:80']);
	expect(readFile('.gitignore').split('\n')).toContain('deploy/.env');
});

test('images and actions have exact versions', () => {
	const workflows = ['api-versions', 'ci', 'publish']
		.map((name) => readFile(`.github/workflows/${name}.yml`))
		.join('\n');
	const actions = [...workflows.matchAll(/uses: (\S+)/g)].map(([, name]) => name);
	expect(actions.length).toBeGreaterThan(5);
	for (const name of actions) expect(name).toMatch(/@v\d+\.\d+\.\d+$/);
	const images = Object.values(services).map(({ image }) => image);
	for (const image of images) expect(image).toMatch(/:\d+\.\d+/);
	expect(read('Dockerfile')).toMatch(/^FROM node:\d+\.\d+\.\d+-/m);
});

test('what may publish runs nothing of the development tree', () => {
	const { jobs } = parse(readFile('.github/workflows/publish.yml')) as {
		jobs: Record<string, { environment?: string; permissions?: object; steps: Array<{ uses?: string; run?: string }> }>;
	};
	const mayPublish = Object.entries(jobs).filter(([, { permissions = {} }]) => 'id-token' in permissions);
	expect(mayPublish.map(([name, { environment }]) => [name, environment])).toEqual([['publish', 'npm']]);
	const { steps } = jobs.publish;
	expect(steps.filter(({ uses }) => uses?.includes('checkout'))).toEqual([]);
	expect(steps.flatMap(({ run }) => run ?? [])).toEqual([expect.stringMatching(/^npm publish .*--ignore-scripts$/)]);
});

test('the lock file has the integrity of every package', () => {
	const { packages } = JSON.parse(readFile('package-lock.json')) as {
		packages: Record<string, Record<string, unknown>>;
	};
	const bare = Object.entries(packages).filter(([name, { integrity, link }]) => name !== '' && !link && !integrity);
	expect(bare.map(([name]) => name)).toEqual([]);
});
