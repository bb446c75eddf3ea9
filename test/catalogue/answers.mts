/** The page docs/answers.md: what each resource gives as Simplified. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { RecordType, Resource } from '../../nodes/shared/catalogue/index.ts';
import type { SimpleProperty } from '../../nodes/shared/catalogue/simple.ts';
import type { LoadedNode } from '../../tools/catalogue/built.mts';

const PAGE = 'docs/answers.md';
const BEGIN = '<!-- Made by test/catalogue/simple.test.ts -->';

type FormOf = (resource: Resource) => SimpleProperty[];

const UNITS: Partial<Record<NonNullable<SimpleProperty['as']>, string>> = {
	text: 'text in one language',
	energyKwh: 'number, kWh',
	energy: 'number, Wh',
};

function typed({ name, type, as }: SimpleProperty): string {
	if (as === 'id') return Array.isArray(type) ? 'several IDs' : 'ID';
	if (as) return UNITS[as]!;
	if (name === 'energy' || /nergyWh$/.test(name)) return 'number, Wh';
	if (/^energyKwh$/.test(name)) return 'number, kWh';
	return plain(type);
}

function plain(type: RecordType): string {
	if (Array.isArray(type)) return typeof type[0] === 'string' ? `several: ${plain(type[0])}` : 'rows';
	const words: Record<string, string> = {
		integer: 'whole number',
		flag: 'true or false',
		dateTime: 'time',
		date: 'day',
		any: 'whatever AMPECO sends',
	};
	return words[String(type)] ?? String(type);
}

/** The way in AMPECO's record, where it is not the name. */
function origin({ name, from }: SimpleProperty): string {
	const ways = from.map((way) => way.join('.'));
	return ways.length === 1 && ways[0] === name ? '' : ways.map((way) => `\`${way}\``).join(' or ');
}

function section(resource: Resource, formOf: FormOf): string[] {
	const rows = formOf(resource).map(
		(property) => `| \`${property.name}\` | ${typed(property)} | ${origin(property)} |`,
	);
	return [
		'',
		`### ${resource.name}${resource.deprecated ? ` (${resource.deprecated.version})` : ''}`,
		'',
		'| property | type | where it comes from |',
		'|---|---|---|',
		...rows,
	];
}

/** The made part of the page. */
export function answersPage(nodes: LoadedNode[], formOf: FormOf): string {
	return nodes
		.flatMap(({ type, resources }) => {
			const read = resources.filter(
				({ record, operations }) =>
					record && Object.values(operations).some((one) => one.record === undefined && one.route.startsWith('GET ')),
			);
			if (read.length === 0) return [];
			return ['', `## ${type.description.displayName}`, ...read.flatMap((one) => section(one, formOf))];
		})
		.join('\n')
		.trim();
}

/** The made part as the page has it. With UPDATE_DOCS set, the page gets the given one first. */
export function pageAsItIs(made: string): string {
	const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
	const [before, old = ''] = page.split(BEGIN);
	if (!process.env.UPDATE_DOCS) return old.trim();
	writeFileSync(PAGE, `${before}${BEGIN}\n\n${made}\n`);
	return made;
}

/** The kinds of failures that the page's table names. */
export function kindsOnPage(): string[] {
	const [, table] = readFileSync(PAGE, 'utf8').split('| `kind` |');
	return [...table.split('\n\n')[0].matchAll(/^\| `(\w+)` \|/gm)].map(([, kind]) => kind);
}
