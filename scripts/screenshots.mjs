// Walks through Deskside without a person, and leaves pictures of each step.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { forgetTrial, openTrial } from './vscode/trial.mjs';
import { walk } from './walk.mjs';

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
  }
}
