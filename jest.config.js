/** Tests of the built package: run `npm test`, which builds first and sets the flag that n8n's expression engine needs in jest. */
module.exports = {
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testEnvironment: 'node',
	transform: {
		'\\.m?ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
				module: { type: 'commonjs' },
			},
		],
	},
	moduleFileExtensions: ['ts', 'mts', 'js', 'cjs', 'mjs', 'json', 'node'],
	maxWorkers: 2,
	// Far above what a test takes, so that a busy machine fails none.
	testTimeout: 60_000,
	reporters: ['default', '<rootDir>/test/closing-reporter.cjs'],
};
