// A jest reporter: writes the counts to `test-results/summary.json` of the package. Turbo keeps
// that file with its cache, so that the counts are right for replayed runs too.
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

module.exports = class SummaryReporter {
  #folder;

  constructor(globalConfig) {
    this.#folder = join(globalConfig.rootDir, 'test-results');
  }

  onRunComplete(_contexts, results) {
    const summary = {
      passed: results.numPassedTests,
      // A file that cannot even be loaded holds no test that could fail, so it counts itself.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      seconds: (Date.now() - results.startTime) / 1000,
    };
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, 'summary.json'), `${JSON.stringify(summary)}\n`);
  }
};
