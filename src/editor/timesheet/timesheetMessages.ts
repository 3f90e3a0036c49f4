import * as v from 'valibot';
import { longestEntry } from '../../model/duration.ts';
import { csvLimit, notesLimit, type SheetHostApi } from '../../webview/timesheetMessages.ts';
import { refusalOf } from '../panel/pageCalls.ts';

const nothing = v.strictTuple([]);
/** What a desk calls something: an id, a number. */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const moment = v.pipe(v.string(), v.isoTimestamp());
const row = v.pipe(v.number(), v.integer(), v.minValue(0));
const change = v.strictObject({
  minutes: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(longestEntry))),
  startedAt: v.exactOptional(moment),
  notes: v.exactOptional(v.pipe(v.string(), v.maxLength(notesLimit))),
});

/** What each call of the page may carry. */
const calls = {
  ready: nothing,
  look: v.strictTuple([
    v.strictObject({ span: v.strictObject({ from: moment, to: moment }), whose: v.picklist(['mine', 'all']) }),
  ]),
  readTime: nothing,
  stopReading: nothing,
  openTicket: v.strictTuple([name, name, name, v.pipe(v.string(), v.maxLength(2_000))]),
  logTime: v.strictTuple([name, name, name]),
  changeEntry: v.strictTuple([name, name, name, change]),
  changeUnsent: v.strictTuple([name, row, change]),
  chooseUnsent: v.strictTuple([name, row, v.picklist(['send', 'discard'])]),
  showOutbox: nothing,
  saveCsv: v.strictTuple([
    v.pipe(v.string(), v.regex(/^[\w-]{1,80}\.csv$/)),
    v.pipe(v.string(), v.maxLength(csvLimit)),
  ]),
  act: v.strictTuple([
    v.picklist(['reconnect', 'chooseTechnician', 'openMirrorSettings', 'connect']),
    v.nullable(name),
  ]),
} satisfies Record<keyof SheetHostApi, v.GenericSchema>;

/** Why a message from the page is not one that the host takes; nothing when it is. */
export const refusal = refusalOf('timesheet', calls);
