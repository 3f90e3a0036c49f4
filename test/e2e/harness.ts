// A person's VS Code for the end-to-end tests: the packaged extension in a fresh server, shown in a headless browser.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type SampleDesk, startSampleDesk } from '../../scripts/desk.mjs';
import { inRoot, out, vsix } from '../../scripts/places.mjs';
import { run } from '../../scripts/processes.mjs';
import { forgetTrial, openTrial } from '../../scripts/vscode/trial.mjs';
import type { Theme, Workbench } from '../../scripts/vscode/workbench.mjs';
import { git } from '../git.ts';

export interface Options {
  theme?: Theme;
  settings?: Record<string, unknown>;
  viewport?: { width: number; height: number };
  /** Of VS Code, as it names languages. */
  language?: string;
  /** Starts a sample desk that the extension connects by itself; else the test is a newcomer's. */
  connected?: boolean;
  /** The folder of another extension that is installed beside Deskside. */
  beside?: string;
  /** The address of a folder that is opened in the place of the sample workspace. */
  instead?: string;
  /** A second folder of the workspace, by its name, with these files: a repository of its own with one commit. */
  folder?: { readonly name: string; readonly files: Readonly<Record<string, string>> };
}

/** What a suite of tests shares; reading it before its `before` hook has run throws. */
export interface Person {
  readonly workbench: Workbench;
  readonly workspace: string;
  /** All that this VS Code, its browser and its desk keep in files. */
  readonly folder: string;
  /** Only with `connected`. */
  readonly desk: SampleDesk;
  /** Leaves a picture of this moment in the folder `DESKSIDE_PICTURES`, where somebody wants them. */
  picture(name: string): Promise<void>;
}

/**
 * Gives the enclosing `describe` a VS Code of its own: opened before its first test, closed after its last. When a
 * test fails, a picture of what the person saw is left in out/e2e.
 */
export function withVsCode(options: Options = {}): Person {
  let dir = '';
  let desk: SampleDesk | undefined;
  let trial: Awaited<ReturnType<typeof openTrial>> | undefined;

  before(async function () {
    this.timeout(240_000);
    dir = mkdtempSync(path.join(tmpdir(), 'deskside-e2e-'));
    if (options.connected) desk = await startSampleDesk({ data: path.join(dir, 'desk') });
    const { theme, settings, viewport, language, beside, folder, instead } = options;
    trial = await openTrial({
      dir,
      vsix,
      ...(beside ? { others: [await packed(beside, path.join(dir, 'beside.vsix'))] } : {}),
      say: line => process.stdout.write(`${line}\n`),
      ...(folder ? { folders: [await repository(path.join(dir, folder.name), folder.files)] } : {}),
      ...(instead ? { instead } : {}),
      ...(theme ? { theme } : {}),
      ...(settings ? { settings } : {}),
      ...(viewport ? { viewport } : {}),
      ...(language ? { language } : {}),
      ...(desk ? { env: { DESKSIDE_SAMPLE_DESK: desk.line } } : {}),
    });
  });

  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed' || !trial) return;
    const name = test.fullTitle().replace(/[^\w]+/g, '-');
    process.stdout.write(`      seen: ${await trial.workbench.screenshot(path.join(out, 'e2e'), name)}\n`);
  });

  after(async function () {
    this.timeout(60_000);
    await trial?.close();
    await desk?.stop();
    forgetTrial(dir);
  });

  const opened = <T>(thing: T | undefined): T => {
    if (!thing) throw new Error('VS Code is not open yet.');
    return thing;
  };
  return {
    get workbench() {
      return opened(trial).workbench;
    },
    get workspace() {
      return opened(trial).workspace;
    },
    get folder() {
      return opened(dir);
    },
    get desk() {
      return opened(desk);
    },
    picture: async name => {
      const { DESKSIDE_PICTURES: folder } = process.env;
      if (folder) await opened(trial).workbench.screenshot(folder, name);
    },
  };
}

async function repository(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  await git(folder, ['init', '--quiet', '--initial-branch=main']);
  await git(folder, ['add', '--all']);
  await git(folder, ['commit', '--quiet', '--message', 'Begin']);
  return folder;
}

async function packed(folder: string, file: string): Promise<string> {
  const vsce = inRoot('node_modules/@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
  await run(process.execPath, [vsce, 'package', ...options], { cwd: folder });
  return file;
}
