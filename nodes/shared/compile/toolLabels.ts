/**
 * Labels that stay apart when an AI agent fills them in. n8n knows a value by its label alone, with the numbers of the rows
 * it is in, so that three groups with an "Email" would get one address. Only labels that clash are made longer.
 */
import type { INodeProperties } from 'n8n-workflow';
import { OPTIONAL } from '../catalogue/form';

/** A field a value goes into, with what is around it. */
interface Leaf {
	property: INodeProperties;
	/** Labels of the groups and lists around it, the nearest last. */
	parents: string[];
	/** Kinds of rows around it. */
	rows: string[];
	/** Values other parameters must have for it to be shown. */
	conditions: Array<Record<string, unknown[]>>;
}

/** Adds the label of the group around it to each label that another field of the same operation has as well. */
export function tellApart(parameters: INodeProperties[]): INodeProperties[] {
	const leaves = leavesOf(parameters, { parents: [], rows: [], conditions: [] });
	for (let clashing = clashes(leaves); clashing.length > 0; clashing = clashes(leaves)) {
		for (const { property, parents } of clashing) property.displayName = longer(parents.pop()!, property.displayName);
	}
	return parameters;
}

function leavesOf(properties: INodeProperties[], around: Omit<Leaf, 'property'>, isInside = false): Leaf[] {
	return properties.flatMap((property): Leaf[] => {
		const { name, type, displayName, typeOptions, options = [] } = property;
		const conditions = [...around.conditions, (property.displayOptions?.show ?? {}) as Record<string, unknown[]>];
		if (type === 'collection') {
			// Those of an operation's form, and of what a row does not show at once, say nothing by their names.
			const isGroup = isInside && name !== OPTIONAL;
			const parents = isGroup ? [...around.parents, displayName] : around.parents;
			return leavesOf(options as INodeProperties[], { ...around, parents, conditions }, true);
		}
		if (type !== 'fixedCollection') return [{ property, ...around, parents: [...around.parents], conditions }];
		return options.flatMap((option): Leaf[] => {
			if (!('values' in option)) return [];
			const parents = [...around.parents, displayName];
			return typeOptions?.multipleValues
				? leavesOf(option.values, { parents, rows: [...around.rows, option.name], conditions }, true)
				: leavesOf(
						option.values,
						{ parents, rows: around.rows, conditions: [...conditions, { [name]: [option.name] }] },
						true,
					);
		});
	});
}

/** The fields that another one shares its label with and that can have a longer one. */
function clashes(leaves: Leaf[]): Leaf[] {
	const same = new Map<string, Leaf[]>();
	for (const leaf of leaves) {
		const key = [...leaf.rows, leaf.property.displayName].join('_');
		same.set(key, [...(same.get(key) ?? []), leaf]);
	}
	return [...same.values()].flatMap((group) =>
		group.filter((leaf) => leaf.parents.length > 0 && group.some((other) => other !== leaf && !exclude(leaf, other))),
	);
}

/** Whether two fields are never shown together. */
function exclude(one: Leaf, other: Leaf): boolean {
	return one.conditions.some((left) =>
		other.conditions.some((right) =>
			Object.keys(left).some((key) => key in right && !left[key].some((value) => right[key].includes(value))),
		),
	);
}

/**
 * "Email" in "Technical Contact" becomes "Email (Technical Contact)", "IDs" in "EVSEs" becomes "EVSE IDs". What the field is
 * comes first, as n8n cuts a label off where there is no room.
 */
function longer(parent: string, label: string): string {
	if (label === 'IDs') return `${parent.replace(/s$/, '')} IDs`;
	if (parent.includes(label)) return parent;
	return label.endsWith(')') ? `${label.slice(0, -1)}, ${parent})` : `${label} (${parent})`;
}
