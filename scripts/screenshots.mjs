// Walks through Deskside without a person, and leaves pictures of each step.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { startSampleDesk } from './desk.mjs';
import { forgetTrial, openTrial } from './vscode/trial.mjs';
import { walk, walkOffline } from './walk.mjs';

/**
 * @param {object} options
 * @param {string} options.folder gets one folder of pictures for each theme
 * @param {string} options.vsix
 * @param {import('./vscode/workbench.mjs').Theme[]} options.themes
 * @param {(line: string) => void} options.say
 */
export async function takeScreenshots({ folder, vsix, themes, say }) {
  for (const theme of themes) {
    const pictures = path.join(folder, theme);
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
    const dir = mkdtempSync(path.join(tmpdir(), 'deskside-walk-'));
    try {
      say(`Opening VS Code (${theme})…`);
      const trial = await openTrial({ dir, vsix, theme, say });
      try {
        await walk(trial.workbench, async name => say(await trial.workbench.screenshot(pictures, name)));
      } catch (error) {
        say(`The walk stopped: ${await trial.workbench.screenshot(pictures, 'stopped-here')}`);
        throw error;
      } finally {
        await trial.close();
      }
    } finally {
      forgetTrial(dir);
    }
    await narrowAndOffline({ pictures, vsix, theme, say });
  }
}

/** What a person of some time sees in a narrow sidebar, and then with no network. */
const views = [
  { name: 'Pressing', query: 'is:open is:urgent', groupBy: ['group'] },
  { name: 'Everything with a subject that is longer than a sidebar is wide', query: 'is:open', sortBy: 'due' },
];

/**
 * @param {object} options
 * @param {string} options.pictures
 * @param {string} options.vsix
 * @param {import('./vscode/workbench.mjs').Theme} options.theme
 * @param {(line: string) => void} options.say
 */
async function narrowAndOffline({ pictures, vsix, theme, say }) {
  const dir = mkdtempSync(path.join(tmpdir(), 'deskside-walk-'));
  const desk = await startSampleDesk({ data: path.join(dir, 'desk') });
  try {
    const trial = await openTrial({
      ...{ dir, vsix, theme, say },
      env: { DESKSIDE_SAMPLE_DESK: desk.line },
      settings: { 'deskside.views': views },
      viewport: { width: 860, height: 900 },
    });
    const picture = async (/** @type {string} */ name) =>
      say(await trial.workbench.screenshot(path.join(pictures, 'narrow'), name));
    try {
      await walkOffline(trial.workbench, desk.stop, picture);
    } catch (error) {
      await picture('stopped-here');
      throw error;
    } finally {
      await trial.close();
    }
  } finally {
    await desk.stop();
    forgetTrial(dir);
  }
}
