/**
 * What the large providers of models refuse of a tool. Each rule is the strictest of those that say anything of it:
 *
 * - OpenAI: names by https://platform.openai.com/docs/api-reference/chat/create, the length of a description by its own error
 *   (https://github.com/getsentry/sentry-mcp/issues/106), the size of a schema by
 *   https://developers.openai.com/api/docs/guides/structured-outputs#supported-schemas
 * - Anthropic: names of properties by its own error (https://github.com/n8n-io/n8n/issues/30590)
 * - Google: names by https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/FunctionDeclaration, what a schema may say
 *   by https://ai.google.dev/api/caching#Schema, a type for each by its own error
 *   (https://github.com/danny-avila/LibreChat/issues/6971). n8n takes `$schema` and `additionalProperties` away for it.
 */

export interface ToolForModel {
	name: string;
	description: string;
	/** JSON schema of what a model is to give. */
	schema: Schema;
}

export interface Schema {
	type?: string | string[];
	description?: string;
	properties?: Record<string, Schema>;
	required?: string[];
	items?: Schema;
	enum?: unknown[];
	[keyword: string]: unknown;
}

const TOOL_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;
const PROPERTY_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const LONGEST_DESCRIPTION = 1024;
const MOST_PROPERTIES = 5000;
const MOST_LEVELS = 10;
const MOST_WORDS = 1000;
const MOST_CHARACTERS = 120_000;
const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
const KEYWORDS = ['type', 'description', 'properties', 'required', 'items', 'enum'];
const TAKEN_AWAY = ['$schema', 'additionalProperties'];

/** What a provider would refuse, in a sentence each; empty for a good tool. */
export function refusals({ name, description, schema }: ToolForModel): string[] {
	const size = { properties: 0, words: 0, characters: 0, levels: 0 };
	const said: string[] = [];
	if (!TOOL_NAME.test(name)) said.push(`${name} is no name for a tool`);
	if (description.length === 0 || description.length > LONGEST_DESCRIPTION)
		said.push(`its description has ${description.length} characters`);
	if (schema.type !== 'object') said.push('the schema is no object');

	const look = (one: Schema, path: string, level: number): void => {
		size.levels = Math.max(size.levels, level);
		for (const keyword of Object.keys(one))
			if (![...KEYWORDS, ...TAKEN_AWAY].includes(keyword)) said.push(`${path} says ${keyword}`);
		if (typeof one.type !== 'string' || !TYPES.includes(one.type)) said.push(`${path} has the type ${one.type}`);
		if (one.type === 'array' && !one.items) said.push(`${path} does not say what is in it`);
		if (one.enum?.some((word) => typeof word !== 'string' || word === '')) said.push(`${path} has an empty word`);
		size.words += one.enum?.length ?? 0;
		size.characters += (one.enum ?? []).join('').length;
		if (one.type === 'object') {
			if (one.additionalProperties !== false) said.push(`${path} takes other properties`);
			const names = Object.keys(one.properties ?? {});
			if ([...(one.required ?? [])].sort().join() !== [...names].sort().join())
				said.push(`${path} does not want each of its properties`);
		}
		for (const [key, inner] of Object.entries(one.properties ?? {})) {
			if (!PROPERTY_NAME.test(key)) said.push(`${path} has a property called ${key}`);
			size.properties += 1;
			size.characters += key.length;
			look(inner, `${path}.${key}`, level + 1);
		}
		if (one.items) look(one.items, `${path}[]`, level + 1);
	};
	look(schema, 'it', 0);

	if (size.properties > MOST_PROPERTIES) said.push(`it has ${size.properties} properties`);
	if (size.levels > MOST_LEVELS) said.push(`it has ${size.levels} levels`);
	if (size.words > MOST_WORDS) said.push(`it has ${size.words} words to choose from`);
	if (size.characters > MOST_CHARACTERS) said.push(`its names have ${size.characters} characters`);
	return said;
}
