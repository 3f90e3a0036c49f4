import assert from 'node:assert/strict';
import { Calls } from '../../src/readydesk/calls.ts';
import { ReadyDeskClient } from '../../src/readydesk/client.ts';
import type { Common } from '../../src/readydesk/inputs/values.ts';
import { DeskDates } from '../../src/wire/deskDates.ts';
import { type DataRecord, fieldOf } from '../../src/wire/records.ts';
import { startSampleDesk } from './sampleDesk.ts';

/** A typed client at work on a sample desk of 60 tickets. */
export interface RunningClient {
  readonly client: ReadyDeskClient;
  /** A customer and a technician that there are. */
  readonly cid: string;
  readonly uid: string;
  stop(): Promise<void>;
}

export async function startClient(args: readonly string[]): Promise<RunningClient> {
  const sample = await startSampleDesk(['--tickets', '60', ...args]);
  const calls = new Calls(new URL(sample.readydesk.url), sample.readydesk.key, new DeskDates({}), undefined);
  const client = new ReadyDeskClient(calls);
  const [cid = ''] = valuesOf(await client.getTickets({ tid: '*', count: 1 }), 'cid');
  const [uid = ''] = valuesOf(await client.getTechs({ uid: '*', count: 1 }), 'uid');
  assert.ok(cid && uid);
  return {
    client,
    cid,
    uid,
    stop: async () => {
      await calls.close();
      await sample.stop();
    },
  };
}

/** A column of an answer. */
export const valuesOf = (records: readonly DataRecord[], name: string): string[] =>
  records.map(record => fieldOf(record, name) ?? '');

/** The values of the one record that a list answers. */
export function only(records: readonly DataRecord[]): Record<string, string> {
  assert.equal(records.length, 1);
  return { ...records[0]?.values };
}

/** All of a list, after pages of three, the count and both orders said the same. */
export async function wholeList(
  list: (paging: Common) => Promise<DataRecord[]>,
  count: () => Promise<number | undefined>,
): Promise<DataRecord[]> {
  const all = await list({});
  assert.ok(all.length > 0);
  assert.equal(await count(), all.length);
  const some = await Promise.all([1, 2, 3].map(page => list({ count: 3, page, order: 'ID' })));
  const falling = await list({ order: 'ID', order_direction: 'DESC' });
  assert.deepEqual(valuesOf(some.flat(), 'id'), valuesOf(falling, 'id').toReversed().slice(0, 9));
  assert.deepEqual(await list({ count: 100, page: 1000 }), []);
  return all;
}
