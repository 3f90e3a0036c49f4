import assert from 'node:assert/strict';
import { DeskError } from '../../src/model/errors.ts';
import {
  toArticle,
  toAsset,
  toCardCustomer,
  toCompany,
  toInvoice,
  toLineItem,
  toSchedule,
} from '../../src/readydesk/cardMapping.ts';
import { matchColumns } from '../../src/readydesk/columns.ts';
import { complaintIn, isNothingFound, reasonOfComplaint } from '../../src/readydesk/complaints.ts';
import { decodeRecords } from '../../src/readydesk/decoding.ts';
import { tablesWith } from '../../src/readydesk/fields.ts';
import * as readydesk from '../../src/readydesk/mapping.ts';
import { Names, toCustomer, toGroup, toTechnician } from '../../src/readydesk/people.ts';
import { CustomFields } from '../../src/teamsupport/customFields.ts';
import * as teamsupport from '../../src/teamsupport/mapping.ts';
import { readBody } from '../../src/wire/body.ts';
import { DeskDates } from '../../src/wire/deskDates.ts';
import { FormatError } from '../../src/wire/document.ts';
import { type DataRecord, findRecords } from '../../src/wire/records.ts';

const BESIDES = new Set(['recordsreturned', 'nextpage', 'totalrecords']);
const PLANS = [
  { encoded: [], raw: [] },
  { encoded: ['name', 'file_name'], raw: ['id', 'status', 'category', 'source'] },
];
const people = [{ id: 'alindqvist', name: 'A. Lindqvist', active: true }];

/** What became of an answer. */
export type Outcome = 'records' | 'nothing' | 'page' | 'text' | 'refused';

/**
 * Reads an answer with every decoder and every mapping there is, as both connectors do.
 * @throws whatever is not one of the two errors that a decoder may throw
 */
export function decodeEverything(bytes: Uint8Array, contentType: string): Outcome {
  try {
    const body = readBody(bytes, contentType);
    if (body.kind === 'empty') return 'nothing';
    if (body.kind === 'html') return isText(body.title) && isText(body.text) ? 'page' : 'text';
    if (body.kind === 'text') {
      said(complaintIn([], Object.create(null), body.text));
      return 'text';
    }
    const all = findRecords(body.root);
    said(complaintIn(all.records, all.outer, ''));
    for (const value of Object.values(all.outer)) isText(value);
    for (const plan of PLANS) readAsReadyDesk(decodeRecords(all.records, plan));
    readAsTeamSupport(findRecords(body.root, BESIDES).records);
    return all.records.length > 0 ? 'records' : 'nothing';
  } catch (thrown) {
    if (!(thrown instanceof FormatError) && !(thrown instanceof DeskError)) throw thrown;
    assert.ok(thrown.message.length > 5, 'an error says what is wrong');
    return 'refused';
  }
}

function said(complaint: string | undefined): void {
  if (complaint === undefined) return;
  isText(complaint);
  isText(reasonOfComplaint(complaint));
  isNothingFound(complaint);
}

function readAsReadyDesk(records: readonly DataRecord[]): void {
  const tables = tablesWith({ tickets: { subject: ['__proto__', 'constructor'] } });
  const dates = new DeskDates({ timeZone: 'Europe/Berlin' });
  dates.learn(readydesk.pastDates(records, tables), readydesk.pastDates(records, tables));
  const technicians = records.map(record => toTechnician(record, tables.technicians)).filter(one => one !== undefined);
  const groups = records.map(record => toGroup(record, tables.groups)).filter(one => one !== undefined);
  const context = { names: new Names([...people, ...technicians], groups), dates, tables };
  for (const [index, record] of records.entries()) {
    const ticket = readydesk.toTicket(record, context);
    const summary = readydesk.toSummary(record, context);
    if (ticket) {
      const { description: _description, otherFields: _otherFields, ...rest } = ticket;
      assert.deepEqual(summary, rest);
    }
    sound([ticket, toCustomer(record, tables.customers)]);
    sound([readydesk.toEntry(record, '12', index, context), readydesk.toTimeEntry(record, '12', index, context)]);
    sound([readydesk.toAttachment(record, '12', context), toAsset(record, { ticketId: '12' }, context)]);
    sound([toCardCustomer(record, context), toCompany(record, context), toSchedule(record, '12', context)]);
    sound([toLineItem(record, 'acme', context), toInvoice(record, 'acme', context), toArticle(record, context)]);
    isSoundRecord(record);
  }
  sound([technicians, groups, matchColumns(tables.tickets, records)]);
}

function readAsTeamSupport(records: readonly DataRecord[]): void {
  const dates = new DeskDates({});
  const custom = new CustomFields(dates);
  const texts = records.flatMap(record => Object.values(record.values));
  dates.learn(texts, texts);
  for (const text of texts.slice(0, 40)) dates.learnZone(text, 1_800_000_000_000);
  custom.learn(records);
  const users = new Set(['-1', '9001']);
  for (const action of teamsupport.oldestFirst(records, dates)) {
    const ticket = teamsupport.toTicket(action, records[0], dates);
    sound([ticket, teamsupport.toSummary(action, dates), teamsupport.toEntry(action, users, dates)]);
    sound([teamsupport.toTimeEntry(action, dates), teamsupport.toAttachment(action, '1', dates)]);
    sound([teamsupport.toTechnician(action), teamsupport.toGroup(action)]);
    sound([teamsupport.toContact(action), teamsupport.toOrganization(action)]);
    for (const name of CustomFields.namesIn(action)) isText(custom.typeOf(name));
    isSoundRecord(action);
  }
  for (const text of texts.slice(0, 40)) {
    const at = dates.read(text);
    if (at === undefined) continue;
    assert.equal(dates.read(dates.write(at, 'H:mm:ss'))?.slice(0, 19), at.slice(0, 19), text);
  }
}

/** Values are texts by any name, and nothing of them is inherited. */
function isSoundRecord({ values, groups }: DataRecord): void {
  assert.equal(Object.getPrototypeOf(values), null);
  for (const name in values) isText(values[name]);
  for (const name in groups) for (const record of groups[name] ?? []) isSoundRecord(record);
}

/** What is handed on is plain: texts, numbers, flags, lists and objects of them. */
function sound(value: unknown): void {
  if (value === undefined || typeof value === 'boolean' || typeof value === 'string') return;
  if (typeof value === 'number') {
    assert.ok(Number.isFinite(value));
    return;
  }
  assert.ok(typeof value === 'object' && value !== null, String(value));
  const prototype: unknown = Object.getPrototypeOf(value);
  assert.ok(prototype === Object.prototype || prototype === Array.prototype || prototype === null);
  for (const each of Object.values(value)) sound(each);
}

function isText(value: unknown): boolean {
  assert.equal(typeof value, 'string');
  return true;
}
