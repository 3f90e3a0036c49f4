// npm run bench [-- --json FILE] [--tickets N] [--rounds N] [--warm-up MS]: how fast lists are decoded, beside bare parsers
// on the same bytes in the same run. FILE gets an array of { name, value, unit, yardstick, ratio }.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measure } from '../bench/measure.ts';

const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({ options: { json: text, tickets: text, rounds: text, 'warm-up': text } });
const tickets = whole('tickets', values.tickets ?? '2000');
const rounds = whole('rounds', values.rounds ?? '25');
const warmUp = whole('warm-up', values['warm-up'] ?? '2000');

const figures = await measure(tickets, rounds, warmUp);
console.log(`Pages of ${tickets} tickets, ${rounds} rounds, medians in MB/s (Node.js ${process.versions.node})\n`);
console.log(row('', 'Deskside', 'bare', 'ratio', 'least', ''));
for (const { name, value, yardstick, ratio, least, beside } of figures) {
  console.log(row(name, value.toFixed(1), yardstick.toFixed(1), ratio.toFixed(2), String(least), beside));
}
if (values.json !== undefined) {
  const plain = figures.map(({ name, value, unit, yardstick, ratio }) => ({ name, value, unit, yardstick, ratio }));
  writeFileSync(values.json, `${JSON.stringify(plain, undefined, 2)}\n`);
}

/**
 * @param {string} name
 * @param {string[]} cells the last one stands left
 */
function row(name, ...cells) {
  const words = cells.pop() ?? '';
  return `${name.padEnd(31)}${cells.map(cell => cell.padStart(10)).join('')}   ${words}`.trimEnd();
}

/**
 * @param {string} option
 * @param {string} given
 */
function whole(option, given) {
  const number = Number(given);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${option} takes a whole number above 0, not ${given}`);
  process.exit(2);
}
