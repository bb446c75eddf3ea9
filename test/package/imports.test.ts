/** The direction of imports: a wrong one is refused by lint, of whatever room, in a sentence that says what to do. */
import { cleanUp } from './package.mts';
import { refusals } from './planted.mts';

/** A rule, a file, what of it is imported wrongly, and what the rule says. */
const REFUSED = [
	['catalogue', 'nodes/shared/catalogue/planted1.ts', 'nodes/shared/entities.ts', 'belongs into the catalogue'],
	['catalogue', 'nodes/shared/catalogue/planted2.ts', 'nodes/shared/compile/field.ts', 'belongs into the catalogue'],
	[
		'catalogue',
		'nodes/shared/catalogue/planted3.ts',
		'nodes/shared/runtime/send/send.ts',
		'belongs into the catalogue',
	],
	['catalogue', 'nodes/shared/catalogue/kinds/planted.ts', 'nodes/shared/notes.ts', 'belongs into the catalogue'],
	['catalogue', 'nodes/shared/catalogue/planted4.ts', 'nodes/User/user.resource.ts', 'belongs into the catalogue'],
	['entities-and-notes', 'nodes/shared/entities.ts', 'nodes/shared/runtime/run/wait.ts', 'Only node.ts'],
	['entities-and-notes', 'nodes/shared/planted.ts', 'nodes/shared/runtime/send/send.ts', 'Only node.ts'],
	['entities-and-notes', 'nodes/shared/notes.ts', 'nodes/shared/entities.ts', 'Only node.ts'],
	['compile', 'nodes/shared/compile/planted.ts', 'nodes/shared/runtime/send/send.ts', 'is in the catalogue'],
	['compile', 'nodes/shared/compile/kinds/planted.ts', 'nodes/shared/node.ts', 'is in the catalogue'],
	['runtime', 'nodes/shared/runtime/planted1.ts', 'nodes/shared/compile/field.ts', 'is in the catalogue'],
	['runtime', 'nodes/shared/runtime/kinds/planted.ts', 'nodes/shared/node.ts', 'is in the catalogue'],
	['runtime', 'nodes/shared/runtime/planted2.ts', 'nodes/Trigger/parameters.ts', 'is in the catalogue'],
	['node', 'nodes/shared/node.ts', 'nodes/User/user.resource.ts', 'Hand over what it needs'],
	['resource-file', 'nodes/Voucher/planted1.resource.ts', 'nodes/shared/runtime/send/send.ts', 'It is data'],
	['resource-file', 'nodes/Voucher/planted2.ts', 'nodes/shared/compile/field.ts', 'It is data'],
	['resource-file', 'nodes/Notification/events.ts', 'nodes/shared/entities.ts', 'It is data'],
	[
		'node-class',
		'nodes/Voucher/AmpecoVoucher.node.ts',
		'nodes/shared/runtime/send/tenantUrl.ts',
		'Have node.ts hand on',
	],
	['node-class', 'nodes/Trigger/AmpecoTrigger.node.ts', 'nodes/Polling/poll.ts', 'Have node.ts hand on'],
	['own-form', 'nodes/Trigger/planted1.ts', 'nodes/shared/node.ts', 'for node classes'],
	['own-form', 'nodes/Polling/planted1.ts', 'nodes/ApiRequest/form.ts', 'for node classes'],
	['credential', 'credentials/planted.ts', 'nodes/shared/runtime/send/send.ts', 'how they are addressed'],
	[
		'parameters-only-draw',
		'nodes/Polling/parameters.ts',
		'nodes/shared/runtime/send/send.ts',
		'a file without runtime',
	],
	['only-parameters-draw', 'nodes/Polling/planted2.ts', 'nodes/shared/compile/merge.ts', 'a file of its own'],
	['tools', 'tools/planted.mts', 'scripts/demo.mts', 'they know none of them'],
	['sandbox', 'sandbox/planted.mts', 'tools/tenant.mts', 'made of the API alone'],
] as const;

const ALLOWED = [
	['nodes/shared/compile/allowed.ts', 'nodes/shared/catalogue/form.ts'],
	['nodes/shared/runtime/allowed.ts', 'nodes/shared/entities.ts'],
	['nodes/Voucher/allowed.resource.ts', 'nodes/shared/notes.ts'],
	['nodes/Trigger/allowed.ts', 'nodes/shared/runtime/send/send.ts'],
	['test/package/allowed.mts', 'nodes/shared/node.ts'],
] as const;

/** From the root of the repository; a type only, which is refused as well. */
function importOf(file: string, imported: string): string {
	const root = '../'.repeat(file.split('/').length - 1);
	return `import type * as planted from '${root}${imported}';`;
}

const typeCircle = (other: string) => [`import type { Planted } from './${other}';`, 'export type { Planted };'];
const valueCircle = (other: string) => [`export * from './${other}.mts';`];

let found: string[];
beforeAll(() => {
	found = refusals({
		...Object.fromEntries(
			[...REFUSED.map(([, ...row]) => row), ...ALLOWED].map(([file, imported]) => [file, [importOf(file, imported)]]),
		),
		'nodes/shared/runtime/circle1.ts': typeCircle('circle2'),
		'nodes/shared/runtime/circle2.ts': typeCircle('circle1'),
		'sandbox/circle1.mts': valueCircle('circle2'),
		'sandbox/circle2.mts': valueCircle('circle1'),
	});
});
afterAll(cleanUp);

test.each(REFUSED)('%s: %s may not import %s', (rule, file, imported, says) => {
	const own = found.filter((one) => one.startsWith(`${rule}: ${file} → ${imported}`));
	expect(own).toEqual([expect.stringContaining(says)]);
});

test.each([
	['circle', 'nodes/shared/runtime/circle'],
	['circle-at-run-time', 'sandbox/circle'],
])('%s: between two files %s', (rule, files) => {
	const own = found.filter((one) => one.startsWith(`${rule}: ${files}`));
	expect(own).toEqual([expect.stringContaining('Put what both need into a file that imports neither.')]);
});

test.each(ALLOWED)('%s may import %s', (file) => {
	expect(found.filter((one) => one.includes(file))).toEqual([]);
});
