import assert from 'node:assert/strict';
import type { NewTicketField } from '../../src/model/fields.ts';
import { defaultNetwork } from '../../src/model/network.ts';
import { draftOf } from '../../src/model/newTicket.ts';
import { TestEngine } from './engineFolder.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

describe('fields of a new ticket', function () {
  this.timeout(60_000);
  let sample: SampleDesk;
  let engine: TestEngine;

  before(async () => {
    sample = await startSampleDesk(['--tickets', '60']);
    engine = new TestEngine();
    await engine.configure(defaultNetwork);
    const { readydesk, teamsupport } = sample;
    const { url, organizationId, token } = teamsupport;
    const [one, other] = [
      await engine.open({ id: 'readydesk', name: 'R', system: 'readydesk', address: readydesk.url }, readydesk.key),
      await engine.open({ id: 'teamsupport', name: 'T', system: 'teamsupport', address: url, organizationId }, token),
    ];
    assert.ok(one.ok && other.ok);
  });
  after(async () => {
    await engine.dispose();
    await sample.stop();
  });

  const fieldsOf = async (deskId: string): Promise<readonly NewTicketField[]> => {
    const answer = await engine.newTicketFields(deskId);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  };
  const role = (fields: readonly NewTicketField[], wanted: NewTicketField['role']) =>
    fields.find(each => each.role === wanted);

  for (const deskId of ['readydesk', 'teamsupport']) {
    it(`of ${deskId} are each told once, with the choices that the desk has, and make a ticket`, async () => {
      const fields = await fieldsOf(deskId);
      assert.equal(new Set(fields.map(({ name }) => name)).size, fields.length);
      for (const each of ['subject', 'customer', 'description', 'dueAt'] as const) assert.ok(role(fields, each), each);
      for (const each of ['status', 'assignee', 'group'] as const) assert.ok(role(fields, each)?.choices?.length, each);
      const customers = await engine.customers(deskId, '', 1);
      assert.ok(customers.ok && customers.value[0]);
      const group = role(fields, 'group')?.choices?.[0];
      const values = Object.fromEntries([
        [role(fields, 'subject')?.name, 'Made of fields'],
        [role(fields, 'customer')?.name, customers.value[0].id],
        [role(fields, 'group')?.name, group?.id],
      ]);
      const created = await engine.createTicket(deskId, draftOf(fields, values));
      assert.ok(created.ok, JSON.stringify(created));
      const details = await engine.details(deskId, created.value.id, { fresh: true });
      assert.ok(details.ok);
      assert.equal(details.value.details.ticket.subject, 'Made of fields');
      assert.equal(details.value.details.ticket.group?.name, group?.name);
    });
  }

  it('of TeamSupport have the custom fields of the account with their types, and statuses by type', async () => {
    const fields = await fieldsOf('teamsupport');
    const custom = new Map(fields.filter(each => each.role === 'custom').map(({ name, type }) => [name, type]));
    assert.equal(custom.get('RegressionSuspected'), 'flag');
    assert.equal(custom.get('Environment'), 'text');
    assert.ok(role(fields, 'status')?.choices?.every(each => each.typeId !== undefined));
  });

  it('are told also when the desk is gone, once they were', async () => {
    const before = await fieldsOf('teamsupport');
    await sample.stop();
    assert.deepEqual(await fieldsOf('teamsupport'), before);
  });
});
