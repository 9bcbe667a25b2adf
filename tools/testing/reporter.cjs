// A Mocha reporter for people and for the sum at the end: shows one of Mocha's own styles and writes the counts as JSON.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/**
 * Reporter options: `style` (one of Mocha's reporters, or `silent`) and `output`, the file that gets
 * `{"passed","failed","tests":[{"title","milliseconds","error"?}]}`.
 */
module.exports = class CountingReporter {
  constructor(runner, options) {
    const { style = 'spec', output } = options.reporterOptions ?? {};
    if (style !== 'silent') this.shown = new reporters[style](runner, options);
    const tests = [];
    const add = (test, error) => tests.push({ title: test.fullTitle(), milliseconds: test.duration ?? 0, error });
    runner.on('pass', test => add(test));
    runner.on('fail', (test, error) => add(test, error?.stack ?? String(error)));
    runner.once('end', () => {
      const failed = tests.filter(test => test.error !== undefined).length;
      if (output) writeFileSync(output, JSON.stringify({ passed: tests.length - failed, failed, tests }, null, 2));
    });
  }
};
