/** The report as Markdown: a summary, then one section per resource file with what to change there. */
import type { Shape } from '../../sandbox/shape.mts';
import type { Catalogue } from './catalogue.mts';
import { Drafts } from './draft.mts';
import type { Home } from './homes.mts';
import type { Deprecation, Difference, Report } from './report.mts';
import { hasDifferences, routeOf } from './report.mts';
import { alternatives, isRequiredAt, shapeAt } from './shapes.mts';

const LACKING = ['field missing', 'record missing', 'variant missing', 'enum missing'];
const EXCESS = ['field in excess', 'record in excess', 'variant in excess', 'enum in excess', 'read-only'];
const NOWHERE = 'No node yet';

/** @param madeFor the version of the API that the catalogue was made for */
export function pageOf(report: Report, catalogue: Catalogue, madeFor: string): string {
	const { version, hasSchemas, events } = report;
	const drafts = new Drafts(catalogue, version, hasSchemas);
	const lines = [
		`# The catalogue and AMPECO Public API ${version ?? '(version not told)'}`,
		'',
		`The catalogue was made for ${madeFor}.`,
		...(hasSchemas
			? []
			: ['This is an index of endpoints without schemas: routes and deprecations are compared, fields are not.']),
		'',
		...summary(report, madeFor),
		'',
		...(hasDifferences(report)
			? [
					'Drafts hold facts only: wire names, types, values. Labels, names of operations, `says`, `about` and effects are',
					'words for a person to choose; the type check asks for those that are left out.',
				]
			: ['No differences.']),
		'',
		...list('## Events', [
			...events.added.map((event) => `new: \`${event}\``),
			...events.gone.map((event) => `gone: \`${event}\``),
			...events.deprecated.map((event) => `deprecated: \`${event}\``),
		]),
		...filesOf(report).flatMap((file) => section(file, report, drafts)),
	];
	return `${lines.join('\n').trimEnd()}\n`;
}

function summary(
	{ counts, hasSchemas, added, gone, deprecated, current, deprecatedFields, differences }: Report,
	madeFor: string,
): string[] {
	const { lacking, excess, otherwise } = split(differences);
	const operations = (all: Array<{ operations: unknown[] }>) => all.flatMap((one) => one.operations).length;
	const rows: Array<[string, number]> = [
		['operations described', counts.described],
		['routes in the catalogue', counts.catalogue],
		['operations the catalogue lacks', operations(added)],
		['operations it has in excess', gone.length],
		['deprecated, not marked', operations(deprecated)],
		['marked as deprecated, but current', current.length],
	];
	const fields: Array<[string, number]> = [
		['fields and values it lacks', lacking.length],
		['fields and values in excess', excess.length],
		['told otherwise', otherwise.length],
		[`fields deprecated since ${madeFor}`, deprecatedFields.length],
	];
	return [
		'| | |',
		'|---|---|',
		...[...rows, ...(hasSchemas ? fields : [])].map(([what, count]) => `| ${what} | ${count} |`),
	];
}

/** The files the report has something for, what has none at the end. */
function filesOf({ added, gone, deprecated, current, deprecatedFields, differences }: Report): string[] {
	const all = [...added, ...gone, ...deprecated, ...current, ...deprecatedFields, ...differences];
	const files = new Set(all.map(({ file }) => file ?? NOWHERE));
	return [...files].sort(
		(one, other) => Number(one === NOWHERE) - Number(other === NOWHERE) || one.localeCompare(other, 'en'),
	);
}

function split(differences: Difference[]) {
	return {
		lacking: differences.filter(({ what }) => LACKING.includes(what)),
		excess: differences.filter(({ what }) => EXCESS.includes(what)),
		otherwise: differences.filter(({ what }) => !LACKING.includes(what) && !EXCESS.includes(what)),
	};
}

function section(file: string, report: Report, drafts: Drafts): string[] {
	const here = <T extends { file?: string }>(all: T[]) => all.filter((one) => (one.file ?? NOWHERE) === file);
	const { lacking, excess, otherwise } = split(here(report.differences));
	return [
		`## ${file}`,
		'',
		...here(report.added).flatMap((home) => newOperations(home, drafts)),
		...list(
			'### Operations in excess',
			here(report.gone).map(({ route }) => `\`${route}\``),
		),
		...here(report.deprecated).flatMap(deprecation),
		...list(
			'### No longer deprecated',
			here(report.current).map(({ route }) => `\`${route}\``),
		),
		...list('### Fields that became deprecated', here(report.deprecatedFields).map(line)),
		...list('### Fields and values it lacks', lacking.map(line)),
		...block(draftLines(lacking, drafts)),
		...list('### Fields and values in excess', excess.map(line)),
		...list('### Told otherwise', otherwise.map(line)),
		...block(draftLines(otherwise, drafts)),
	];
}

function newOperations(home: Home, drafts: Drafts): string[] {
	const { operations, joins, otherVersion, collection } = home;
	const title = joins
		? `### New operations of ${joins.resource.name}`
		: otherVersion
			? `### New version of ${otherVersion.resource.name}`
			: `### New resource, ${collection}`;
	return [
		...list(
			title,
			operations.map((one) => `\`${routeOf(one)}\`${one.deprecated ? ', deprecated' : ''}`),
		),
		...block(drafts.operations(home).split('\n')),
	];
}

function deprecation({ resource, whole, operations }: Deprecation): string[] {
	const [{ operation }] = operations;
	return [
		...list(
			`### Deprecated: ${whole ? 'all' : 'some'} operations of ${resource.name}`,
			operations.map(
				({ operation: one, successors }) =>
					`\`${routeOf(one)}\`${successors.length > 0 ? `; in its place ${routeList(successors)}` : ''}`,
			),
		),
		...block(whole ? [`deprecated: { version: '${operation.version}' },`] : []),
	];
}

function line({ operations, at, variants, what, text }: Difference): string {
	const among = variants.length > 0 ? ` of ${variants.join(', ')}` : '';
	return `\`${at}\`${among}: ${what}: ${text}. In ${routeList(operations.map(routeOf))}`;
}

function routeList(routes: string[]): string {
	return routes.map((route) => `\`${route}\``).join(', ');
}

function list(title: string, lines: string[]): string[] {
	return lines.length > 0 ? [title, '', ...lines.map((one) => `- ${one}`), ''] : [];
}

function block(lines: string[]): string[] {
	return lines.length > 0 ? ['```ts', ...lines, '```', ''] : [];
}

/** Lines to add or to put in place, below a comment that names their table. */
function draftLines(differences: Difference[], drafts: Drafts): string[] {
	const tables = new Map<string, Set<string>>();
	for (const one of differences) {
		const { table, lines } = draftOf(one, drafts);
		tables.set(table, new Set([...(tables.get(table) ?? []), ...lines]));
	}
	return [...tables].filter(([, lines]) => lines.size > 0).flatMap(([table, lines]) => [`// ${table}`, ...lines]);
}

function draftOf(
	{ operations: [operation], at, what, text }: Difference,
	drafts: Drafts,
): { table: string; lines: string[] } {
	const place = at.replace(/(\[\])+$/, '');
	const [, table, name] = /^(.*)\.([^.]+)$/.exec(place) ?? [];
	const shape = shapeAt(operation, what === 'enum missing' ? at : place);
	if (!shape) return { table: place, lines: [] };
	if (what === 'enum missing') return { table: at, lines: [drafts.values(newValues(text, shape, drafts))] };
	if (name === undefined) {
		const members = alternatives(shape).flatMap((one) => Object.entries(one.properties ?? {}));
		return {
			table: place,
			lines: what === 'field missing' ? members.map(([key, child]) => drafts.field(key, child, false)) : [],
		};
	}
	if (what === 'record missing' || what === 'record type')
		return { table, lines: [drafts.recordProperty(name, shape)] };
	const isField = ['field missing', 'variant missing', 'type', 'choice', 'json'].includes(what);
	return { table, lines: isField ? [drafts.field(name, shape, isRequiredAt(operation, place))] : [] };
}

/** The values a difference lists, or where it lists only the first, all that are not in a list of countries or currencies. */
function newValues(text: string, shape: Shape, drafts: Drafts): unknown[] {
	if (!/ and \d+ more$/.test(text)) return JSON.parse(`[${text}]`);
	const all = alternatives(shape).flatMap((one) => one.enum ?? []);
	return [...new Set(all)].filter((value) => value !== null && !drafts.isLoaded(value));
}
