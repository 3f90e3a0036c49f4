import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { DeskConfig, HelpDesk, NoteVisibility } from '../../src/model/desk.ts';
import type { Write } from '../../src/model/outbox.ts';
import type { NamedRef } from '../../src/model/ticket.ts';
import { listAll } from './helpDeskContract.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { ask, send, sendInVain, sent } from './writtenOnce.ts';

/** What a system brings. */
export interface Arriving {
  readonly visibility: NoteVisibility;
  /** The field of a subject. */
  readonly subject: string;
  open(sample: SampleDesk, config?: Partial<DeskConfig>): HelpDesk;
  /** Requests for names, which are remembered, beside the question. */
  readonly beside: number;
  more(running: () => Written): void;
}

/** A connector whose user is known to the desk, and what is needed to write. */
export interface Written {
  readonly sample: SampleDesk;
  readonly desk: HelpDesk;
  readonly me: string;
  readonly colleague: string;
  readonly customerId: string;
  readonly ticketId: string;
  /** A connector of its own, that has written nothing yet. */
  fresh(config?: Partial<DeskConfig>): HelpDesk;
}

let number = 0;
/** A text that no other test writes. */
export const words = (): string => `Looked into it & wrote <${++number}> down, “ünïcode” שלום 🛠 100 % a+b\nsecond line`;

/** Declares what every system has to tell of a write of which no answer came. */
export function describeArrival(title: string, { visibility, subject, open, beside, more }: Arriving): void {
  describe(title, function () {
    this.timeout(30_000);
    let sample: SampleDesk;
    let desk: HelpDesk;
    let me = '';
    let colleague = '';
    let customerId = '';
    let ticketId = '';
    let opened: HelpDesk[] = [];

    before(async () => {
      sample = await startSampleDesk(['--tickets', '60']);
      const looking = open(sample);
      const [technicians, customers] = await Promise.all([looking.technicians(), looking.customers('', 1000)]);
      const [ticket] = await listAll(looking, { state: 'open' }, 50);
      await looking.close();
      const people = technicians.filter(each => each.active);
      me = people[0]?.id ?? '';
      colleague = people[1]?.id ?? '';
      customerId = customers.find(each => !each.id.startsWith('customer:'))?.id ?? '';
      ticketId = ticket?.id ?? '';
      assert.ok(me && colleague && customerId && ticketId);
      desk = fresh();
    });
    after(async () => {
      await Promise.all(opened.map(each => each.close()));
      await sample.stop();
    });

    const fresh = (config: Partial<DeskConfig> = {}): HelpDesk => {
      const made = open(sample, { technicianId: me, timeZone: 'UTC', ...config });
      opened = [...opened, made];
      return made;
    };
    /** All entries of the ticket but this one. */
    const besides = async (id: string): Promise<Set<string>> =>
      new Set((await desk.history(ticketId)).map(each => each.id).filter(each => each !== id));
    const note = (text = words(), more: object = {}): Write & { kind: 'addNote' } => ({
      kind: 'addNote',
      ticketId,
      note: { text, visibility, ...more },
    });
    const time = (more: object = {}): Write => ({
      kind: 'logTime',
      ticketId,
      time: { minutes: 35, startedAt: '2026-03-04T10:20:00.000Z', notes: words(), ...more },
    });
    const ticket = (more: object = {}): Write => ({
      kind: 'createTicket',
      draft: { subject: words().replaceAll('\n', ' '), description: words(), customerId, ...more },
    });
    const kinds: Record<string, () => Write> = { note, time, ticket };

    for (const [kind, make] of Object.entries(kinds)) {
      it(`${kind}: finds what arrived, and nothing of what did not`, async () => {
        for (const config of [{}, { timeZone: undefined }] as Partial<DeskConfig>[]) {
          const asking = fresh(config);
          for (const fault of ['cutAfter', 'failAfter', 'cutBody'] as const) {
            const write = make();
            const arrival = await ask(sample, asking, await sendInVain(sample, asking, write, fault), 2 + beside);
            assert.equal(arrival.arrived, 'yes', `${fault} ${JSON.stringify(arrival)}`);
            const id = arrival.arrived === 'yes' ? (arrival.id ?? '') : '';
            const there = {
              note: async () => (await asking.history(ticketId)).some(each => each.id === id),
              time: async () => (await asking.timeEntries(ticketId)).some(each => each.id === id),
              ticket: async () =>
                write.kind === 'createTicket' && (await asking.getTicket(id)).subject === write.draft.subject,
            }[kind];
            assert.ok(await there?.(), fault);
          }
          for (const fault of ['cutBefore', 'failBefore'] as const) {
            const arrival = await ask(sample, asking, await sendInVain(sample, asking, make(), fault), 2 + beside);
            assert.deepEqual(arrival, { arrived: 'no' }, fault);
          }
        }
      });

      it(`${kind}: tells the second of two alike from the first when that is known, and asks when it is not`, async () => {
        const write = make();
        const first = await send(desk, write);
        const others = new Set([first]);
        const lost = await sendInVain(sample, desk, write, 'cutBefore', { others });
        assert.deepEqual(await ask(sample, desk, lost, 2 + beside), { arrived: 'no' });
        const done = await sendInVain(sample, desk, write, 'cutAfter', { others });
        const second = await ask(sample, desk, done, 2 + beside);
        assert.ok(second.arrived === 'yes' && second.id && second.id !== first, JSON.stringify(second));
        const unknown = await ask(sample, desk, { ...done, others: new Set() }, 3 + beside);
        assert.equal(unknown.arrived, 'unclear');
        assert.deepEqual(await ask(sample, desk, { ...done, others: new Set([first, second.id]) }, 2 + beside), {
          arrived: 'no',
        });
      });
    }

    it('note: leaves to people what is like it, and takes nothing else for it', async () => {
      const write = note();
      const { text } = write.note;
      for (const like of [`${text}\n\n-- \nSent by help desk`, text.slice(0, 40), text.replace(/[^ -~\n]+/g, '??')]) {
        const id = await send(desk, note(like));
        const arrival = await ask(sample, desk, sent(write, await besides(id)));
        assert.equal(arrival.arrived, 'unclear', like);
      }
      const all = new Set((await desk.history(ticketId)).map(each => each.id));
      await send(desk, note(`no ${words()}`));
      assert.deepEqual(await ask(sample, desk, sent(write, all)), { arrived: 'no' });
    });

    it('note: takes no colleague’s for it, and asks as long as it cannot tell whose it is', async () => {
      const write = note();
      await send(desk, note(write.note.text, { authorId: colleague }));
      const asking = fresh();
      assert.equal((await ask(sample, asking, sent(write), 1 + beside)).arrived, 'unclear');
      await send(asking, note());
      assert.deepEqual(await ask(sample, asking, sent(write), 1 + beside), { arrived: 'no' });
      const theirs = await ask(sample, asking, sent(note(write.note.text, { authorId: colleague })));
      assert.equal(theirs.arrived, 'yes');
    });

    it('note: takes none for it that was there long before, and asks about one of the same day', async () => {
      const write = note();
      await send(desk, write);
      const later = (hours: number) => sent(write, new Set(), new Date(Date.now() + hours * 3_600_000).toISOString());
      assert.equal((await ask(sample, desk, later(0))).arrived, 'yes');
      assert.equal((await ask(sample, desk, later(2))).arrived, 'unclear');
      assert.deepEqual(await ask(sample, desk, later(30)), { arrived: 'no' });
    });

    it('note, time: are found on a desk in another zone, known or not', async () => {
      await sample.control.set({ timeZone: 'Asia/Kolkata' });
      for (const timeZone of ['Asia/Kolkata', undefined]) {
        const asking = fresh({ timeZone } as Partial<DeskConfig>);
        for (const write of [note(), time()]) {
          const asked = await sendInVain(sample, asking, write, 'cutAfter');
          assert.equal((await ask(sample, asking, asked, 2 + beside)).arrived, 'yes', `${timeZone} ${write.kind}`);
        }
      }
      await sample.control.usual();
    });

    it('finds what arrived on a desk that gives few records at once', async () => {
      await sample.control.set({ pageSizeLimit: 2 });
      for (const make of Object.values(kinds)) {
        const asked = await sendInVain(sample, desk, make(), 'cutAfter');
        const arrival = await ask(sample, desk, asked, 200);
        assert.equal(arrival.arrived, 'yes', asked.write.kind);
      }
      await sample.control.usual();
    });

    it('time: asks when it is there with other minutes', async () => {
      const write = time();
      assert.ok(write.kind === 'logTime');
      await send(desk, { ...write, time: { ...write.time, minutes: 40 } });
      assert.equal((await ask(sample, desk, sent(write))).arrived, 'unclear');
    });

    it('time: is found with its kind of work, which is no part of the question', async () => {
      const kind = await kindOfWork(desk);
      const write = time({ category: kind });
      const arrival = await ask(sample, desk, await sendInVain(sample, desk, write, 'cutAfter'));
      assert.equal(arrival.arrived, 'yes', JSON.stringify(arrival));
      const id = arrival.arrived === 'yes' ? arrival.id : undefined;
      assert.equal((await desk.timeEntries(ticketId)).find(each => each.id === id)?.category, kind.name);
      assert.deepEqual(await ask(sample, desk, await sendInVain(sample, desk, time({ category: kind }), 'cutBefore')), {
        arrived: 'no',
      });
    });

    it('time: takes other work for none of it, even without a text', async () => {
      const write = time({ notes: '' });
      for (const other of [{ minutes: 36 }, { startedAt: '2026-03-04T11:20:00.000Z' }]) {
        await send(desk, time({ notes: '', ...other }));
        assert.deepEqual(await ask(sample, desk, sent(write)), { arrived: 'no' });
      }
      await send(desk, time({ notes: '', technicianId: colleague }));
      assert.notEqual((await ask(sample, desk, sent(write))).arrived, 'yes');
      const done = await sendInVain(sample, desk, write, 'cutAfter');
      assert.equal((await ask(sample, desk, done)).arrived, 'yes');
    });

    it('ticket: takes none of another customer for it', async () => {
      const write = ticket();
      const customers = await desk.customers('', 1000);
      const another = customers.find(each => each.id !== customerId && !each.id.startsWith('customer:'))?.id;
      assert.ok(another && write.kind === 'createTicket');
      await send(desk, { kind: 'createTicket', draft: { ...write.draft, customerId: another } });
      assert.deepEqual(await ask(sample, desk, sent(write), 2 + beside), { arrived: 'no' });
      await send(desk, { kind: 'createTicket', draft: { ...write.draft, description: 'Something else altogether.' } });
      assert.deepEqual(await ask(sample, desk, sent(write), 2 + beside), { arrived: 'no' });
    });

    it('fields: are there when all of them are', async () => {
      const fields = await desk.ticketFields(ticketId);
      const status = fields.find(each => each.role === 'status');
      const next = status?.choices?.find(each => each.id !== status.value);
      assert.ok(status && next);
      const due = fields.find(each => each.role === 'dueAt')?.name ?? '';
      const changes = { [subject]: `Changed ${++number}`, [status.name]: next.id, [due]: '2027-05-06' };
      const write: Write = { kind: 'updateTicket', ticketId, changes };
      const lost = await sendInVain(sample, desk, write, 'cutBefore');
      assert.deepEqual(await ask(sample, desk, lost), { arrived: 'no' });
      const done = await sendInVain(sample, desk, write, 'cutAfter');
      assert.deepEqual(await ask(sample, desk, done), { arrived: 'yes' });
      const cleared: Write = { kind: 'updateTicket', ticketId, changes: { ...changes, [due]: null } };
      assert.deepEqual(await ask(sample, desk, sent(cleared)), { arrived: 'no' });
      await send(desk, cleared);
      assert.deepEqual(await ask(sample, desk, sent(cleared)), { arrived: 'yes' });
      await desk.updateTicket(ticketId, { [subject]: 'Changed by another' });
      assert.deepEqual(await ask(sample, desk, sent(cleared)), { arrived: 'no' });
    });

    it('says of a ticket that is not there that nothing arrived', async () => {
      for (const write of [note(), time(), { kind: 'updateTicket', changes: { [subject]: 'x' } }] as Write[]) {
        const asked = sent({ ...write, ticketId: '99999999' } as Write);
        assert.deepEqual(await desk.arrived(asked), { arrived: 'no' }, write.kind);
      }
    });

    it('can be given up, and tells when the desk is out of reach', async () => {
      const giving = new AbortController();
      giving.abort();
      await assert.rejects(desk.arrived(sent(note()), giving.signal), /cancelled/);
      await sample.control.set({ offline: true });
      await assert.rejects(desk.arrived(sent(note())), /unreachable/);
      await sample.control.usual();
    });

    more(() => ({ sample, desk, me, colleague, customerId, ticketId, fresh }));
  });
}

/** A kind of work that some entry of the desk has, and that is not the first one's. */
async function kindOfWork(desk: HelpDesk): Promise<NamedRef> {
  const kinds = new Map<string, NamedRef>();
  for (const { id } of await listAll(desk, {}, 50)) {
    for (const { category, categoryId } of await desk.timeEntries(id)) {
      const named = desk.capabilities.timeCategory?.from === 'named';
      if (category && (named || categoryId))
        kinds.set(category, { name: category, ...(!named && categoryId ? { id: categoryId } : {}) });
    }
    // What a desk sets by itself is not what is looked for.
    const found = [...kinds.values()].find(({ name }) => name !== 'Comment');
    if (found) return found;
  }
  return assert.fail('no time has a kind of work');
}
