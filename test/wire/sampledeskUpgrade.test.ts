import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Database } from '../../src/sampledesk/database.ts';
import { schema, steps } from '../../src/sampledesk/schema.ts';
import { makeCompanies } from '../../src/sampledesk/seed/people.ts';
import { Random } from '../../src/sampledesk/seed/random.ts';
import { tell } from '../../src/sampledesk/seed/story.ts';
import { startTeamSupport } from '../../src/sampledesk/seed/teamsupport/tickets.ts';
import { startSampleDesk } from './sampleDesk.ts';
import { Caller } from './teamsupportCaller.ts';

const tickets = 20;

/** A folder as the first version left it: tickets of TeamSupport, no table of later versions. */
function firstVersion(path: string): void {
  const db = new Database(new DatabaseSync(path));
  db.exec(schema);
  const credentials = { key: 'K', organizationId: '412345', token: 'T', organization: 'Quillbay Software' };
  for (const [name, value] of Object.entries(credentials)) db.run('INSERT INTO meta VALUES (?, ?)', name, value);
  const random = new Random(3);
  const companies = makeCompanies(random);
  const now = Math.floor(Date.now() / 1000);
  const write = startTeamSupport(db, companies, random, now);
  for (let at = 0; at < tickets; at++) write(tell(random, companies, now - (tickets - at) * 86_400, now));
  db.close();
}

describe('sample desk: folders of older versions', function () {
  this.timeout(20_000);
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sampledesk-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const path = () => join(folder, 'sampledesk.db');

  it('keep what they hold and get what later versions begin with, once', async () => {
    firstVersion(path());
    const counts: number[][] = [];
    for (let start = 0; start < 2; start++) {
      const desk = await startSampleDesk(['--data', folder]);
      try {
        assert.deepEqual([desk.teamsupport.organizationId, desk.teamsupport.token], ['412345', 'T']);
        const api = new Caller(desk, 'json');
        const list = async (query: string, plural: string) => (await api.list(query, plural, '', '')).length;
        assert.equal(await list('tickets?IsKnowledgeBase=False', 'Tickets'), tickets);
        counts.push([
          await list('tickets?IsKnowledgeBase=True', 'Tickets'),
          await list('assets', 'Assets'),
          await list('contacts', 'Contacts'),
          await list('customers?Seats[gte]=5', 'Customers'),
        ]);
        if (start === 0) {
          const newest = await api.one('GET', `tickets/${1000 + tickets}`, 'Ticket');
          await api.one('DELETE', `tickets/${newest.TicketID}`, 'Ticket');
          const next = await api.one('POST', 'tickets', 'Ticket', { Name: 'In its place' });
          assert.equal(next.TicketNumber, String(1001 + tickets));
        }
      } finally {
        await desk.stop();
      }
    }
    assert.deepEqual(counts[0], counts[1]);
    assert.ok(counts[0]?.[0] === 15 && counts[0].every(count => count >= 15), String(counts[0]));
  });

  it('are refused when a later version wrote them', async () => {
    firstVersion(path());
    const db = new DatabaseSync(path());
    db.exec(`PRAGMA user_version = ${steps.length + 1}`);
    db.close();
    await assert.rejects(startSampleDesk(['--data', folder]), /ended with 1 .*written by a later version/s);
  });

  it('are brought up to date once by two processes that start together', async () => {
    firstVersion(path());
    const desks = await Promise.all([startSampleDesk(['--data', folder]), startSampleDesk(['--data', folder])]);
    try {
      for (const desk of desks) {
        const articles = await new Caller(desk, 'xml').list(
          'tickets?IsKnowledgeBase=True',
          'Tickets',
          'Ticket',
          'TicketID',
        );
        assert.equal(articles.length, 15);
      }
    } finally {
      await Promise.all(desks.map(desk => desk.stop()));
    }
  });
});
