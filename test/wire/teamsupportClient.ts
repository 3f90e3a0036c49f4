import assert from 'node:assert/strict';
import { TeamSupportClient } from '../../src/teamsupport/client.ts';
import { type Entity, idIn } from '../../src/teamsupport/entities.ts';
import { Filters, type Terms } from '../../src/teamsupport/filters.ts';
import { Quota } from '../../src/teamsupport/quota.ts';
import type { Flavour, List, Written } from '../../src/teamsupport/rest.ts';
import type { DataRecord } from '../../src/wire/records.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';

/** A client at work on a sample desk of 60 tickets. */
export interface RunningClient {
  readonly sample: SampleDesk;
  readonly client: TeamSupportClient;
  stop(): Promise<void>;
}

export async function startClient(flavour: Flavour): Promise<RunningClient> {
  const sample = await startSampleDesk(['--tickets', '60']);
  const { url, organizationId, token } = sample.teamsupport;
  const client = new TeamSupportClient({ base: new URL(url), organizationId, token, flavour, quota: new Quota({}) });
  const stop = async () => {
    await client.close();
    await sample.stop();
  };
  return { sample, client, stop };
}

/** The terms of a page and nothing else. */
export const page = (size: number, number = 1): Terms => new Filters().page({ number, size });

/** The id of the first record, or of the record itself. */
export function one(entity: Entity, from: List | DataRecord | undefined): string {
  const record = from && 'records' in from ? from.records[0] : from;
  const id = record && idIn(entity, record);
  assert.ok(id);
  return id;
}

export function made(entity: Entity, { record }: Written): string {
  return one(entity, record);
}

export function ids(entity: Entity, { records }: List): string[] {
  return records.map(record => idIn(entity, record) ?? '');
}
