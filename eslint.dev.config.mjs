/**
 * Lints what is not published: tools, sandbox and tests. What is published has n8n's own configuration, eslint.config.mjs; of
 * it only the direction of imports is looked at here.
 */
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const published = ['nodes/**/*.ts', 'credentials/**/*.ts', 'index.ts'];

/** Who may import whom: catalogue <- entities <- { compile, runtime } <- node.ts <- node classes. */
const zones = [
	['shared/catalogue', ['shared/entities.ts', 'shared/compile', 'shared/runtime', 'shared/node.ts']],
	['shared/entities.ts', ['shared/compile', 'shared/runtime', 'shared/node.ts']],
	['shared/compile', ['shared/runtime', 'shared/node.ts']],
	['shared/runtime', ['shared/compile', 'shared/node.ts']],
].map(([target, from]) => ({
	target: `./nodes/${target}`,
	from: from.map((room) => `./nodes/${room}`),
	message: 'The direction is catalogue <- entities <- { compile, runtime } <- node.ts (CONTRIBUTING, The house).',
}));
const tools = {
	target: './tools',
	from: ['./test', './scripts', './bench'],
	message: 'Tools are shared by tests, scripts and benches, so they know none of them.',
};

export default defineConfig(
	{ ignores: ['dist', 'coverage'] },
	{
		files: [...published, 'tools/**/*.mts'],
		languageOptions: { parser: tseslint.parser },
		// Of these files n8n's lint has more rules, which some comments switch off.
		linterOptions: { reportUnusedDisableDirectives: 'off' },
		plugins: { 'import-x': importX, '@typescript-eslint': tseslint.plugin },
		settings: {
			'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.mts', '.js'] })],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.mts'] },
			'import-x/extensions': ['.ts', '.mts', '.js'],
		},
		rules: {
			'import-x/no-restricted-paths': ['error', { zones: [...zones, tools] }],
			'import-x/no-cycle': 'error',
		},
	},
	{
		files: ['**/*.{js,cjs,mjs,ts,mts}'],
		ignores: published,
		extends: [js.configs.recommended, tseslint.configs.recommended],
		rules: {
			eqeqeq: 'error',
			// What a tenant holds and answers is JSON of any shape.
			'@typescript-eslint/no-explicit-any': 'off',
			// TypeScript knows which globals there are.
			'no-undef': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': [
				'error',
				{ fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
			],
		},
	},
	{ files: ['**/*.cjs', '*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
