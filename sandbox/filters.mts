/** Which records a list's filters let through, by the habits of the API's filter names. */
import { parseMoment } from './clock.mts';
import type { Call } from './call.mts';
import type { Family } from './families/families.mts';
import type { StoredRecord } from './store.mts';

type FieldOf = (record: StoredRecord, name: string) => unknown;

const FROM = /^(.+?)(?:After|From)$/;
const TO = /^(.+?)(?:Before|To|Until)$/;

export function matchesFilters(
	record: StoredRecord,
	filter: Record<string, unknown>,
	call: Call,
	family: Family,
	fieldOf: FieldOf,
): boolean {
	return Object.entries(filter).every(([name, wanted]) => {
		const own = family.filters?.[name];
		if (own) return own(record, wanted, call);
		return matches(record, name, wanted, fieldOf, call.tenant.store.get('operators').idAt(0));
	});
}

function matches(record: StoredRecord, name: string, wanted: unknown, fieldOf: FieldOf, operatorId: number): boolean {
	const from = FROM.exec(name);
	const to = TO.exec(name);
	if (from || to) {
		const moment = momentOf(record, (from ?? to)![1], fieldOf);
		if (typeof moment !== 'string') return false;
		return from ? compareMoments(moment, String(wanted)) >= 0 : compareMoments(moment, String(wanted)) <= 0;
	}
	if (name.startsWith('externalAppData.')) {
		return equals(
			name.split('.').reduce<any>((value, part) => value?.[part], record),
			wanted,
		);
	}
	if (name === 'customFields') return hasCustomFields(record.customFields, wanted);
	// Records belong to the tenant's first operator unless they say otherwise.
	if (name === 'operatorId') return equals(fieldOf(record, name) ?? operatorId, wanted);
	const without = /^no([A-Z]\w*)$/.exec(name);
	if (without) {
		const field = `${without[1][0].toLowerCase()}${without[1].slice(1)}`;
		return ((record[field] ?? record[`${field}Id`] ?? null) === null) === (String(wanted) === 'true');
	}
	if (Array.isArray(wanted)) {
		const value = fieldOf(record, name) ?? fieldOf(record, name.replace(/s$/, ''));
		return wanted.some((one) => equals(value, one));
	}
	return equals(fieldOf(record, name), wanted);
}

/** `filter[customFields][name]=value`; any other form names nothing that could be compared. */
function hasCustomFields(own: unknown, wanted: unknown): boolean {
	if (typeof wanted !== 'object' || wanted === null) return false;
	return Object.entries(wanted).every(([name, value]) =>
		equals((own as Record<string, unknown> | undefined)?.[name], value),
	);
}

/** The field behind `createdAfter`, `expireDateBefore`, `issuedFrom`, `periodTo`. */
function momentOf(record: StoredRecord, base: string, fieldOf: FieldOf): unknown {
	for (const name of [`${base}At`, base, `${base}Date`, `${base}On`]) {
		const value = fieldOf(record, name);
		if (value !== undefined) return value;
	}
	return undefined;
}

/** Both ends are included; a date without time stands for its whole day. */
export function compareMoments(a: string, b: string): number {
	if (a.length === 10 || b.length === 10) return a.slice(0, 10).localeCompare(b.slice(0, 10));
	return parseMoment(a) - parseMoment(b);
}

export function equals(value: unknown, wanted: unknown): boolean {
	if (Array.isArray(value)) return value.some((item) => equals(item, wanted));
	if (value === null || value === undefined) return wanted === null;
	if (typeof value === 'string' && typeof wanted === 'string' && /^\d{4}-\d\d-\d\d$/.test(wanted))
		return value.startsWith(wanted);
	return String(value) === String(wanted);
}
