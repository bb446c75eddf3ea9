/**
 * n8n-core of another version in the place of the repository's, called as the newest one is: jest maps "n8n-core" to this
 * file and "n8n-workflow" to that version's own, for the tests and for the nodes alike.
 */
const { join } = require('node:path');

const core = require(join(process.env.N8N_CORE_FOLDER, 'node_modules/n8n-core'));
const { version } = require(join(process.env.N8N_CORE_FOLDER, 'node_modules/n8n-core/package.json'));
const { Expression } = require('n8n-workflow');

const [major, minor] = version.split('.').map(Number);

/** Up to 2.34 n8n evaluates expressions in its own process unless told otherwise. */
if (major < 2 || (major === 2 && minor < 35)) {
	Expression.initExpressionEngine = async () => {};
	Expression.disposeExpressionEngine = async () => {};
}

/** Older versions take what a run needs one by one. */
class WorkflowExecute extends core.WorkflowExecute {
	run({ workflow, startNode, destinationNode, pinData, triggerToStartFrom }) {
		return super.run(workflow, startNode, destinationNode, pinData, triggerToStartFrom);
	}
}

const takesOneByOne = core.WorkflowExecute.prototype.run.length > 1;

module.exports = { ...core, ...(takesOneByOne ? { WorkflowExecute } : {}) };
