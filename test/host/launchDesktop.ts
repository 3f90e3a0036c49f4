// node test/host/launchDesktop.ts: runs the same host suite inside a desktop VS Code, downloaded when missing.
import * as path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { downloadDesktop } from '../../scripts/vscode/desktop.mjs';
import { conclude, prepareSuite } from './launchSuite.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

const program = await downloadDesktop(say);
const suite = await prepareSuite();
try {
  let problem: string | undefined;
  try {
    await runTests({
      vscodeExecutablePath: program,
      extensionDevelopmentPath: [suite.extension, suite.models, suite.consumer],
      extensionTestsPath: suite.entry,
      extensionTestsEnv: suite.env,
      launchArgs: [
        suite.workspace,
        '--disable-extensions',
        '--disable-workspace-trust',
        ...['--user-data-dir', path.join(suite.dir, 'user-data')],
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  process.exitCode = conclude(suite, problem, 'the terminal');
} finally {
  await suite.dispose();
}
