// What went wrong in a run of mocha, to be said again where all layers have ended.

/**
 * Collects the title and the message of each test that fails.
 * @param {import('mocha').Runner} runner
 * @returns {string[]} filled while the run goes on
 */
export function collectFailures(runner) {
  /** @type {string[]} */
  const failures = [];
  runner.on('fail', (test, error) => {
    const [message = ''] = String(error?.message ?? error).split('\n');
    failures.push(`${test.fullTitle()}: ${message}`);
  });
  return failures;
}
