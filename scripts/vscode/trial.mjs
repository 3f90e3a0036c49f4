// One trial of Deskside: a fresh VS Code server with the packaged extension, and a browser that shows it.
import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pseudo, writePseudo } from '../l10n/pseudo.mjs';
import { makeWorkspace } from '../sampleworkspace.mjs';
import { installChromium, openBrowser } from './browser.mjs';
import { installServer } from './install.mjs';
import { installExtension, startServer, workbenchUrl } from './server.mjs';
import { themes, Workbench } from './workbench.mjs';

/**
 * @typedef {object} Trial
 * @property {Workbench} workbench
 * @property {string} workspace
 * @property {import('./server.mjs').Server} server
 * @property {() => Promise<void>} close stops everything; the folder stays
 */

/**
 * Installs the package into a new VS Code server, opens the sample workspace in a headless browser, and waits until
 * the workbench stands.
 * @param {object} options
 * @param {string} options.dir a folder for all state
 * @param {string} options.vsix
 * @param {string[]} [options.others] packages of other extensions
 * @param {string[]} [options.folders] that are opened with the workspace's
 * @param {string} [options.instead] the address of a folder that is opened in the place of the workspace's
 * @param {import('./workbench.mjs').Theme} [options.theme]
 * @param {Record<string, unknown>} [options.settings]
 * @param {Record<string, string>} [options.env] for the extension host
 * @param {{ width: number, height: number }} [options.viewport]
 * @param {string} [options.language] in which extensions speak; `pseudo` (scripts/l10n/pseudo.mjs) is one that nobody does
 * @param {(line: string) => void} options.say
 * @returns {Promise<Trial>}
 */
export async function openTrial({
  dir,
  vsix,
  others = [],
  folders = [],
  instead,
  theme = 'light',
  settings,
  env,
  viewport,
  language,
  say,
}) {
  const program = await installChromium(say);
  const entry = await installServer(say);
  const workspace = await makeWorkspace(path.join(dir, 'quillbay'));
  let opened = instead ?? workspace;
  if (folders.length > 0) {
    opened = path.join(dir, 'all.code-workspace');
    writeFileSync(opened, JSON.stringify({ folders: [workspace, ...folders].map(each => ({ path: each })) }));
  }
  for (const each of [vsix, ...others]) await installExtension(entry, dir, each);
  if (language === pseudo) writePseudo(path.join(dir, 'extensions'));
  const server = await startServer({
    entry,
    dir,
    settings: { 'workbench.colorTheme': themes[theme], ...settings },
    ...(env ? { env } : {}),
  });
  try {
    const browser = await openBrowser({
      program,
      dir,
      ...(viewport ? { viewport } : {}),
      ...(language ? { language } : {}),
    });
    const close = async () => {
      await browser.close().catch(() => {});
      await server.stop();
    };
    try {
      const workbench = new Workbench(browser.pages()[0] ?? (await browser.newPage()));
      await workbench.open(workbenchUrl(server, opened));
      return { workbench, workspace, server, close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * Deletes a trial's folder, even while a late process still writes into it.
 * @param {string} dir
 */
export const forgetTrial = dir => rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
