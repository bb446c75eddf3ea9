/** The forms in which values reach a field: from expressions, models, spreadsheets and databases. */
import { DateTime } from 'luxon';

/** The workflow's time zone in these tests: not UTC, so that a zone that is forgotten shows. */
export const ZONE = 'America/New_York';

export interface Form {
	/** As the page shows it. */
	name: string;
	/** JavaScript that gives it, in an n8n expression too. */
	source: string;
	value: unknown;
	/** The item whose expression gives it. */
	item: { made?: string; value?: string };
}

const TEXTS = [
	'abc',
	'12',
	'12.0',
	'1.5',
	'1,234.50',
	'1E+3',
	'9007199254740993',
	'45000.5',
	'1',
	'0',
	'true',
	'False',
	' TRUE ',
	'\ufeff12',
	'12\u00a0',
	'["a","b"]',
	'[1,2]',
	'a, b',
	'1, 2',
	'{"a":1}',
	'{"a":9007199254740993}',
	'2026-01-31',
	'2026-01-31T08:30',
	'2026-01-31T18:30:00Z',
	'2026-01-31T18:30:00+02:00',
	'1/31/2026',
	'8:30',
	'8:30:15',
	'8:30:00 PM',
	'',
	' ',
	'null',
	'undefined',
	'#N/A',
	'[object Object]',
	'NaN',
	'4.5E+14',
	'1E5',
];

const OTHERS: Array<[source: string, value: unknown]> = [
	['12', 12],
	['1.5', 1.5],
	['0', 0],
	['1', 1],
	['36028797018963970', 36028797018963970],
	['1e21', 1e21],
	['Infinity', Infinity],
	['true', true],
	['false', false],
	['["a","b"]', ['a', 'b']],
	['[1,2]', [1, 2]],
	['[null,"a"]', [null, 'a']],
	['[{"a":1}]', [{ a: 1 }]],
	['{"a":1}', { a: 1 }],
	['{"a":36028797018963970}', { a: 36028797018963970 }],
	['{"a":NaN}', { a: NaN }],
	['new Date("2026-01-31T18:30:00Z")', new Date('2026-01-31T18:30:00Z')],
	['new Date("no date")', new Date('no date')],
	[`DateTime.fromISO("2026-01-31T08:30", { zone: "${ZONE}" })`, DateTime.fromISO('2026-01-31T08:30', { zone: ZONE })],
	['undefined', undefined],
	['null', null],
	['NaN', NaN],
	['[]', []],
	['{}', {}],
];

/** Names of those that would be long, or that do not show. */
const NAMES: Record<string, string> = {
	'new Date("2026-01-31T18:30:00Z")': 'JavaScript date at 18:30 UTC',
	'new Date("no date")': 'invalid JavaScript date',
	[`DateTime.fromISO("2026-01-31T08:30", { zone: "${ZONE}" })`]: 'Luxon date-time at 08:30',
	undefined: 'nothing',
	'"\\ufeff12"': '`"12"` after a byte order mark',
	'"12\\u00a0"': '`"12"` before a non-breaking blank',
};

function formOf(source: string, value: unknown, item: Form['item']): Form {
	return { source, value, item, name: NAMES[source] ?? `\`${source}\`` };
}

export const forms: Form[] = [
	...TEXTS.map((text) => {
		const source = JSON.stringify(text).replace('\ufeff', '\\ufeff').replace('\u00a0', '\\u00a0');
		return formOf(source, text, { value: text });
	}),
	...OTHERS.map(([source, value], index) => formOf(source, value, { made: `f${index}` })),
];

/** An n8n expression that gives the form of an item. Texts stand in it as they are, all else is made there. */
export const EXPRESSION = `={{ $json.made ? ({ ${OTHERS.map(([source], index) => `f${index}: ${source.replace(/\}\}/g, '} }')}`).join(', ')} })[$json.made] : $json.value }}`;
