// node test/host/launch.ts: runs the host suite inside the server build of VS Code, in a headless browser.
// Exit code 0 only when the extension host ended well and the suite reached its end with every test passed.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { format } from 'node:util';
import { out } from '../../scripts/places.mjs';
import { installChromium, openBrowser } from '../../scripts/vscode/browser.mjs';
import { installServer } from '../../scripts/vscode/install.mjs';
import { remoteUri, startServer, workbenchUrl } from '../../scripts/vscode/server.mjs';
import { conclude, prepareSuite, type Suite } from './launchSuite.ts';

/** A suite that takes longer than this, in milliseconds, hangs. */
const limit = Number(process.env.DESKSIDE_TEST_LIMIT ?? 480_000);

const say = (line: string) => process.stdout.write(`${line}\n`);
const logs = path.join(out, 'host-logs');

/** Gives back what went wrong, or undefined. The suite's own result comes on top. */
async function runInServer(suite: Suite): Promise<string | undefined> {
  const program = await installChromium(say);
  const entry = await installServer(say);
  const server = await startServer({ entry, dir: suite.dir, env: suite.env, suite: true });
  try {
    const browser = await openBrowser({ program, dir: suite.dir });
    try {
      const page = browser.pages()[0] ?? (await browser.newPage());
      let resolve: (problem: string | undefined) => void = () => {};
      const outcome = new Promise<string | undefined>(settle => {
        resolve = settle;
      });
      const console: string[] = [];
      await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
        console.push(`[${type}] ${format(...args)}`);
      });
      await page.exposeFunction('codeAutomationExit', (code: number) => {
        resolve(code === 0 ? undefined : `the extension host ended with ${code}`);
      });
      page.on('crash', () => resolve('the page of VS Code crashed'));
      void server.ended.then(() => resolve('the VS Code server ended'));
      const timer = setTimeout(() => resolve(`the suite did not end within ${limit / 1000} s`), limit);
      await page.goto(
        workbenchUrl(server, suite.workspace, [
          ['extensionDevelopmentPath', remoteUri(server, suite.extension)],
          ['extensionTestsPath', remoteUri(server, suite.entry)],
        ]),
      );
      const problem = await outcome;
      clearTimeout(timer);
      if (problem || suite.result() === undefined) {
        mkdirSync(logs, { recursive: true });
        await page.screenshot({ path: path.join(logs, 'workbench.png') }).catch(() => {});
        writeFileSync(path.join(logs, 'console.log'), console.join('\n'));
      }
      return problem;
    } finally {
      await browser.close().catch(() => {});
    }
  } finally {
    await server.stop();
    mkdirSync(logs, { recursive: true });
    copyFileSync(server.log, path.join(logs, 'server.log'));
  }
}

const suite = await prepareSuite();
try {
  const problem = await runInServer(suite);
  process.exitCode = conclude(suite, problem, logs);
} finally {
  await suite.dispose();
}
