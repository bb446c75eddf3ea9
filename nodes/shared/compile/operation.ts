/**
 * One operation as the parameters a person fills in, in the order they see them: what the path needs,
 * how the body is given, required fields, then lists and collections of the rest. Display conditions
 * on resource and operation are added when all operations are merged (merge.ts).
 */
import type { INodeProperties } from 'n8n-workflow';
import { pathFields, pluralNoun } from '../catalogue';
import type { Operation, Resource } from '../catalogue';
import { pathColumns } from '../catalogue/columns';
import {
	INPUT_MODE,
	PARAMETER,
	filterLayout,
	hasFilters,
	outputOptions,
	pathTable,
	queryLayout,
	tableOf,
	writeOptions,
} from '../catalogue/form';
import { hasOutput } from '../catalogue/simple';
import { sentenceCase } from '../catalogue/words';
import { bodyParameters } from './body';
import { parameterOf } from './field';
import type { Collection } from './field';
import { drawChanged } from './kinds/changed';
import { drawList } from './kinds/list';
import { drawOnceByMark } from './kinds/onceByMark';
import { drawRepeat } from './kinds/repeat';
import { drawUpsert } from './kinds/upsert';
import { drawWaitFor } from './kinds/waitFor';
import { longestAnswer, outputOptionParameters, outputParameters } from './output';
import { collectionsOf, otherKeys, ownParameters } from './parts';
import type { KindParameters } from './parts';
import { tellApart } from './toolLabels';
import { writeOptionParameters } from './write';

/** What a kind draws besides what all operations have; the type check asks for each kind here. */
function drawKind(resource: Resource, operation: Operation): KindParameters {
	switch (operation.kind) {
		case 'once':
			return {};
		case 'list':
			return drawList(operation);
		case 'repeat':
			return drawRepeat(resource);
		case 'waitFor':
			return drawWaitFor(operation);
		case 'upsert':
			return drawUpsert(resource, operation);
		case 'changed':
			return drawChanged(operation);
		case 'onceByMark':
			return drawOnceByMark();
		default:
			return operation satisfies never;
	}
}

/** What a person fills in for an operation. */
export function parametersOfOperation(resource: Resource, operation: Operation): INodeProperties[] {
	const kind = drawKind(resource, operation);
	const filters = filterLayout(operation);
	const written = writeOptions(operation);
	const told = [...new Set([...written, ...outputOptions(resource, operation)])];
	const query = queryLayout(operation, told);
	return tellApart([
		...pathParameters(resource, operation),
		...ownParameters({ ...filters.own, ...query.own }),
		...bodyParameters(resource, operation, kind),
		...(kind.own ?? []),
		...(hasOutput(resource, operation) ? outputParameters() : []),
		...withMore(
			collectionsOf(filters, 'Filters', 'Add Filter'),
			otherKeys(PARAMETER.otherFilters, 'Other Filters', 'Filter', 'Filters not listed here'),
		),
		...withMore(
			collectionsOf(query, 'Options', 'Add Option'),
			...(hasFilters(operation) ? [skipEmptyFilters()] : []),
			...writeOptionParameters(written),
			...outputOptionParameters(told, written.includes(PARAMETER.language)),
			...(operation.several ? [longestAnswer()] : []),
		),
	]);
}

/**
 * The IDs of the path. With the values from the input item they may come from it, too, so that there none must be filled in.
 * An operation without a body has no such choice; there the condition only makes the parameter the same as in the others. n8n
 * before 2.0 takes no condition on what is nowhere in the node.
 */
function pathParameters(resource: Resource, operation: Operation): INodeProperties[] {
	const fromItem = { [PARAMETER.inputMode]: [INPUT_MODE.item] };
	const hasChoice = Object.values(resource.operations).some(({ body }) => body !== undefined);
	const needed = ownParameters(pathTable(resource, operation));
	return [
		...(hasChoice ? needed.map((property) => ({ ...property, displayOptions: { hide: fromItem } })) : needed),
		...(operation.body === undefined ? [] : Object.entries(pathFields(resource, operation))).map(([name, field]) => ({
			...parameterOf(name, field),
			description: `When empty, ${pathColumns(name, field, tableOf(operation))[0]} of the item`,
			displayOptions: { show: fromItem },
		})),
	];
}

/** Filters or options with more in their collection than a layout has. */
function withMore(collections: Collection[], ...more: INodeProperties[]): INodeProperties[] {
	return collections.map((collection) => ({ ...collection, options: [...collection.options, ...more] }));
}

function skipEmptyFilters(): INodeProperties {
	return {
		displayName: 'Skip Empty Filters',
		name: PARAMETER.skipEmptyFilters,
		type: 'boolean',
		default: false,
		description:
			'Whether to leave out a filter that gives no value, so that the list holds more. When off, it is an error. For an AI agent it is on unless it is added here.',
	};
}

/** "Get many vouchers", "Stop session": what a person reads in the list of actions. What is at stake is told elsewhere (stakes.ts). */
export function actionOf(resource: Resource, name: string, operation: Operation): string {
	const noun = operation.several ? pluralNoun(resource) : resource.name;
	const version = resource.deprecated ? ` (${resource.deprecated.version})` : '';
	return sentenceCase((operation.action ?? `${name} ${noun}`) + version);
}
