/** Lints what is not published: tools, sandbox and tests. What is published has n8n's own configuration, eslint.config.mjs. */
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
	{ ignores: ['dist', 'coverage', 'nodes', 'credentials', 'index.ts'] },
	{
		files: ['**/*.{js,cjs,mjs,ts,mts}'],
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
