/** Pieces of a form that several kinds of operation have: who shows a parameter, and how a layout becomes parameters. */
import type { INodeProperties } from 'n8n-workflow';
import { INPUT_MODE, PARAMETER } from '../catalogue/form';
import type { Layout } from '../catalogue/form';
import type { FieldTable } from '../catalogue';
import { parameterOf, topCollectionOf } from './field';
import type { Collection } from './field';

/** What a kind of operation draws besides what all have. */
export interface KindParameters {
	/** Before a person chooses how to give the values. */
	beforeBody?: INodeProperties[];
	/** In place of the fields of a plain body. */
	fields?: INodeProperties[];
	/** After the body. */
	own?: INodeProperties[];
}

/** The parameters of fields that have one of their own. */
export function ownParameters(table: FieldTable): INodeProperties[] {
	return Object.entries(table).map(([name, field]) => parameterOf(name, field));
}

/** The collections of a layout. */
export function collectionsOf({ collections }: Layout, displayName: string, placeholder: string): Collection[] {
	return collections.map(({ name, fields }) => ({ ...topCollectionOf(name, displayName, fields), placeholder }));
}

/** A layout as parameters. */
export function parametersOfLayout(layout: Layout, displayName: string, placeholder: string): INodeProperties[] {
	return [...ownParameters(layout.own), ...collectionsOf(layout, displayName, placeholder)];
}

/** Shown while values are given by fields. */
export function whenFields(property: INodeProperties): INodeProperties {
	return withCondition(property, PARAMETER.inputMode, INPUT_MODE.fields);
}

/** Shown while another parameter has one of these values. */
export function withCondition(
	property: INodeProperties,
	parameter: string,
	...values: Array<string | boolean>
): INodeProperties {
	const { displayOptions } = property;
	return { ...property, displayOptions: { ...displayOptions, show: { ...displayOptions?.show, [parameter]: values } } };
}

/** Keys by name, for tenants that know more than this package. */
export function otherKeys(name: string, displayName: string, row: string, about: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		default: {},
		placeholder: `Add ${row}`,
		description: `${about}, each as text or JSON`,
		typeOptions: { multipleValues: true },
		options: [
			{
				displayName: row,
				name: 'items',
				values: [
					{ displayName: 'Name', name: 'name', type: 'string', default: '' },
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	};
}
