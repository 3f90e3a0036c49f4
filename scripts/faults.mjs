// npm run faults [-- --runs N] [--json FILE] [--only WORD,…]: writes to sample desks while something goes wrong each time,
// and looks what became of each write. FILE gets an array of { kind, system, fault, runs, lost, doubled, asked }. Fails
// when one was lost or is there twice. WORDs choose kinds, systems and faults.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cases, runRounds } from '../test/faults/writeRounds.ts';

const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({ options: { runs: text, json: text, only: text } });
const runs = Number(values.runs ?? '200');
if (!Number.isInteger(runs) || runs < 1) fail(`--runs takes a whole number above 0, not ${values.runs}`);
const words = values.only?.split(',') ?? [];
const chosen = cases.filter(each => words.every(word => Object.values(each).some(value => value === word)));
if (chosen.length === 0) fail(`nothing is all of ${words.join(', ')}`);

const began = performance.now();
const rounds = Array.from({ length: runs }, (_, at) => chosen[at % chosen.length] ?? fail('no case'));
const rows = await runRounds(rounds, story => console.error(story));
const total = { runs: 0, lost: 0, doubled: 0, asked: 0 };
const widths = [14, 11, 15, 5, 5, 8, 6];
console.log(line(['kind', 'system', 'fault', 'runs', 'lost', 'doubled', 'asked']));
for (const row of rows) {
  console.log(line([row.kind, row.system, row.fault, row.runs, row.lost, row.doubled, row.asked]));
  for (const name of /** @type {const} */ (['runs', 'lost', 'doubled', 'asked'])) total[name] += row[name];
}
console.log(line(['all', '', '', total.runs, total.lost, total.doubled, total.asked]));
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, undefined, 2)}\n`);
process.exitCode = total.lost + total.doubled > 0 ? 1 : 0;

/** @param {readonly (string | number)[]} cells */
function line(cells) {
  return cells
    .map((cell, at) => (at < 3 ? String(cell).padEnd(widths[at] ?? 0) : String(cell).padStart(widths[at] ?? 0)))
    .join(' ');
}

/**
 * @param {string} problem
 * @returns {never}
 */
function fail(problem) {
  console.error(problem);
  process.exit(2);
}
