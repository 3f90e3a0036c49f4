// npm run pictures: builds the package, takes a newcomer's first steps in a real VS Code, and leaves the pictures of the
// walkthrough and of the README in media.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { makePackage } from './package.mjs';
import { firstSteps } from './pictures/firstSteps.mjs';
import { smallPng } from './pictures/png.mjs';
import { readmePictures } from './pictures/readme.mjs';
import { webpOf } from './pictures/webp.mjs';
import { inRoot, out, vsix } from './places.mjs';
import { forgetTrial, openTrial } from './vscode/trial.mjs';

/** The most bytes that those of the walkthrough may have: they are in the package. */
const budget = 60_000;
const viewport = { width: 720, height: 480 };
const settings = {
  'window.commandCenter': false,
  'window.title': ' ',
  'editor.minimap.enabled': false,
  'breadcrumbs.enabled': false,
};
const say = (/** @type {string} */ line) => console.log(line);

const { values } = parseArgs({ options: { out: { type: 'string', default: inRoot('media') } } });
try {
  say('Building Deskside…');
  await makePackage();
  for (const each of ['walkthrough', 'readme']) mkdirSync(path.join(values.out, each), { recursive: true });
  const bytes = await take();
  say(`${bytes} bytes in all`);
  if (bytes > budget) throw new Error(`The pictures have ${bytes} bytes; ${budget} are allowed.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @returns {Promise<number>} bytes */
async function take() {
  const dir = mkdtempSync(path.join(tmpdir(), 'deskside-pictures-'));
  try {
    const { workbench, close } = await openTrial({ dir, vsix, theme: 'dark', settings, viewport, say });
    try {
      const { page } = workbench;
      const making = await page.context().newPage();
      await page.bringToFront();
      let bytes = 0;
      await firstSteps(workbench, async (name, clip) => {
        const webp = await webpOf(making, await page.screenshot({ clip }));
        writeFileSync(path.join(values.out, 'walkthrough', `${name}.webp`), webp);
        say(`${name}: ${webp.length} bytes`);
        bytes += webp.length;
      });
      await readmePictures(workbench, async name => {
        const png = await smallPng(making, await page.screenshot());
        writeFileSync(path.join(values.out, 'readme', `${name}.png`), png);
        say(`${name}, of the README: ${png.length} bytes`);
      });
      return bytes;
    } catch (error) {
      say(`The walk stopped: ${await workbench.screenshot(out, 'pictures-stopped-here')}`);
      throw error;
    } finally {
      await close();
    }
  } finally {
    forgetTrial(dir);
  }
}
