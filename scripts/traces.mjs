// npm run traces [-- --json FILE]: how well frames are found in the corpus of test/traces, by language and in all. `places`
// are path, line and column; `files` those and the file of the workspace that is meant. FILE gets the same as data.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { score } from '../test/traces/score.ts';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const scores = score();
/** @param {number} share */
const share = share => share.toFixed(3).padStart(9);
console.log(`${'language'.padEnd(12)}texts  frames     place: precision  recall     file: precision  recall`);
for (const [name, { texts, places, files }] of Object.entries(scores.languages)) {
  const counts = `${String(texts).padStart(5)}${String(places.expected).padStart(8)}`;
  const place = `${share(places.precision).padStart(21)}${share(places.recall)}`;
  console.log(`${name.padEnd(12)}${counts}${place}${share(files.precision).padStart(20)}${share(files.recall)}`);
}
for (const line of scores.wrong) console.log(line);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(scores, undefined, 2)}\n`);
