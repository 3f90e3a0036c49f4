import { XMLParser } from 'fast-xml-parser';
import type { TicketSummary } from '../src/model/ticket.ts';
import { complaintIn } from '../src/readydesk/complaints.ts';
import { decodeRecords } from '../src/readydesk/decoding.ts';
import { tablesWith } from '../src/readydesk/fields.ts';
import { type Context, toSummary as readyDeskSummary } from '../src/readydesk/mapping.ts';
import { Names } from '../src/readydesk/people.ts';
import { toSummary as teamSupportSummary } from '../src/teamsupport/mapping.ts';
import { readBody } from '../src/wire/body.ts';
import { DeskDates } from '../src/wire/deskDates.ts';
import { type Answer, findRecords } from '../src/wire/records.ts';
import type { Form } from './pages.ts';

/** What is measured on a page: our reading of it, beside a bare parser on the same bytes. */
export interface Subject {
  readonly name: string;
  readonly form: Form;
  /** How many times as fast as the bare parser it is to be. */
  readonly least: number;
  readonly yardstick: string;
  readonly bare: (bytes: Uint8Array) => unknown;
  readonly ours: (bytes: Uint8Array) => readonly TicketSummary[];
}

const BESIDES = new Set(['recordsreturned', 'nextpage', 'totalrecords']);

const xml = {
  least: 4,
  yardstick: 'fast-xml-parser',
  bare: (bytes: Uint8Array) => new XMLParser().parse(textOf(bytes)),
};
const json = { least: 0.4, yardstick: 'JSON.parse', bare: (bytes: Uint8Array) => JSON.parse(textOf(bytes)) };
const url = {
  least: 0.4,
  yardstick: 'URLSearchParams, a record a line',
  bare: (bytes: Uint8Array) =>
    textOf(bytes)
      .split('\n')
      .map(line => [...new URLSearchParams(line)]),
};

/** Decoding a list of tickets from its bytes to the model, in each form there is. */
export const subjects: readonly Subject[] = [
  { name: 'TeamSupport list, XML', form: 'teamsupport xml', ours: teamSupport, ...xml },
  { name: 'TeamSupport list, JSON', form: 'teamsupport json', ours: teamSupport, ...json },
  { name: 'ReadyDesk list, XML', form: 'readydesk xml', ours: readyDesk, ...xml },
  { name: 'ReadyDesk list, JSON', form: 'readydesk json', ours: readyDesk, ...json },
  { name: 'ReadyDesk list, URL-delimited', form: 'readydesk url', ours: readyDesk, ...url },
];

const dates = new DeskDates({});
const context: Context = { dates, tables: tablesWith(undefined), names: new Names([], []) };

function teamSupport(bytes: Uint8Array): TicketSummary[] {
  return answerIn(bytes, BESIDES)
    .records.map(record => teamSupportSummary(record, dates))
    .filter(ticket => ticket !== undefined);
}

function readyDesk(bytes: Uint8Array): TicketSummary[] {
  const { records, outer } = answerIn(bytes);
  const complaint = complaintIn(records, outer, '');
  if (complaint !== undefined) throw new Error(complaint);
  return decodeRecords(records, { encoded: [], raw: [] })
    .map(record => readyDeskSummary(record, context))
    .filter(ticket => ticket !== undefined);
}

function answerIn(bytes: Uint8Array, besides?: ReadonlySet<string>): Answer {
  const body = readBody(bytes, '');
  if (body.kind !== 'data') throw new Error(`the page is ${body.kind}`);
  return findRecords(body.root, besides);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
