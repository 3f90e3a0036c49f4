// Runs the suite inside the extension host. VS Code calls `run` and takes its rejection for a failure.
import { readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Runs every test file beside the bundled suite; throws when one fails or none runs. */
export async function run(): Promise<void> {
  const { DESKSIDE_TEST_REPORT: report, DESKSIDE_TEST_RESULT: result, DESKSIDE_TEST_GREP: grep } = process.env;
  if (!report || !result) throw new Error('The launcher names no files for the report and the result.');
  process.setSourceMapsEnabled(true);
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
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>(resolve => {
    const runner = mocha.run(failures => resolve({ passed: runner.stats?.passes ?? 0, failed: failures }));
  });
  writeFileSync(result, JSON.stringify({ passed, failed }));
  if (failed > 0 || passed === 0) throw new Error(failed > 0 ? `${failed} tests failed` : 'no test ran');
}
