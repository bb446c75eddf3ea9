/** Compiles shapes to Ajv validators when first needed, and words their errors as field path -> messages. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Shape } from './shape.mts';

/** Field path (`webhook.callbackUrl`, `title.0.locale`) -> what is wrong with it. */
export type FieldErrors = Record<string, string[]>;

type Direction = 'request' | 'answer';

const ajv = new Ajv({
	strict: false,
	allErrors: true,
	multipleOfPrecision: 6,
	validateFormats: true,
	inlineRefs: true,
});

const looksLikeDate = (text: string) => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)));
const looksLikeUrl = (text: string) => URL.canParse(text);
for (const name of ['date-time', 'datetime', 'datatime', 'date']) ajv.addFormat(name, looksLikeDate);
for (const name of ['uri', 'url']) ajv.addFormat(name, looksLikeUrl);
ajv.addFormat('email', (text: string) => /^[^@\s]+@[^@\s]+$/.test(text));
const CHECKED_FORMATS = ['date-time', 'datetime', 'datatime', 'date', 'uri', 'url', 'email'];

const PLAIN_KEYWORDS = [
	'pattern',
	'minimum',
	'maximum',
	'minLength',
	'maxLength',
	'minItems',
	'maxItems',
	'uniqueItems',
	'multipleOf',
] as const;

type JsonSchema = Record<string, unknown>;

function jsonSchema(shape: Shape, direction: Direction): JsonSchema {
	if (shape.variants) {
		const variants = shape.variants.map((variant) => jsonSchema(variant, direction));
		if (shape.nullable) variants.push({ type: 'null' });
		return { anyOf: variants };
	}
	const schema: JsonSchema = {};
	if (shape.type) schema.type = shape.nullable ? [shape.type, 'null'] : shape.type;
	if (shape.enum) schema.enum = shape.nullable && !shape.enum.includes(null) ? [...shape.enum, null] : shape.enum;
	for (const keyword of PLAIN_KEYWORDS) if (shape[keyword] !== undefined) schema[keyword] = shape[keyword];
	if (direction === 'request' && shape.type === 'string' && CHECKED_FORMATS.includes(shape.format ?? '')) {
		schema.format = shape.format;
	}
	if (shape.items) schema.items = jsonSchema(shape.items, direction);
	if (shape.type === 'object') {
		const hidden = direction === 'request' ? 'readOnly' : 'writeOnly';
		const entries = Object.entries(shape.properties ?? {}).filter(([, child]) => !child[hidden]);
		const names = new Set(entries.map(([name]) => name));
		schema.properties = Object.fromEntries(entries.map(([name, child]) => [name, jsonSchema(child, direction)]));
		schema.required = (shape.required ?? []).filter((name) => names.has(name) || shape.others);
		schema.additionalProperties =
			typeof shape.others === 'object' ? jsonSchema(shape.others, direction) : shape.others === true;
	}
	return schema;
}

const compiled = { request: new WeakMap<Shape, ValidateFunction>(), answer: new WeakMap<Shape, ValidateFunction>() };

function validatorOf(shape: Shape, direction: Direction): ValidateFunction {
	let validator = compiled[direction].get(shape);
	if (!validator) {
		validator = ajv.compile(jsonSchema(shape, direction));
		compiled[direction].set(shape, validator);
	}
	return validator;
}

/** Returns what is wrong with `value`, or undefined when it is valid. */
export function check(shape: Shape, value: unknown, direction: Direction): FieldErrors | undefined {
	const validate = validatorOf(shape, direction);
	if (validate(value)) return undefined;
	const errors: FieldErrors = {};
	for (const error of bestBranches(validate.errors!)) {
		const [field, message] = worded(error);
		(errors[field] ??= []).push(message);
	}
	return errors;
}

/** Of a value that fits no variant, reports only the variant it comes nearest to. */
function bestBranches(errors: ErrorObject[]): ErrorObject[] {
	const choice = errors.findLast((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf');
	if (!choice) return errors;
	const prefix = `${choice.schemaPath}/`;
	const isAt = (path: string) => path === choice.instancePath || path.startsWith(`${choice.instancePath}/`);
	const inside = errors.filter((error) => error.schemaPath.startsWith(prefix) && isAt(error.instancePath));
	const outside = errors.filter((error) => error !== choice && !inside.includes(error));
	const branches = new Map<string, ErrorObject[]>();
	for (const error of inside) {
		const index = error.schemaPath.slice(prefix.length).split('/')[0];
		branches.set(index, [...(branches.get(index) ?? []), error]);
	}
	const cost = (branch: ErrorObject[]) =>
		branch.reduce((sum, error) => sum + (isWrongVariant(error, choice.instancePath) ? 100 : 1), 0);
	const resolved = [...branches.values()].map(bestBranches).sort((a, b) => cost(a) - cost(b));
	return [...bestBranches(outside), ...(resolved[0] ?? [choice])];
}

/** A value outside an enum directly inside the choice, or another type altogether, says that the variant is the wrong one. */
function isWrongVariant(error: ErrorObject, choicePath: string): boolean {
	if (error.instancePath === choicePath) return error.keyword === 'type';
	return error.keyword === 'enum' && !error.instancePath.slice(choicePath.length + 1).includes('/');
}

function worded(error: ErrorObject): [field: string, message: string] {
	const path = error.instancePath
		.slice(1)
		.split('/')
		.filter(Boolean)
		.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
	const params = error.params as Record<string, unknown>;
	if (error.keyword === 'required') path.push(String(params.missingProperty));
	if (error.keyword === 'additionalProperties') path.push(String(params.additionalProperty));
	const field = path.join('.') || 'body';
	return [field, `The ${field} field ${complaint(error.keyword, params, error.message ?? 'is invalid')}.`];
}

function complaint(keyword: string, params: Record<string, unknown>, otherwise: string): string {
	switch (keyword) {
		case 'required':
			return 'is required';
		case 'additionalProperties':
			return 'is not known here, or read-only';
		case 'type':
			return `must be of type ${[params.type].flat().join(' or ')}`;
		case 'enum':
			return `must be one of: ${(params.allowedValues as unknown[]).slice(0, 12).map(String).join(', ')}`;
		case 'format':
			return `must be a valid ${String(params.format)}`;
		case 'minLength':
			return `must have at least ${String(params.limit)} characters`;
		case 'maxLength':
			return `must have at most ${String(params.limit)} characters`;
		case 'minItems':
			return `must have at least ${String(params.limit)} items`;
		case 'maxItems':
			return `must have at most ${String(params.limit)} items`;
		case 'minimum':
			return `must be at least ${String(params.limit)}`;
		case 'maximum':
			return `must be at most ${String(params.limit)}`;
		case 'multipleOf':
			return `must be a multiple of ${String(params.multipleOf)}`;
		case 'pattern':
			return 'has an invalid format';
		default:
			return otherwise;
	}
}
