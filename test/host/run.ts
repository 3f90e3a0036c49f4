// Runs the suite inside the extension host. VS Code calls `run` and takes its rejection for a failure.
import { readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { collectFailures } from '../../scripts/failures.mjs';
import type { Result } from './launchSuite.ts';

/** Runs every test file beside the bundled suite; throws when one fails or none runs. */
export async function run(): Promise<void> {
  const { DESKSIDE_TEST_REPORT: report, DESKSIDE_TEST_RESULT: result, DESKSIDE_TEST_GREP: grep } = process.env;
  if (!report || !result) throw new Error('The launcher names no files for the report and the result.');
  // The console of an extension host reaches nobody: the report goes to a file that the launcher prints.
  let lines = '';
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    lines += `${format(...args)}\n`;
    writeFileSync(report, lines);
  };
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, ...(grep ? { grep } : {}) });
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  }
  const unhandled = watchRejections();
  const { passed, failed, failures } = await new Promise<Result>(resolve => {
    const runner: Mocha.Runner = mocha.run(count =>
      resolve({ passed: runner.stats?.passes ?? 0, failed: count, failures: said }),
    );
    const said = collectFailures(runner);
  });
  const stray = [...unhandled.values()];
  for (const reason of stray) Mocha.reporters.Base.consoleLog('  Unhandled rejection in Deskside:', reason);
  const outcome: Result = {
    passed,
    failed: failed + stray.length,
    failures: [
      ...failures,
      ...stray.map(reason => ({ test: 'no test: an unhandled rejection', message: String(reason) })),
    ],
  };
  writeFileSync(result, JSON.stringify(outcome));
  if (outcome.failed > 0 || passed === 0)
    throw new Error(outcome.failed > 0 ? `${outcome.failed} failed` : 'no test ran');
}

/** Rejections out of Deskside's own code that nobody handled: VS Code would only log them. Others' are not ours to judge. */
function watchRejections(): Map<Promise<unknown>, unknown> {
  const own = path.dirname(path.dirname(__dirname)) + path.sep;
  const unhandled = new Map<Promise<unknown>, unknown>();
  process.on('unhandledRejection', (reason, promise) => {
    if (reason instanceof Error && reason.stack?.includes(own)) unhandled.set(promise, reason);
  });
  process.on('rejectionHandled', promise => unhandled.delete(promise));
  return unhandled;
}
