import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { DeskConfig, HelpDesk } from '../../src/model/desk.ts';
import { openTeamSupport } from '../../src/teamsupport/connector.ts';
import { idsOf, listAll } from './helpDeskContract.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

let sample: SampleDesk | undefined;
let desk: HelpDesk | undefined;

afterEach(async () => {
  await desk?.close();
  await sample?.stop();
  desk = sample = undefined;
});

/** A desk that does things in its own way. */
async function open(
  args: readonly string[],
  flavour: 'xml' | 'json',
  config: Partial<DeskConfig> = {},
): Promise<HelpDesk> {
  sample = await startSampleDesk(['--tickets', '60', ...args]);
  const { url: address, organizationId, token } = sample.teamsupport;
  desk = openTeamSupport(
    { id: 't', name: 'T', system: 'teamsupport', address, organizationId, ...config },
    token,
    flavour,
  );
  return desk;
}

describe('TeamSupport: accounts that differ', function () {
  this.timeout(30_000);
  for (const flavour of ['xml', 'json'] as const) {
    it(`reads all pages of a desk whose pages are shorter than asked for, ${flavour}`, async () => {
      const limited = await open(['--page-limit', '9'], flavour);
      const every = await listAll(limited, {}, 25);
      assert.ok(every.length >= 60);
      assert.equal(new Set(idsOf(every)).size, every.length);
    });
  }

  it('reads and writes dates in the order and zone of the settings', async () => {
    const config = { dateOrder: 'dmy', timeZone: 'Asia/Tokyo' } as const;
    const tokyo = await open(['--date-order', 'dmy', '--time-zone', 'Asia/Tokyo'], 'xml', config);
    const made = await tokyo.createTicket({ subject: 's', description: '', fields: { DueDate: '2031-03-04' } });
    const ticket = await tokyo.getTicket(made.id);
    assert.equal(ticket.dueAt, '2031-03-04T14:59:59.000Z');
    assert.ok(Math.abs(Date.parse(ticket.openedAt ?? '') - Date.now()) < 120_000);
    await tokyo.updateTicket(made.id, { DueDate: '2031-12-01T14:59:59.000Z' });
    assert.equal((await tokyo.getTicket(made.id)).dueAt, '2031-12-01T14:59:59.000Z');
    const time = { minutes: 5, startedAt: '2025-12-01T20:30:00.000Z', notes: 'n' };
    await tokyo.logTime(made.id, time);
    assert.equal((await tokyo.timeEntries(made.id))[0]?.at, time.startedAt);
    assert.ok(idsOf(await listAll(tokyo, { fields: { DueDate: '2031-12-01' } })).includes(made.id));
  });

  it('learns order and zone from the answers where the settings say nothing', async () => {
    const guessing = await open(['--date-order', 'dmy', '--time-zone', 'Asia/Tokyo'], 'json');
    await listAll(guessing, {}, 100);
    const made = await guessing.createTicket({ subject: 's', description: '' });
    assert.ok(Math.abs(Date.parse((await guessing.getTicket(made.id)).openedAt ?? '') - Date.now()) < 120_000);
    const { dates } = await guessing.examine();
    assert.deepEqual([dates.order, dates.orderFrom, dates.zoneFrom], ['dmy', 'data', 'data']);
  });
});
