/** What is published: its files, its metadata, its size, and that n8n's verification has nothing to say about it. */
import packageJson from '../../package.json';
import { startEngine } from '../../tools/engine.mts';
import {
	cleanUp,
	copySources,
	exists,
	gzipped,
	lintSurface,
	packPackage,
	projectFiles,
	read,
	scan,
} from './package.mts';
import type { BakedNode } from './package.mts';

const nodes = JSON.parse(read('dist/types/nodes.json')) as BakedNode[];
const credentials = JSON.parse(read('dist/types/credentials.json')) as BakedNode[];

afterAll(cleanUp);

describe('the tarball', () => {
	const packed = packPackage();
	const allowed = [
		/^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
		/^dist\/index\.js$/,
		/^dist\/(nodes|credentials)\/.+\.(js|svg|png)$/,
		/^dist\/nodes\/\w+\/\w+\.node\.json$/,
		/^dist\/nodes\/\w+\/__schema__\/v\d+\.\d+\.\d+\/\w+\/\w+\.json$/,
		/^dist\/(known|types)\/(nodes|credentials)\.json$/,
		/^dist\/methods\/(defined|referenced)\.json$/,
	];

	test('holds the build, the README and the licence, and nothing else', () => {
		expect(packed.files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
		expect(packed.files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', packageJson.main]));
	});

	test('is at most 1 MB', () => {
		expect(packed.bytes).toBeLessThanOrEqual(1_000_000);
	});

	test('has no dependencies', () => {
		const published = JSON.parse(read(`${packed.directory}/package.json`)) as Record<string, unknown>;
		expect(published).not.toHaveProperty('dependencies');
		expect(published).not.toHaveProperty('optionalDependencies');
		expect(published.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test('requires nothing but its own files, n8n-workflow and node:crypto', () => {
		const foreign = packed.files
			.filter((file) => file.endsWith('.js'))
			.flatMap((file) =>
				[...read(`${packed.directory}/${file}`).matchAll(/\b(?:require|import)\(["']([^"']+)["']\)/g)].map(
					([, name]) => `${file}: ${name}`,
				),
			)
			.filter((use) => !/: (\.{1,2}\/.*|n8n-workflow|node:crypto)$/.test(use));
		expect(foreign).toEqual([]);
	});

	test("passes n8n's scan of the published files", () => {
		expect(scan('dist', packed.directory)).toBe('');
	}, 60_000);
});

test("passes n8n's scan of the sources", () => {
	expect(scan('source', copySources())).toBe('');
}, 120_000);

test("breaks no rule of n8n's lint in what its nodes show", () => {
	expect(lintSurface()).toBe('');
}, 120_000);

describe('the metadata', () => {
	test('lets n8n load the package lazily', async () => {
		const engine = await startEngine();
		for (const { name } of nodes) expect(engine.nodeType(name).description.name).toBe(name);
		await engine.stop();
	});

	test('knows every node and credential of package.json', () => {
		for (const kind of ['nodes', 'credentials'] as const) {
			const known = JSON.parse(read(`dist/known/${kind}.json`)) as Record<string, { sourcePath: string }>;
			expect(Object.values(known).map(({ sourcePath }) => sourcePath)).toEqual(packageJson.n8n[kind]);
		}
	});

	test('has every node and credential in index.ts', () => {
		const paths = [...packageJson.n8n.credentials, ...packageJson.n8n.nodes];
		const lines = paths.map((path) => `export * from './${path.replace(/^dist\/|\.js$/g, '')}';`);
		expect(read('index.ts').trim().split('\n')).toEqual(lines);
	});

	test("carries this package's version", () => {
		expect(nodes.map((node) => node.communityNodePackageVersion)).toEqual(nodes.map(() => packageJson.version));
	});

	test.each([...nodes, ...credentials].map((type) => [type.name, type]))('%s has its icons', (_, { iconUrl }) => {
		for (const url of [iconUrl.light, iconUrl.dark]) {
			expect(url).toMatch(`icons/${packageJson.name}/`);
			expect(exists(url.replace(`icons/${packageJson.name}/`, ''))).toBe(true);
		}
	});

	test.each(nodes.map((node) => [node.name, node]))('%s has its codex', (_, { codex }) => {
		expect(codex?.alias).toContain('AMPECO');
		expect(codex?.categories).not.toEqual([]);
	});
});

describe('sizes', () => {
	test.each(nodes.map((node) => [node.name, node]))('%s: 200 properties and 185 KB at most', (_, node) => {
		expect(node.properties.length).toBeLessThanOrEqual(200);
		expect(JSON.stringify(node).length).toBeLessThanOrEqual(185_000);
	});

	test('all descriptions: 2.1 MB at most, 230 KB compressed', () => {
		const all = JSON.stringify(nodes);
		expect(all.length).toBeLessThanOrEqual(2_100_000);
		expect(gzipped(all)).toBeLessThanOrEqual(230_000);
	});
});

describe('the files of the project', () => {
	const texts = projectFiles()
		.filter((file) => !/\.(png|jpe?g|gif|ico)$/.test(file))
		.map((file) => ({ file, text: read(file) }));

	test.each([
		["a path of somebody's machine", /(?<![\w.$*}-])\/(work|root|tmp|home\/\w+|Users\/\w+)\/\w/],
		['the address of a registry', /https?:\/\/[\w.-]*(registry|verdaccio|artifactory|nexus)[\w.-]*/i],
	])('do not hold %s', (_, pattern) => {
		const found = texts.flatMap(({ file, text }) =>
			pattern.test(text) ? [`${file}: ${pattern.exec(text)?.[0]}`] : [],
		);
		expect(found).toEqual([]);
	});
});
