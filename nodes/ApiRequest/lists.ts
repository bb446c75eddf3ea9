/** What the form offers of AMPECO's description: its operations, and the fields of the one that is chosen. */
import type {
	IDataObject,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INodeListSearchItems,
	INodeListSearchResult,
	ResourceMapperFields,
} from 'n8n-workflow';
import { PARAMETER } from '../shared/catalogue/form';
import { FieldProblem, failureOf } from '../shared/runtime/errors/errors';
import { bodyOf } from '../shared/runtime/send/answerBody';
import { isTooLarge } from '../shared/runtime/send/network';
import { isUnset, unwrapLocator } from '../shared/runtime/values/unset';
import { operationsIn } from './described';
import type { DescribedOperation } from './described';
import { mapperField } from './fields';
import { API, PUBLISHED } from './form';

/** Bytes of the largest description that is read, and milliseconds it may take. */
const LARGEST = 20 * 1024 * 1024;
const TIME_OUT = 15_000;

/** Milliseconds for which a description is kept, and how many are. */
const KEPT_FOR = 3_600_000;
const MOST_KEPT = 3;

const WAY_OUT = 'Set Request to By Route to go on without it.';

interface Kept {
	operations: Promise<DescribedOperation[]>;
	until: number;
}

/** By address. It is the same for everybody, and no tenant's. */
const kept = new Map<string, Kept>();

/** The operations that match what a person types: all its words, in the summary or the route. */
export async function searchOperations(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const words = (filter ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	try {
		const operations = await operationsFor(this);
		const found = operations.filter(({ summary, route }) =>
			words.every((word) => `${summary} ${route}`.toLowerCase().includes(word)),
		);
		return { results: [...found].sort(byUse).map(rowOf) };
	} catch (error) {
		// As a row, since n8n shows nothing of an error here.
		const { message } = failureOf(error);
		return { results: [{ name: `${message.replace(/\.?$/, '.')} ${WAY_OUT}`, value: '' }] };
	}
}

/** What is deprecated comes last. */
function byUse(one: DescribedOperation, other: DescribedOperation): number {
	return Number(one.deprecated) - Number(other.deprecated);
}

function rowOf({ route, summary, deprecated, newest, paging }: DescribedOperation): INodeListSearchItems {
	// The end of a long name is cut off.
	const notes = [summary, deprecated ? 'deprecated' : newest ? 'newest' : '', route.replace('/public-api/', '')];
	const name = notes.filter((note) => note !== '').join(' · ');
	return { name, value: paging === undefined ? route : `${route} ${paging}` };
}

/** The fields of the operation that is chosen. */
export async function getFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const value = unwrapLocator(this.getCurrentNodeParameter(API.describedOperation));
	const [method, path] = String(value ?? '').split(' ');
	try {
		const operations = await operationsFor(this);
		const operation = operations.find(({ route }) => route === `${method} ${path}`);
		if (!operation) return { fields: [], emptyFieldsNotice: 'Choose an operation from the list first.' };
		const fields = operation.fields.map(mapperField);
		return fields.length > 0 ? { fields } : { fields, emptyFieldsNotice: 'This operation takes no values.' };
	} catch (error) {
		return { fields: [], emptyFieldsNotice: `${failureOf(error).message.replace(/\.?$/, '.')} ${WAY_OUT}` };
	}
}

async function operationsFor(context: ILoadOptionsFunctions): Promise<DescribedOperation[]> {
	const options = (context.getCurrentNodeParameter(PARAMETER.options, { extractValue: true }) ?? {}) as IDataObject;
	const given = options[API.description];
	if (!isUnset(given)) return operationsIn(fileIn(given));
	return await operationsAt(context, addressIn(options[API.descriptionAddress]));
}

/** The file as it is, undefined where it is no JSON: what its numbers lose is of no matter, as none is sent. */
function fileIn(given: unknown): unknown {
	if (typeof given !== 'string') return given;
	try {
		return JSON.parse(given);
	} catch {
		return undefined;
	}
}

/** @throws FieldProblem where it is neither https nor this machine */
function addressIn(given: unknown): string {
	const address = isUnset(given) ? PUBLISHED : String(given).trim();
	const url = URL.canParse(address) ? new URL(address) : undefined;
	const isLocal = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
	if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return address;
	throw new FieldProblem(`Description Address must begin with https, such as ${PUBLISHED}.`);
}

async function operationsAt(context: ILoadOptionsFunctions, address: string): Promise<DescribedOperation[]> {
	const known = kept.get(address);
	if (known && known.until > Date.now()) return await known.operations;
	kept.delete(address);
	const operations = read(context, address).then(operationsIn);
	for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size + 1 - MOST_KEPT))) kept.delete(oldest);
	kept.set(address, { operations, until: Date.now() + KEPT_FOR });
	operations.catch(() => kept.delete(address));
	return await operations;
}

/** Reads the file as it comes, without the credential: n8n sets neither a size nor a time for all of it. */
async function read(context: ILoadOptionsFunctions, address: string): Promise<unknown> {
	const deadline = AbortSignal.timeout(TIME_OUT);
	let status: number;
	let body: unknown;
	try {
		const response = (await context.helpers.httpRequest({
			url: address,
			encoding: 'stream',
			returnFullResponse: true,
			timeout: TIME_OUT,
			abortSignal: deadline,
			ignoreHttpStatusErrors: true,
		})) as IN8nHttpFullResponse;
		status = response.statusCode;
		body = await bodyOf(response, false, LARGEST);
	} catch (error) {
		if (isTooLarge(error)) throw unread('it has more than 20 MB');
		throw unread(deadline.aborted ? 'it took more than 15 seconds' : 'its address does not answer');
	}
	if (status !== 200) throw unread(`its address answered ${status}`);
	return body;
}

function unread(why: string): FieldProblem {
	return new FieldProblem(`AMPECO's description could not be read: ${why}`);
}
