// npm test [-- LAYER…]: every layer in turn, or those named. Ends with what failed, and one line: N passed, N failed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { inRoot, root } from './places.mjs';
import { start } from './processes.mjs';

const node = process.execPath;

/** @typedef {import('./failures.mjs').Failure} Failure */

/**
 * @typedef {object} Layer
 * @property {string[]} command
 * @property {boolean} [counts] whether it writes the counts of its tests; else it counts as one test
 * @property {string[]} [needs] layers that must have run before
 * @property {Record<string, string>} [env]
 * @property {number} minutes after which it is stopped, and has failed
 * @property {boolean} [twice] whether a run with failures is repeated, and the second decides
 */

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {Failure[]} failures the failed tests, where they are known
 * @property {string[]} [unsteady] what failed in the first of two runs
 * @property {string} [problem] how it ended, where that is the failure
 */

/** What the wire tests asked of desks, for the page that tells what is covered. */
const recorded = inRoot('out/coverage.json');

/** @type {Record<string, Layer>} */
const layers = {
  lint: { command: [inRoot('node_modules/.bin/biome'), 'check', '--error-on-warnings', '.'], minutes: 2 },
  types: { command: [inRoot('node_modules/.bin/tsc'), '--noEmit'], minutes: 5 },
  build: { command: [node, inRoot('esbuild.mjs')], minutes: 2 },
  unit: { command: mochaOn('unit'), counts: true, minutes: 10 },
  wire: { command: mochaOn('wire'), counts: true, env: { DESKSIDE_TEST_RECORD: recorded }, minutes: 12 },
  code: { command: mochaOn('code'), counts: true, minutes: 5 },
  coverage: { command: [node, inRoot('test/coverage/report.ts'), recorded, '--check'], needs: ['wire'], minutes: 1 },
  faults: { command: mochaOn('faults'), counts: true, minutes: 10 },
  host: { command: [node, inRoot('test/host/launch.ts')], counts: true, needs: ['build'], minutes: 15, twice: true },
  // A pattern of titles is not for this one: it makes the package that e2e needs.
  package: { command: mochaOn('package'), counts: true, env: { DESKSIDE_TEST_GREP: '' }, minutes: 5 },
  e2e: {
    command: mochaOn('e2e'),
    counts: true,
    needs: ['package'],
    env: { DESKSIDE_TEST_TIMEOUT: '120000' },
    minutes: 25,
    twice: true,
  },
};

/** @param {string} layer */
function mochaOn(layer) {
  return [node, inRoot('scripts/suite.mjs'), `test/${layer}/**/*.test.ts`];
}

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !(name in layers));
if (unknown.length > 0) {
  console.error(`No such layer: ${unknown.join(', ')}. There are ${Object.keys(layers).join(', ')}.`);
  process.exit(2);
}
const wanted = new Set(
  asked.length > 0 ? asked.flatMap(name => [...(layers[name]?.needs ?? []), name]) : Object.keys(layers),
);

const results = mkdtempSync(path.join(tmpdir(), 'deskside-test-'));
const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const said = [];
for (const [name, layer] of Object.entries(layers)) {
  if (!wanted.has(name)) continue;
  console.log(`\n── ${name} ──`);
  const began = Date.now();
  const { passed, failed, problem, failures, unsteady = [] } = await runTwice(name, layer);
  total.passed += passed;
  total.failed += failed;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${name}: ${passed} passed, ${failed} failed, ${seconds} s${problem ? ` (${problem})` : ''}`);
  const wrong = [...failures.map(toWords), ...(problem ? [problem] : [])];
  if (failed > 0) said.push(...wrong.map(words => `Failed in ${name}: ${words}`));
  said.push(...unsteady.map(words => `Failed in the first run of ${name}: ${words}`));
}
rmSync(results, { recursive: true, force: true });
for (const words of said) console.log(`\n${words}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/**
 * A real workbench on a busy machine has moments that are not Deskside's: where tests failed in one, all run once more in
 * a fresh one, and that decides. What failed in the first is named all the same, to be mended.
 * @param {string} name
 * @param {Layer} layer
 * @returns {Promise<Outcome>}
 */
async function runTwice(name, layer) {
  const first = await runLayer(name, layer);
  if (!layer.twice || first.failed === 0) return first;
  console.log(`\n── ${name}, again ──`);
  const unsteady = [...first.failures.map(toWords), ...(first.problem ? [first.problem] : [])];
  return { ...(await runLayer(name, layer)), unsteady };
}

/** @param {Failure} failure */
function toWords({ test, message }) {
  return `${test}: ${message}`;
}

/**
 * What a layer says and what its process says must agree: an end by a signal, a bad exit code, a missing or empty
 * result are each one failure more.
 * @param {string} name
 * @param {Layer} layer
 * @returns {Promise<Outcome>}
 */
async function runLayer(name, { command: [program = node, ...args], counts, env, minutes }) {
  const file = path.join(results, `${name}.json`);
  const child = start(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    patience: 15_000,
    env: { ...process.env, ...env, DESKSIDE_TEST_RESULT: file },
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void child.stop();
  }, minutes * 60_000);
  await child.ended;
  clearTimeout(timer);
  // Nothing that it started stays.
  await child.stop();
  const { exitCode, signalCode } = child.child;
  const ending = late
    ? `stopped after ${minutes} minutes`
    : exitCode === 0
      ? ''
      : `ended with ${signalCode ?? exitCode}`;
  if (!counts) return { passed: ending ? 0 : 1, failed: ending ? 1 : 0, failures: [], problem: ending };
  const counted = readCounts(file);
  if (!counted) return { passed: 0, failed: 1, failures: [], problem: ending || 'it wrote no result' };
  if (counted.passed + counted.failed === 0) return { ...counted, failed: 1, problem: 'no test ran' };
  // Failed tests explain the exit code; without any, the ending itself is the failure.
  if (ending && counted.failed === 0) return { ...counted, failed: 1, problem: ending };
  return counted;
}

/**
 * @param {string} file
 * @returns {Outcome | undefined}
 */
function readCounts(file) {
  try {
    const { passed, failed, failures } = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(passed) && Number.isInteger(failed) ? { passed, failed, failures } : undefined;
  } catch {
    return undefined;
  }
}
