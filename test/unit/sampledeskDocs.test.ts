import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { usage } from '../../src/sampledesk/options.ts';
import { listings } from '../../src/sampledesk/readydesk/lists.ts';
import { changes } from '../../src/sampledesk/readydesk/write.ts';
import { switchKinds } from '../../src/sampledesk/switches.ts';

const page = readFileSync(new URL('../../docs/sample-desk.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter(line => line.startsWith('| '));

describe('sample desk: its page in the documentation', () => {
  it('has every option of the command line, with its value, and so has the help', () => {
    const options = ['data DIR', 'port N', 'tickets N', 'seed N'];
    for (const { option, value } of switchKinds) if (option) options.push(value ? `${option} ${value}` : option);
    const named = rows.flatMap(row => /^\| `--([^`]+)` \|/.exec(row)?.[1] ?? []);
    assert.deepEqual([...named].sort(), [...options].sort());
    for (const option of options) assert.ok(usage.includes(`  --${option} `), option);
  });

  it('has every action in the table of what is there', () => {
    const named = rows.flatMap(row =>
      /^\| `(?:get|add|update)_/.test(row) && !row.includes(' / ') ? [...row.matchAll(/`(\w+)`/g)] : [],
    );
    const actions = [...Object.keys(listings), ...Object.keys(changes)];
    assert.deepEqual([...new Set(named.map(match => match[1]))].filter(name => name !== 'name').sort(), actions.sort());
  });

  it('has the root, the record and the outputs of every list, and says which are encoded', () => {
    for (const [action, { root, record, outputs, more }] of Object.entries(listings)) {
      const [, shape, shown = ''] =
        rows.map(row => new RegExp(`^\\| \`${action}\` \\| (.+?) \\| (.+) \\|$`).exec(row)).find(Boolean) ?? [];
      assert.equal(shape, `\`${root}\` / \`${record}\``, action);
      const words = outputs.map(({ name, encoded }) => (encoded ? `*${name}*` : name)).join(', ');
      const plain = shown.replace(/ \(Customer, Technician, System\)/, '');
      if (more) assert.ok(plain.startsWith(`${words}, then one for each`), action);
      else assert.equal(plain, words, action);
    }
  });
});
