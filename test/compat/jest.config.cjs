/** The tests that run nodes in n8n's engine, on the n8n-core that `N8N_CORE_FOLDER` holds. Run `npm run test:compat`. */
const base = require('../../jest.config.js');

const folder = process.env.N8N_CORE_FOLDER;

module.exports = {
	...base,
	rootDir: '../..',
	testMatch: ['nodes/**/*', 'trigger/**/*', 'polling/**/*', 'credentials/**/*', 'reliability/batches'].map(
		(name) => `<rootDir>/test/${name}.test.ts`,
	),
	moduleNameMapper: {
		'^n8n-core$': '<rootDir>/test/compat/core.cjs',
		'^n8n-workflow$': `${folder}/node_modules/n8n-workflow`,
	},
};
