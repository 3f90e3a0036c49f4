// What the host suite needs around it, whichever VS Code it runs in: its bundle, a workspace and a sample desk.
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as esbuild from 'esbuild';
import { startSampleDesk } from '../../scripts/desk.mjs';
import type { Failure } from '../../scripts/failures.mjs';
import { inRoot, out, root } from '../../scripts/places.mjs';
import { makeWorkspace } from '../../scripts/sampleworkspace.mjs';
import { buildConsumer } from '../consumer/build.ts';
import { mapTraces } from './launchTraces.ts';

/** Counts of tests, as the suite wrote them at its end. */
export interface Result {
  passed: number;
  failed: number;
  /** Of each failure, its test and its message. */
  failures: Failure[];
}

export interface Suite {
  /** The built extension: the checkout. */
  extension: string;
  /** An extension that names a maker of language models, so that tests can bring some. */
  models: string;
  /** The extension that is installed beside it: `test/consumer`, built. */
  consumer: string;
  /** The module with `run`. */
  entry: string;
  workspace: string;
  /** A folder for all that VS Code keeps; gone after `dispose`. */
  dir: string;
  /** For the extension host. */
  env: Record<string, string>;
  /** The mocha report so far. */
  report(): string;
  /** Undefined when the suite did not reach its end. */
  result(): Result | undefined;
  dispose(): Promise<void>;
}

/** Bundles the suite, makes a workspace and starts a sample desk. */
export async function prepareSuite(): Promise<Suite> {
  const bundle = path.join(out, 'host');
  await bundleSuite(bundle);
  const dir = mkdtempSync(path.join(tmpdir(), 'deskside-host-'));
  const extensions = path.join(dir, 'extensions');
  const models = installModels(extensions);
  // Tests are about Deskside alone until one activates it; and it is activated by a desk of its own.
  const consumer = await buildConsumer(extensions, { activationEvents: [] });
  const workspace = await makeWorkspace(path.join(dir, 'workspace'));
  const desk = await startSampleDesk({ data: path.join(dir, 'desk') });
  const report = path.join(dir, 'report.txt');
  const result = path.join(dir, 'result.json');
  const { DESKSIDE_TEST_GREP: grep } = process.env;
  return {
    extension: root,
    models,
    consumer,
    entry: path.join(bundle, 'run.cjs'),
    workspace,
    dir,
    env: {
      DESKSIDE_TEST_REPORT: report,
      DESKSIDE_TEST_RESULT: result,
      DESKSIDE_TEST_SAMPLE_DESK: desk.line,
      ...(grep ? { DESKSIDE_TEST_GREP: grep } : {}),
    },
    report: () => mapTraces(read(report) ?? '', bundle, root),
    result: () => parseResult(read(result)),
    async dispose() {
      await desk.stop();
      rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/**
 * Prints the suite's report, hands on its counts, and gives back the exit code: 0 only when VS Code ended well and the
 * suite reached its end with every test passed. (A killed extension host counts as ended well.)
 */
export function conclude(suite: Suite, problem: string | undefined, logs: string): number {
  process.stdout.write(suite.report());
  const result = suite.result();
  const { DESKSIDE_TEST_RESULT: file } = process.env;
  if (result && file) writeFileSync(file, JSON.stringify(result));
  if (!result) {
    process.stdout.write(
      `The suite did not reach its end: ${problem ?? 'the extension host was ended'}. Logs: ${logs}\n`,
    );
  } else if (problem && result.failed === 0) process.stdout.write(`${problem}\n`);
  return result && result.passed > 0 && result.failed === 0 && !problem ? 0 : 1;
}

/** Where VS Code has what is installed: its web workbench takes one extension under development only. */
function installModels(extensions: string): string {
  const source = inRoot('test/models');
  const manifest = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  const folder = path.join(extensions, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
  cpSync(source, folder, { recursive: true });
  return folder;
}

/** Each test file is a bundle of its own; the extension under test is not in them, it runs from `dist`. */
async function bundleSuite(outdir: string): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  await esbuild.build({
    entryPoints: [inRoot('test/host/run.ts'), ...globSync('test/host/**/*.test.ts', { cwd: root }).map(f => inRoot(f))],
    outdir,
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    // Mocha's CommonJS core: `require` of its main module gives different things on different versions of Node.
    alias: { mocha: 'mocha/lib/mocha.cjs' },
    external: ['vscode', 'mocha/lib/mocha.cjs'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parseResult(text: string | undefined): Result | undefined {
  if (!text) return undefined;
  const { passed, failed, failures } = JSON.parse(text);
  return typeof passed === 'number' && typeof failed === 'number' ? { passed, failed, failures } : undefined;
}
