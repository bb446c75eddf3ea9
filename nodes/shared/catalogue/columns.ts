/**
 * Which names of an input item mean which field of an operation, when the values come from the item: the label, the stored name
 * and AMPECO's name, the way through groups before each ("Network > ID", network.id, network_id), in upper or lower case, with
 * or without blanks, hyphens and underscores. A name that could mean several fields means none.
 */
import { wireNames } from './fields';
import type { Field, FieldTable, OneOfField } from './fields';
import { isOpen } from './form';

/** A step from a table to what stands in it: a field, and which of its shapes where it has several. */
export interface Step {
	key: string;
	variant?: string;
	/** A group whose fields stand in it as they are (form.ts). */
	isOpen?: boolean;
}

/** Where a name leads. */
export interface Place {
	/** From the operation's table down; the last is the field itself. */
	steps: Step[];
	field: Field;
	/** With the labels of the groups around it: "Network > ID". */
	label: string;
}

/** A choice of shapes, by its own way from the table. */
export interface Choice {
	field: OneOfField;
	steps: Step[];
	label: string;
}

/** All names of a table. */
export interface ColumnNames {
	/** Where a plain name leads: several places are several variants of a choice, or the name is not clear. */
	places: Map<string, Place[]>;
	/** Plain names that an object can have in which the rest of the way is found. */
	ways: Set<string>;
	choices: Choice[];
}

/** A name as it is compared. Between the parts of a way there may be a full stop or an arrow. */
export function plainName(name: string): string {
	return name.toLowerCase().replace(/[\s_.>-]+/g, '');
}

const known = new WeakMap<FieldTable, ColumnNames>();

export function columnNames(table: FieldTable): ColumnNames {
	const names = known.get(table) ?? namesOf(table);
	known.set(table, names);
	return names;
}

/**
 * Names of an item that give the ID of a path: those of the field, mostly with "id" at the end, so never "id" alone. What the
 * body has a field for is meant for the body.
 */
export function pathColumns(segment: string, { label }: Field, body: FieldTable): string[] {
	const { places } = columnNames(body);
	const names = [segment, label].flatMap((name) => (/id$/i.test(name) ? [name] : [`${name}Id`, name]));
	return unique(names).filter((name) => plainName(name) !== 'id' && !places.has(plainName(name)));
}

function namesOf(table: FieldTable): ColumnNames {
	const names: ColumnNames = { places: new Map(), ways: new Set(), choices: [] };
	add(names, table, { names: [''], steps: [], label: '' });
	return names;
}

/** What is around a table: its plain names, the way to it and its label. */
interface Around {
	names: string[];
	steps: Step[];
	label: string;
}

function add(names: ColumnNames, table: FieldTable, around: Around): void {
	for (const [key, field] of Object.entries(table)) {
		const wire = wireNames(key, field);
		const own = unique([field.label, key, wire.join('')].map(plainName));
		const whole = unique(around.names.flatMap((before) => own.map((name) => before + name)));
		const [steps, label] = [[...around.steps, { key }], around.label + field.label];
		wire.slice(1).forEach((_, index) => {
			const way = plainName(wire.slice(0, index + 1).join(''));
			for (const before of around.names) names.ways.add(before + way);
		});
		if (field.kind === 'oneOf') addChoice(names, field, { names: whole, steps, label }, around);
		else put(names, whole, { steps, field, label });
		if (field.kind !== 'group') continue;
		for (const name of whole) names.ways.add(name);
		const inside = [...around.steps, isOpen(field) ? { key, isOpen: true } : { key }];
		add(names, field.fields, { names: whole, steps: inside, label: `${label} > ` });
	}
}

/** A choice has its tag for a name, too, and its fields are those of all its variants. */
function addChoice(names: ColumnNames, field: OneOfField, own: Around, around: Around): void {
	const { tag, inline, variants } = field;
	const inner = inline ? around : { ...own, label: `${own.label} > ` };
	const tags = tag === undefined ? [] : inner.names.map((before) => before + plainName(tag));
	put(names, unique([...own.names, ...tags]), { steps: own.steps, field, label: own.label });
	names.choices.push({ field, steps: own.steps, label: own.label });
	if (!inline) for (const name of own.names) names.ways.add(name);
	const [last] = own.steps.slice(-1);
	for (const [variant, { fields }] of Object.entries(variants)) {
		add(names, fields, { ...inner, steps: [...own.steps.slice(0, -1), { ...last, variant }] });
	}
}

function put({ places }: ColumnNames, names: string[], place: Place): void {
	for (const name of names) places.set(name, [...(places.get(name) ?? []), place]);
}

function unique(values: string[]): string[] {
	return [...new Set(values)];
}
