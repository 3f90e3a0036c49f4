// What went wrong in a run of mocha, to be said again where all layers have ended.

/**
 * @typedef {object} Failure
 * @property {string} test
 * @property {string} message its first line
 */

/**
 * Collects the title and the message of each test that fails.
 * @param {import('mocha').Runner} runner
 * @returns {Failure[]} filled while the run goes on
 */
export function collectFailures(runner) {
  /** @type {Failure[]} */
  const failures = [];
  runner.on('fail', (test, error) => {
    const [message = ''] = String(error?.message ?? error).split('\n');
    failures.push({ test: test.fullTitle(), message });
  });
  return failures;
}
