import assert from 'node:assert/strict';
import type { CodeLink } from '../../src/model/codeLink.ts';
import type { Result } from '../../src/model/errors.ts';
import { writeLinkNote } from '../../src/model/linkNote.ts';
import { newestFirst } from '../../src/model/search.ts';
import { TestEngine } from './engineFolder.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { until } from './syncedDesk.ts';

function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`${result.failure.reason}: ${result.failure.detail}`);
  return result.value;
}

const link: CodeLink = {
  id: '0123456789ab',
  path: 'src/parser/read <here> & "there".ts',
  startLine: 12,
  endLine: 13,
  fingerprint: { lines: ['a1b2c3d4', 'b1b2c3d4'], before: ['c1b2c3d4'], after: [], count: 2 },
  commit: '0123456789abcdef0123456789abcdef01234567',
  repository: 'github.com/acme/shop',
  permalink: 'https://github.com/acme/shop/blob/0123456789abcdef0123456789abcdef01234567/src/parser#L12-L13',
  snippet: 'if (a < b && c) {\n  throw new Error("no");',
  at: '2026-11-20T10:00:00.000Z',
};

for (const system of ['readydesk', 'teamsupport'] as const) {
  describe(`engine: code of tickets (${system})`, function () {
    this.timeout(60_000);
    let sample: SampleDesk;
    let engine: TestEngine;
    const desk = 'desk';

    beforeEach(async () => {
      sample = await startSampleDesk(['--tickets', '40']);
      const { readydesk, teamsupport } = sample;
      const also = system === 'teamsupport' ? { organizationId: teamsupport.organizationId } : {};
      engine = new TestEngine(undefined, { look: 50, first: 200, most: 500 });
      await engine.mirror({ tickets: 'all', days: 90, notices: false });
      const config = { id: desk, name: 'D', system, address: sample[system].url, ...also };
      value(await engine.open(config, system === 'readydesk' ? readydesk.key : teamsupport.token));
      value(await engine.sync(desk));
    });
    afterEach(async () => {
      await engine.dispose();
      await sample.stop();
    });

    it('comes back whole out of a note that went to the desk, and is of the file’s path', async () => {
      const [ticket] = (await engine.list(desk, { terms: [] }, newestFirst, 1)).tickets;
      assert.ok(ticket);
      value(await engine.addNote(desk, ticket.id, { text: writeLinkNote(link), visibility: 'internal' }));
      await until('the note', async () => value(await engine.codeLinks(desk, { ticketId: ticket.id })).length > 0);
      const { id, number, subject } = ticket;
      const found = [{ ticketId: id, number, subject, link, origin: 'note' as const }];
      assert.deepEqual(value(await engine.codeLinks(desk, { ticketId: id })), found);
      assert.deepEqual(value(await engine.codeLinks(desk, { paths: ['other.ts', link.path] })), found);
    });

    it('is kept here, told of, and forgotten', async () => {
      const [ticket] = (await engine.list(desk, { terms: [] }, newestFirst, 1)).tickets;
      assert.ok(ticket);
      const told: string[] = [];
      engine.onChange(change => change.kind === 'ticket' && told.push(change.ticketId));
      value(await engine.keepCodeLink(desk, ticket.id, ticket.number, link));
      const [kept] = value(await engine.codeLinks(desk, { paths: [link.path] }));
      assert.deepEqual([kept?.origin, kept?.link], ['own', link]);
      value(await engine.dropCodeLink(desk, link.id));
      assert.deepEqual(value(await engine.codeLinks(desk, { ticketId: ticket.id })), []);
      assert.deepEqual(told, [ticket.id, ticket.id]);
    });

    it('names tickets, which are glanced at without a question to the desk', async () => {
      const [one, two] = (await engine.list(desk, { terms: [] }, newestFirst, 2)).tickets;
      assert.ok(one && two);
      let requests = 0;
      engine.onRequest(() => requests++);
      const found = value(await engine.glances(desk, [two.number, '99999999', one.number]));
      assert.deepEqual(
        found.map(({ ticket }) => [ticket.id, ticket.subject]),
        [
          [two.id, two.subject],
          [one.id, one.subject],
        ],
      );
      assert.equal(requests, 0);
    });
  });
}
