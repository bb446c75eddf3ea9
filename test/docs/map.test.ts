/**
 * Who starts at docs/README.md finds every page, and in two clicks the place for what people come for; each page begins with
 * whom it is for, and what is made tells by which command.
 */
import { dist, loadNodes, registeredFolders } from '../../tools/catalogue/built.mts';
import { anchorsOf, pages, placesOn, roomsOfRuntime, textOf, tools } from './links.mts';

const MAP = 'docs/README.md';
const EXAMPLES = 'docs/examples/README.md';

const docs = pages().filter((page) => page.startsWith('docs/'));
const filesOn = (page: string) => placesOn(page).map(({ file }) => file);

test.each(docs.filter((page) => page !== MAP))('%s is on the map', (page) => {
	expect([...filesOn(MAP), ...(page.startsWith('docs/examples/') ? filesOn(EXAMPLES) : [])]).toContain(page);
});

test('README.md links to the map', () => {
	expect(filesOn('README.md')).toContain(MAP);
});

test.each(docs)('%s begins with whom it is for', (page) => {
	expect(textOf(page)).toMatch(/^# [^\n]+\n\nFor \S/);
});

test.each([
	['first workflow', 'README.md#first-workflow'],
	['campaign', 'docs/examples/voucher-campaign.md#voucher-campaign'],
	['trigger behind a firewall', 'docs/polling-trigger.md#this-one-or-ampeco-trigger'],
	['queue mode', 'docs/queue-mode.md#run-it'],
	['limits', 'docs/reliability.md#limits'],
	['upgrade', 'README.md#upgrade'],
	['security', 'SECURITY.md#what-this-package-does-with-your-token'],
	['adding an operation', 'CONTRIBUTING.md#add-a-field-or-an-operation'],
])('%s is two clicks away', (_, wanted) => {
	const [page, anchor] = wanted.split('#');
	expect(anchorsOf(page)).toContain(anchor);
	const first = filesOn(MAP);
	expect([...first, ...first.filter((file) => file.endsWith('.md')).flatMap(filesOn)]).toContain(page);
});

/** Pages that a command writes as a whole. */
const commands: Record<string, string> = {
	'docs/benchmarks.md': 'npm run bench',
	'docs/compatibility.md': 'npm run test:compat',
	'docs/operations.md': 'npm run docs:operations',
};

test.each(Object.entries(commands))('%s names its command', (page, command) => {
	expect(textOf(page)).toMatch(new RegExp(`(Made|Written) by \`${command}\``));
});

const made = docs.flatMap((page) =>
	[...textOf(page).matchAll(/<!-- Made by (\S+) -->/g)].map(([, file]): [string, string] => [page, file]),
);

test.each(made)('%s names the command of what %s makes', (page, file) => {
	const named = [...textOf(page).matchAll(/`(?:UPDATE_DOCS=1 npm test --|npx node) (\S+)`/g)].map(([, path]) => path);
	expect(named.filter((path) => file.startsWith(path))).not.toEqual([]);
});

/** What stands in a text as code. */
function codeIn(text: string): string[] {
	return text.split('`').filter((_, index) => index % 2 === 1);
}

test.each(tools())('tools/README.md says what %s is for', (tool) => {
	expect(codeIn(textOf('tools/README.md')).map((code) => code.replace(/^.*\/(?=.)/, ''))).toContain(tool);
});

test.each(roomsOfRuntime())('CONTRIBUTING.md says what %s of the runtime is for', (room) => {
	const house = textOf('CONTRIBUTING.md').split('## The house')[1].split('\n```\n')[1];
	expect(house.split(/\s+/)).toContain(room);
});

const kinds = loadNodes(dist, registeredFolders()).flatMap(({ resources }) =>
	resources.flatMap(({ operations }) => Object.values(operations).map(({ kind }) => kind)),
);

test.each([...new Set(kinds)])('the glossary of CONTRIBUTING.md has the kind %s', (kind) => {
	const row = textOf('CONTRIBUTING.md').match(/^\| kind \(of operation\) .*$/m)?.[0] ?? '';
	expect(codeIn(row)).toContain(kind);
});
