/**
 * Makes an operation, in the words of the catalogue, of what stands in the form for one item, and a way to read its values: so
 * any route is prepared, sent and told of in the same way as the operations that have a form of their own.
 */
import type { Effect, Method, Operation, Resource } from '../shared/catalogue';
import { OUTPUT, PARAMETER } from '../shared/catalogue/form';
import type { Fit } from '../shared/runtime/run/item';
import type { RunFacts } from '../shared/runtime/run/work';
import { setLatest } from '../shared/runtime/values/latest';
import type { Read } from '../shared/runtime/values/read';
import { several } from '../shared/runtime/values/values';
import { chosenByDescription, givenByDescription } from './byDescription';
import { chosenByRoute, givenByRoute } from './byRoute';
import { API, REQUEST } from './form';
import type { Given } from './given';
import { ROOT } from './route';

/** Operations remembered in a process. */
const MOST = 100;

/** By what they are made of: the same for all items that ask alike, as what is known of its fields hangs on it. */
const remembered = new Map<string, Operation>();

const EFFECTS: Record<Method, Effect> = {
	GET: 'read',
	POST: 'write',
	PUT: 'write',
	PATCH: 'write',
	DELETE: 'destructive',
};

/** What the requests of a run have in common, by its first item: the method. What is wrong with it, each item tells. */
export function factsOfRun(read: Read): RunFacts {
	const method = methodIn(read);
	return { route: `${method} ${ROOT}`, effect: EFFECTS[method] };
}

function methodIn(read: Read): Method {
	try {
		return (isDescribed(read) ? chosenByDescription(read) : chosenByRoute(read)).method;
	} catch {
		return 'GET';
	}
}

function isDescribed(read: Read): boolean {
	return read(API.request, REQUEST.route) === REQUEST.description;
}

/** What one item asks for. */
export const fit: Fit = (work) => {
	const { read } = work;
	const { inputMode, values, ...asked } = isDescribed(read) ? givenByDescription(work) : givenByRoute(work);
	return {
		operation: rememberedOf(asked),
		work: {
			...work,
			resource: resourceOf(read),
			read: (name, fallback) => {
				if (name === PARAMETER.inputMode) return inputMode;
				return values.has(name) ? values.get(name) : read(name, fallback);
			},
		},
	};
};

type Asked = Omit<Given, 'inputMode' | 'values'>;

function rememberedOf(asked: Asked): Operation {
	const key = JSON.stringify(asked);
	const operation = remembered.get(key) ?? operationOf(asked);
	setLatest(remembered, key, operation, MOST);
	return operation;
}

function operationOf({ method, path, paging, isFile, fields }: Asked): Operation {
	const facts = {
		route: `${method} ${path}`,
		says: '',
		effect: EFFECTS[method],
		...fields,
		// An answer without content is as good as any.
		...(method === 'GET' ? {} : { record: {} }),
		...(isFile ? { answersFile: true } : {}),
	};
	return paging === undefined ? { kind: 'once', ...facts } : { kind: 'list', several: true, paging, ...facts };
}

/** Of a record nothing is known but what is asked of it. */
function resourceOf(read: Read): Resource {
	const selects = read(PARAMETER.output, OUTPUT.raw) === OUTPUT.selected;
	const names = selects ? several(read(PARAMETER.fields, '')).map((name) => String(name).split('.')[0]) : [];
	return {
		value: 'apiRequest',
		name: 'Record',
		operations: {},
		simple: [],
		...(selects ? { record: Object.fromEntries(names.map((name) => [name, 'any' as const])) } : {}),
	};
}
