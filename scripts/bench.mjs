// npm run bench [-- --json FILE] [--only PART,…] [--tickets N] [--rounds N] [--queries N] [--syncs N] [--page N] [--files N]
// [--writes N]: Deskside's figures, each beside a yardstick of the same run. All parts together, of the usual sizes, write
// bench/RESULTS.md; FILE gets an array of { name, value, unit, yardstick, ratio }.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { partNames, parts, usualSizes } from '../bench/parts.ts';
import { asData, asLines, asPage } from '../bench/results.ts';
import { builtCodeWorker, builtWorker } from '../bench/underBench.ts';
import { makePackage } from './package.mjs';
import { inRoot } from './places.mjs';

const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({
  options: {
    json: text,
    only: text,
    tickets: text,
    rounds: text,
    queries: text,
    syncs: text,
    page: text,
    writes: text,
    files: text,
  },
});
const wanted = values.only?.split(',') ?? [...partNames];
const unknown = wanted.filter(name => !partNames.some(part => part === name));
if (unknown.length > 0) fail(`no such part: ${unknown.join(', ')}; there are ${partNames.join(', ')}`);

const tickets = whole('tickets', values.tickets);
const rounds = whole('rounds', values.rounds);
const { decoding, sync, copy, idle, code, writing, host } = usualSizes;
const { json: _json, only: _only, ...given } = values;
const usual = Object.keys(given).length === 0;
/** @type {import('../bench/parts.ts').Sizes} */
const sizes = {
  decoding: {
    tickets: whole('page', values.page) ?? decoding.tickets,
    rounds: rounds ?? decoding.rounds,
    warmUp: rounds === undefined ? decoding.warmUp : 1,
  },
  sync: { tickets: tickets ?? sync.tickets, rounds: rounds ?? sync.rounds },
  copy: {
    ...copy,
    tickets: tickets ?? copy.tickets,
    rounds: rounds ?? copy.rounds,
    queries: whole('queries', values.queries) ?? copy.queries,
  },
  idle: { ...idle, syncs: whole('syncs', values.syncs) ?? idle.syncs },
  code: { ...code, files: whole('files', values.files) ?? code.files, rounds: rounds ?? code.rounds },
  writing: { ...writing, writes: whole('writes', values.writes) ?? writing.writes, rounds: rounds ?? writing.rounds },
  host: { rounds: rounds ?? host.rounds, tickets: tickets === undefined ? host.tickets : [tickets] },
};

const began = performance.now();
if (wanted.some(part => part !== 'decoding')) {
  say('building the package');
  await makePackage();
}
/** @type {import('../bench/results.ts').Chapter[]} */
const chapters = [];
for (const part of partNames) {
  if (!wanted.includes(part)) continue;
  say(part);
  const found = await parts[part]({ sizes, worker: builtWorker, codeWorker: builtCodeWorker, say });
  chapters.push(...found);
  console.log(found.map(chapter => `\n${asLines(chapter).join('\n')}\n`).join(''));
}
say('done');
if (wanted.length === partNames.length && usual) writeFileSync(inRoot('bench', 'RESULTS.md'), asPage(chapters));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(asData(chapters), undefined, 2)}\n`);

/** @param {string} line */
function say(line) {
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`);
}

/**
 * @param {string} option
 * @param {string | undefined} given
 */
function whole(option, given) {
  if (given === undefined) return undefined;
  const number = Number(given);
  if (Number.isInteger(number) && number > 0) return number;
  return fail(`--${option} takes a whole number above 0, not ${given}`);
}

/**
 * @param {string} problem
 * @returns {never}
 */
function fail(problem) {
  console.error(problem);
  process.exit(2);
}
