import assert from 'node:assert/strict';
import type { Result } from '../../src/model/errors.ts';
import type { RecordKind, RecordResource, RecordValues } from '../../src/model/records.ts';
import { TestEngine } from './engineFolder.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

const firstPage = { number: 1, size: 20 };

/** What is made of each kind, and what of it is then changed. `*kind.field` stands for a value of a record that is there. */
const made: Record<string, Partial<Record<RecordKind, { make: RecordValues; change?: RecordValues }>>> = {
  readydesk: {
    companies: { make: { name: 'Made & Sons', address: '1 Made Street' }, change: { city: 'Madeville' } },
    customers: { make: { cid: 'made.person', contact: 'Made Person' }, change: { contact: 'Changed Person' } },
    groups: { make: { name: 'Made Group' }, change: { name: 'Changed Group' } },
    technicians: { make: { uid: 'mmade', name: 'Mia Made' }, change: { name: 'Mia Changed' } },
    tickets: { make: { cid: '*customers.cid', subject: 'Made here' }, change: { subject: 'Changed here' } },
    history: { make: { tid: '*tickets.id', notes: 'A made note' } },
    lineItems: {
      make: { tid: '*tickets.id', cid: '*customers.cid', title: 'Made work', duration: '30', time_unit: 'Minutes' },
      change: { title: 'Changed work' },
    },
    invoices: { make: { cid: '*customers.cid', from_date: '2026-01-01T00:00:00Z', to_date: '2026-12-31T00:00:00Z' } },
    assetFields: { make: { label: 'Made field', type: 'text', data_type: 'Text' }, change: { label: 'Changed field' } },
    schedules: {
      make: { title: 'Made visit', start_date: '2026-12-01T09:00:00Z' },
      change: { title: 'Changed visit' },
    },
  },
  teamsupport: {
    tickets: { make: { Name: 'Made here' }, change: { Name: 'Changed here' } },
    history: { make: { Description: '<p>A made note</p>' }, change: { Description: '<p>A changed note</p>' } },
    customers: { make: { Name: 'Made & Sons' }, change: { Website: 'made.example' } },
    contacts: { make: { Email: 'made@made.example', FirstName: 'Made' }, change: { FirstName: 'Changed' } },
    contactAddresses: { make: { Addr1: '1 Made Street' }, change: { Addr1: '2 Made Street' } },
    products: { make: { Name: 'Made Thing' }, change: { Description: 'Changed' } },
    assets: { make: { Name: 'Made machine' }, change: { Name: 'Changed machine' } },
  },
};

let sample: SampleDesk;
let engine: TestEngine;

function got<T>(result: Result<T>): T {
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.failure));
  return result.value;
}

/** Ids of parents, outermost first, under which the list of this kind has records. */
async function parentsOf(deskId: string, resource: RecordResource): Promise<string[]> {
  const [outer, ...inner] = resource.parents;
  if (!outer) return [];
  const candidates = got(await engine.records(deskId, outer, [], {}, { number: 1, size: 50 })).records;
  let last: string[] = [];
  for (const { id } of candidates) {
    if (!id) continue;
    const chains = inner[0]
      ? got(await engine.records(deskId, inner[0], [id], {}, firstPage)).records.map(record => [id, record.id ?? ''])
      : [[id]];
    for (const chain of chains) {
      last = chain;
      if (!resource.list) return chain;
      const page = got(await engine.records(deskId, resource.kind, chain, {}, firstPage));
      if (page.records.length > 0) return chain;
    }
  }
  return last;
}

async function filledIn(deskId: string, values: RecordValues): Promise<RecordValues> {
  const filled: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (!value.startsWith('*')) filled[name] = value;
    else {
      const [kind, field] = value.slice(1).split('.');
      const page = got(await engine.records(deskId, kind as RecordKind, [], {}, firstPage));
      filled[name] = page.records[0]?.fields.find(each => each.name === field)?.value ?? '';
    }
  }
  return filled;
}

before(async function () {
  this.timeout(60_000);
  sample = await startSampleDesk(['--tickets', '60']);
  const { readydesk, teamsupport } = sample;
  engine = new TestEngine();
  const desk = (system: string, address: string) => ({ id: system, name: system, system, address });
  got(await engine.open(desk('readydesk', readydesk.url), readydesk.key));
  const { organizationId } = teamsupport;
  got(await engine.open({ ...desk('teamsupport', teamsupport.url), organizationId }, teamsupport.token));
});

after(async () => {
  await engine.dispose();
  await sample.stop();
});

for (const system of ['readydesk', 'teamsupport']) {
  describe(`Every kind of record of ${system}, as the editor asks for it`, function () {
    this.timeout(60_000);

    it('is listed, read, made, changed, linked and removed as its resource says', async () => {
      const resources = got(await engine.resources(system));
      assert.ok(resources.length > 10);
      // An invoice is of line items that are on none yet.
      const invoicesLast = [...resources].sort((a, b) => Number(a.kind === 'invoices') - Number(b.kind === 'invoices'));
      for (const resource of invoicesLast) {
        const { kind } = resource;
        const known = kind === 'customerNotes' ? await aNote() : undefined;
        const parents = known?.slice(0, -1) ?? (await parentsOf(system, resource));
        const page = resource.list
          ? got(await engine.records(system, kind, parents, {}, firstPage))
          : { records: [], more: false };
        if (resource.list) assert.ok(page.records.length > 0, `${kind}: the list is empty`);
        for (const record of page.records)
          assert.ok(record.title && record.fields.length > 0, `${kind}: a bare record`);
        const id = page.records[0]?.id ?? known?.at(-1);
        if (resource.get && id) {
          const one = got(await engine.record(system, kind, [...parents, id]));
          assert.equal(one.id, id, kind);
        }
        if (resource.download) {
          const file = got(await engine.recordFile(system, kind, [...parents, id ?? '']));
          assert.ok(file.bytes.length > 0, `${kind}: an empty file`);
        }
        if (resource.upload) {
          const file = { name: 'made here.txt', contentType: 'text/plain', bytes: Buffer.from('made here') };
          const sent = got(await engine.uploadRecordFile(system, kind, parents, file));
          const back = got(await engine.recordFile(system, kind, [...parents, sent.id]));
          assert.equal(Buffer.from(back.bytes).toString(), 'made here');
        }
        if (resource.link && id) {
          got(await engine.unlinkRecord(system, kind, [...parents, id]));
          const without = got(await engine.records(system, kind, parents, {}, firstPage));
          assert.ok(!without.records.some(record => record.id === id), `${kind}: still linked`);
          got(await engine.linkRecord(system, kind, [...parents, id]));
          const again = got(await engine.records(system, kind, parents, {}, firstPage));
          assert.ok(
            again.records.some(record => record.id === id),
            `${kind}: not linked`,
          );
        }
        if (resource.create) await makeAndChange(system, resource, parents);
      }
    });
  });
}

/** Ids of a customer and its note. The API shows no list of notes, so no client has one; the sample desk does. */
async function aNote(): Promise<[string, string]> {
  const { url, organizationId, token } = sample.teamsupport;
  const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
  for (const { id = '' } of got(await engine.records('teamsupport', 'customers', [], {}, firstPage)).records) {
    const answer = await fetch(`${url}/api/json/customers/${id}/notes`, { headers: { authorization } });
    const { Notes } = (await answer.json()) as { Notes: readonly { ID: string }[] };
    if (Notes[0]) return [id, Notes[0].ID];
  }
  return assert.fail('no customer has a note');
}

async function makeAndChange(system: string, resource: RecordResource, parents: readonly string[]): Promise<void> {
  const { kind } = resource;
  const plan = made[system]?.[kind];
  assert.ok(plan, `${kind} can be made, and this test does not know how`);
  const created = got(await engine.createRecord(system, kind, parents, await filledIn(system, plan.make)));
  assert.ok(created.id, kind);
  const ids = [...parents, created.id];
  if (resource.update) {
    assert.ok(plan.change, `${kind} can be changed, and this test does not know how`);
    got(await engine.updateRecord(system, kind, ids, plan.change));
  }
  if (resource.get) {
    const read = got(await engine.record(system, kind, ids));
    for (const [name, value] of Object.entries(plan.change ?? {})) {
      const shown = read.fields.find(field => field.name.toLowerCase() === name.toLowerCase());
      assert.ok(shown?.value.includes(value.replace(/<[^>]*>/g, '')), `${kind}: ${name} is ${shown?.value}`);
    }
  }
  if (resource.remove) {
    got(await engine.removeRecord(system, kind, ids));
    const gone = resource.get ? await engine.record(system, kind, ids) : undefined;
    assert.equal(gone?.ok, false, `${kind}: still there`);
  }
}
