/** Ends jest's output with one line of totals: `12 passed, 0 failed`. A test file that cannot run counts as a failed test. */
module.exports = class ClosingReporter {
	onRunComplete(_contexts, results) {
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		const skipped = results.numPendingTests + results.numTodoTests;
		const line = `${results.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`;
		// jest prints its own summary after the last reporter has run.
		process.once('exit', () => process.stdout.write(line));
	}
};
