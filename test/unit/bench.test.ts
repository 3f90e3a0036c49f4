import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';

const script = fileURLToPath(new URL('../../scripts/bench.mjs', import.meta.url));

describe('the bench', function () {
  this.timeout(60_000);

  it('measures every format on a small page, and writes the figures', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'deskside-bench-'));
    try {
      const file = join(folder, 'figures.json');
      const asked = ['--tickets', '12', '--rounds', '3', '--warm-up', '1', '--json', file];
      const { stdout } = await promisify(execFile)(process.execPath, [script, ...asked]);
      const figures: unknown = JSON.parse(await readFile(file, 'utf8'));
      assert.ok(Array.isArray(figures));
      assert.deepEqual(
        figures.map(figure => figure.name),
        [
          'TeamSupport list, XML',
          'TeamSupport list, JSON',
          'ReadyDesk list, XML',
          'ReadyDesk list, JSON',
          'ReadyDesk list, URL-delimited',
        ],
      );
      for (const figure of figures) {
        assert.deepEqual(Object.keys(figure), ['name', 'value', 'unit', 'yardstick', 'ratio']);
        assert.equal(figure.unit, 'MB/s');
        for (const number of [figure.value, figure.yardstick, figure.ratio]) assert.ok(number > 0, figure.name);
        assert.ok(Math.abs(figure.ratio - figure.value / figure.yardstick) < 0.01 * figure.ratio);
        assert.ok(stdout.includes(figure.name));
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
