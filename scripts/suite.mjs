// node scripts/suite.mjs FILES…: runs mocha on test files in plain Node, reports to stdout, and writes counts and failures
// to the file named by DESKSIDE_TEST_RESULT. Fails when a test fails, when none ran, and when something lives on after
// the last test. With DESKSIDE_TEST_RECORD the requests to desks are recorded to that file (test/coverage/).
import { globSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { collectFailures } from './failures.mjs';
import { root } from './places.mjs';

const {
  DESKSIDE_TEST_RESULT: result,
  DESKSIDE_TEST_GREP: grep,
  DESKSIDE_TEST_TIMEOUT: timeout,
  DESKSIDE_TEST_RECORD: record,
} = process.env;
const afterlife = 15_000;

// Mocha passes unhandled rejections on to whoever listens, and else nobody would: thrown, they fail the running test,
// and after the last one the process.
process.on('unhandledRejection', reason => {
  throw reason;
});

const mocha = new Mocha({ ui: 'bdd', timeout: Number(timeout ?? 30_000), ...(grep ? { grep } : {}) });
if (record) {
  const { recordTo } = await import('../test/coverage/recorder.ts');
  mocha.rootHooks(recordTo(record));
}
for (const file of globSync(process.argv.slice(2), { cwd: root }).sort()) mocha.addFile(file);
await mocha.loadFilesAsync();
const runner = mocha.run(failed => {
  const passed = runner.stats?.passes ?? 0;
  if (result) writeFileSync(result, JSON.stringify({ passed, failed, failures }));
  if (passed === 0) console.error('No test ran.');
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  setTimeout(() => {
    console.error(
      `Still alive ${afterlife / 1000} s after the last test: ${process.getActiveResourcesInfo().join(', ')}`,
    );
    process.exit(1);
  }, afterlife).unref();
});
const failures = collectFailures(runner);
