import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';
import { type Figure, figure, isMet, type Measured, median, percentile } from '../../bench/figures.ts';
import { activationFigures } from '../../bench/host/activation.ts';
import { hostSyncFigures } from '../../bench/host/hostSync.ts';
import { parts, type Sizes } from '../../bench/parts.ts';
import { asData, asPage } from '../../bench/results.ts';
import { keystrokes } from '../../bench/typing.ts';

const script = fileURLToPath(new URL('../../scripts/bench.mjs', import.meta.url));
const worker = fileURLToPath(new URL('../../src/engine/worker.ts', import.meta.url));
const codeWorker = fileURLToPath(new URL('../../src/code/worker.ts', import.meta.url));
/** Enough for every figure, and for none of them to mean anything. */
const tiny: Sizes = {
  decoding: { tickets: 12, rounds: 2, warmUp: 1 },
  sync: { tickets: 30, rounds: 1 },
  copy: { tickets: 150, rounds: 2, queries: 10, hovers: 10 },
  idle: { tickets: 12, syncs: 4, settling: 100 },
  code: { files: 30, mentions: 12, rounds: 2 },
  writing: { writes: 12, rounds: 1, edits: 4, entries: 3 },
  host: { rounds: 1, tickets: [30] },
};

describe('the bench', function () {
  this.timeout(60_000);

  it('takes medians and percentiles by the nearest rank', () => {
    assert.equal(median([5, 1, 3]), 3);
    assert.equal(median([4, 1, 3, 2]), 3);
    assert.ok(Number.isNaN(median([])));
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    assert.equal(percentile(hundred, 0.95), 96);
    assert.equal(percentile(hundred, 1), 100);
    assert.equal(percentile([7], 0.5), 7);
  });

  it('holds a value or a ratio to what it is to be', () => {
    const ratio = figure('one', 's', 3, 12, 'another', { of: 'ratio', most: 0.35 });
    assert.deepEqual([ratio.ratio, isMet(ratio)], [0.25, true]);
    assert.equal(isMet(figure('one', 's', 6, 12, 'another', { of: 'ratio', most: 0.35 })), false);
    assert.equal(isMet(figure('one', 'ms', 21, 1, 'another', { of: 'value', most: 20 })), false);
    assert.equal(isMet(figure('one', 'ms', 30, 1, 'another', { of: 'value', least: 30 })), true);
    assert.equal(isMet(figure('one', 'MB', -4, 30, 'another', { of: 'value', most: 1 })), true);
    assert.equal(isMet(figure('one', 'ms', 30, 1, 'another')), undefined);
    // What could not be measured keeps no limit.
    assert.equal(isMet(figure('one', 'ms', Number.NaN, 1, 'another', { of: 'value', most: 20 })), false);
  });

  it('writes the figures as a page and as data', () => {
    const figures = [
      figure('first', 's', 3, 12, 'the bare one', { of: 'ratio', most: 0.35 }),
      figure('second', 'ms', 21, 7, 'the other', { of: 'value', most: 20 }),
    ];
    const chapters = [{ title: 'Some', about: 'By hand.', figures }];
    assert.deepEqual(asData(chapters), [
      { name: 'first', value: 3, unit: 's', yardstick: 12, ratio: 0.25 },
      { name: 'second', value: 21, unit: 'ms', yardstick: 7, ratio: 3 },
    ]);
    const page = asPage(chapters);
    assert.ok(page.includes('| first | 3 s | 12 s (the bare one) | 0.25 | ratio at most 0.35 | yes |'));
    assert.ok(page.includes('| second | 21 ms | 7 ms (the other) | 3 | value at most 20 | no |'));
    assert.ok(page.includes('1 of 2 limits are kept.'));
  });

  it('types a search letter by letter', () => {
    assert.deepEqual(keystrokes('to be'), ['t', 'to', 'to b', 'to be']);
  });

  it('measures every format on a small page, and writes the figures', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'deskside-bench-'));
    try {
      const file = join(folder, 'figures.json');
      const asked = ['--only', 'decoding', '--page', '12', '--rounds', '3', '--json', file];
      const { stdout } = await promisify(execFile)(process.execPath, [script, ...asked]);
      const figures: Figure[] = JSON.parse(await readFile(file, 'utf8'));
      assert.deepEqual(
        figures.map(({ name }) => name),
        [
          'TeamSupport list, XML',
          'TeamSupport list, JSON',
          'ReadyDesk list, XML',
          'ReadyDesk list, JSON',
          'ReadyDesk list, URL-delimited',
        ],
      );
      for (const each of figures) {
        assert.deepEqual(Object.keys(each), ['name', 'value', 'unit', 'yardstick', 'ratio']);
        assert.equal(each.unit, 'MB/s');
        assertMeasured(each);
        assert.ok(stdout.includes(each.name));
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('measures first syncs of both systems', async () => {
    const figures = await run('sync');
    assert.deepEqual(
      figures.map(({ name }) => name),
      ['TeamSupport', 'ReadyDesk'].flatMap(label => [
        `First sync of 30 tickets, ${label}, beside reading`,
        `First sync of 30 tickets, ${label}, beside downloading`,
      ]),
    );
    for (const each of figures) assertMeasured(each);
  });

  it('measures the tree, searches, hovers and the overview', async () => {
    const figures = await run('copy');
    assert.deepEqual(
      figures.map(({ name }) => name),
      [
        'Roots with 5 counts of 150 tickets',
        'First page of a group of a tenth of 150 tickets',
        'Search as you type, 150 tickets, p50 a keystroke',
        'Search as you type, 150 tickets, p95 a keystroke',
        'Search as you type, 150 tickets, longest keystroke',
        'Hover over one of 150 tickets, p50',
        'Hover over one of 150 tickets, p95',
        'Overview of 90 days of 150 tickets',
      ],
    );
    for (const each of figures) assertMeasured(each);
  });

  it('measures the index of mentions', async () => {
    const figures = await run('code');
    assert.deepEqual(
      figures.map(({ name }) => name),
      [
        'Index of 30 files with 12 mentions',
        'Every mention read and told from what is none, afterwards',
        'Answer after one file changed',
      ],
    );
    for (const each of figures) assertMeasured(each);
  });

  it('measures an idle hour', async () => {
    const figures = await run('idle');
    assert.deepEqual(
      figures.map(({ name }) => name),
      ['TeamSupport', 'ReadyDesk'].flatMap(label => [
        `An idle hour, ${label}: requests`,
        `An idle hour, ${label}: shortest timer`,
        `An idle hour, ${label}: timers that wait`,
        `An idle hour, ${label}: short timers that ring while nothing is asked`,
        `4 syncs, ${label}: growth of memory`,
      ]),
    );
    for (const { name, value } of figures) if (!name.endsWith('memory')) assert.ok(value >= 0, name);
  });

  it('measures the outbox and editing in the panel', async function () {
    // Where there is no browser yet, one is installed.
    this.timeout(240_000);
    const figures = await run('writing');
    assert.deepEqual(
      figures.map(({ name }) => name),
      [
        '12 queued writes, TeamSupport, notes',
        '12 queued writes, TeamSupport, of every kind',
        '12 queued writes, ReadyDesk, notes',
        '12 queued writes, ReadyDesk, of every kind',
        'From key press to the edited field shown, 3 entries, p50',
        'From key press to the edited field shown, 3 entries, p95',
      ],
    );
    for (const each of figures) assertMeasured(each);
  });

  it('reckons what the probe in the extension host saw', () => {
    const seen = [
      { deskside: { load: 8, activate: 4, bytes: 120_000 }, empty: { load: 1, activate: 0.5, bytes: 40 } },
      { deskside: { load: 9, activate: 5, bytes: 120_000 }, empty: { load: 1.5, activate: 0.5, bytes: 40 } },
      { deskside: { load: 7, activate: 3, bytes: 120_000 }, empty: { load: 0.5, activate: 0.5, bytes: 40 } },
    ];
    assert.deepEqual(
      activationFigures(seen, [20, 22, 21]).map(({ name, value, ratio }) => [name, value, ratio]),
      [
        ['Activation with connected desks, main thread', 12, 8],
        ['Activation and what follows in 12 s, main thread, profiled', 21, 14],
        ['Loading the activation bundle, over an empty one', 7, 7],
        ['Files loaded until activated, minified', 120, 0.8],
      ],
    );
    const watched = (memory: number[], p99: number) => ({ delay: { p50: 1, p99, max: 2 * p99 }, memory });
    const idle = watched([200e6, 210e6, 205e6], 2);
    assert.deepEqual(
      hostSyncFigures([
        { system: 'teamsupport', tickets: 10, idle, syncing: watched([205e6, 260e6, 250e6], 4) },
        { system: 'readydesk', tickets: 100, idle, syncing: watched([205e6, 280e6], 5) },
      ]).map(({ name, value }) => [name, value]),
      [
        ['First sync of 10 tickets, TeamSupport: peak memory of the extension host over idle', 55],
        ['First sync of 100 tickets, ReadyDesk: peak memory of the extension host over idle', 75],
        ['First sync of 100 tickets, ReadyDesk: event-loop delay of the main thread, p99', 5],
      ],
    );
  });
});

async function run(part: keyof typeof parts): Promise<readonly Measured[]> {
  const chapters = await parts[part]({ sizes: tiny, worker, codeWorker, say: () => undefined });
  return chapters.flatMap(({ figures }) => figures);
}

function assertMeasured({ name, value, yardstick, ratio }: Figure): void {
  for (const number of [value, yardstick, ratio]) assert.ok(number > 0, name);
  assert.ok(Math.abs(ratio - value / yardstick) < 0.01 * ratio, name);
}
