// npm run film: builds the package, plays scripts/film/story.mjs in a real VS Code and makes media/readme/film.gif of it.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { Camera } from './film/camera.mjs';
import { makeGif } from './film/gif.mjs';
import { play } from './film/story.mjs';
import { makePackage } from './package.mjs';
import { inRoot, out, vsix } from './places.mjs';
import { forgetTrial, openTrial } from './vscode/trial.mjs';

const size = { width: 1280, height: 760 };
/** The most bytes: a README is read on slow lines too. */
const budget = 2_000_000;
const say = (/** @type {string} */ line) => console.log(line);

const { values } = parseArgs({ options: { out: { type: 'string', default: inRoot('media/readme/film.gif') } } });
try {
  say('Building Deskside…');
  await makePackage();
  const gif = await film();
  if (gif.length > budget) throw new Error(`The film has ${gif.length} bytes; ${budget} are allowed.`);
  writeFileSync(values.out, gif);
  say(`${values.out}: ${gif.length} bytes`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function film() {
  const dir = mkdtempSync(path.join(tmpdir(), 'deskside-film-'));
  try {
    const settings = { 'window.commandCenter': false, 'window.title': ' ', 'editor.minimap.enabled': false };
    const { workbench, close } = await openTrial({ dir, vsix, theme: 'dark', settings, viewport: size, say });
    try {
      say('Filming…');
      const camera = new Camera(workbench.page, await workbench.page.context().newPage());
      await workbench.page.bringToFront();
      await play(workbench, camera);
      const { frames } = camera;
      const seconds = frames.reduce((sum, { delay }) => sum + delay, 0) / 1000;
      say(`${frames.length} frames, ${Math.round(seconds)} seconds`);
      return makeGif(frames, size.width, size.height);
    } catch (error) {
      await workbench.screenshot(out, 'film-stopped-here');
      throw error;
    } finally {
      await close();
    }
  } finally {
    forgetTrial(dir);
  }
}
