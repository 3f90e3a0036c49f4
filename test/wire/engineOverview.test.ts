import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { storeFile } from '../../src/engine/store/files.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import type { Result } from '../../src/model/errors.ts';
import { ageParts, type CountedPart, type OverviewPart, searchOfPart } from '../../src/model/overview.ts';
import { figuresOf, sumOf } from '../../src/model/overviewSum.ts';
import { dayOf, startOf } from '../../src/model/timesheet.ts';
import { TestEngine } from './engineFolder.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { until } from './syncedDesk.ts';

function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
  return result.value;
}

const range = 400;
const days = Array.from({ length: range + 1 }, (_, at) => startOf(dayOf(new Date()), at + 1 - range).toISOString());
const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

for (const system of ['readydesk', 'teamsupport'] as const) {
  describe(`engine: overview (${system})`, function () {
    this.timeout(60_000);
    let sample: SampleDesk;
    let engine: TestEngine;
    const desk = 'desk';

    beforeEach(async () => {
      sample = await startSampleDesk(['--tickets', '60']);
      const { readydesk, teamsupport } = sample;
      const also = system === 'teamsupport' ? { organizationId: teamsupport.organizationId } : {};
      const secret = system === 'readydesk' ? readydesk.key : teamsupport.token;
      engine = new TestEngine(undefined, { look: 50, first: 200, most: 500 });
      const config: DeskConfig = { id: desk, name: 'D', system, address: sample[system].url, ...also };
      await engine.mirror({ tickets: 'all', days: 90, notices: false });
      value(await engine.open(config, secret));
      value(await engine.sync(desk));
    });
    afterEach(async () => {
      await engine.dispose();
      await sample.stop();
    });

    const asked = async () => sumOf([{ deskId: desk, overview: value(await engine.overview(desk, { days })) }], range);
    const led = async (part: OverviewPart): Promise<number | undefined> => {
      const search = searchOfPart(part);
      if (search) return value(await engine.counts(desk, [search]))[0];
      return value(await engine.ticketsCounted(desk, part as CountedPart, 5)).total;
    };

    it('has figures of the desk’s tickets, each as many as it leads to', async () => {
      const told = await asked();
      assert.ok(told.open > 5 && told.open < 60, `${told.open}`);
      assert.equal(total(told.ages), told.open);
      assert.equal(await led({ kind: 'open' }), told.open);
      for (const [field, counts] of [
        ['group', told.groups],
        ['assignee', told.people],
      ] as const) {
        assert.equal(total(counts.map(({ count }) => count)), told.open);
        assert.ok(counts.length > 2, field);
        for (const { name = null, count } of counts)
          assert.equal(await led({ kind: 'names', field, names: [name], not: false }), count, `${field} ${name}`);
      }
      for (const [at, age] of ageParts.entries()) assert.equal(await led({ kind: 'age', age }), told.ages[at]);
      const span = { from: days[0] ?? '', to: days.at(-1) ?? '' };
      assert.ok(total(told.created) > 0 && total(told.resolved) > 0);
      assert.equal(await led({ kind: 'opened', ...span }), total(told.created));
      assert.equal(await led({ kind: 'closed', ...span }), total(told.resolved));
    });

    it('knows first responses and time once conversations are read', async () => {
      let told = await asked();
      await until('the conversations', async () => {
        value(await engine.sync(desk));
        told = await asked();
        return told.answers.unknown === 0 && told.unreadWork === 0;
      });
      const { known, median = -1, most = -1 } = figuresOf(told.answers);
      assert.ok(known > 3, `${known}`);
      assert.ok(median >= 0 && most >= median);
      const span = { from: days[0] ?? '', to: days.at(-1) ?? '' };
      assert.equal(await led({ kind: 'answered', ...span, least: 0 }), known);
      assert.equal(await led({ kind: 'unanswered', ...span }), told.answers.still);
      assert.equal(known + told.answers.still, total(told.created));
    });

    it('looks through conversations that an earlier version kept, and says so until then', async () => {
      let before = await asked();
      await until('the conversations', async () => {
        value(await engine.sync(desk));
        before = await asked();
        return before.answers.unknown === 0;
      });
      const file = new DatabaseSync(storeFile(engine.folder, desk));
      file.exec('UPDATE talk_facts SET answered = NULL, spoke = NULL, "by" = NULL, read = 0');
      file.close();
      const { looking, answers } = await asked();
      assert.equal(looking, true);
      assert.deepEqual(answers.minutes, []);
      await until('that they are looked through', async () => {
        value(await engine.sync(desk));
        return !(await asked()).looking;
      });
      assert.deepEqual((await asked()).answers, before.answers);
    });
  });
}
