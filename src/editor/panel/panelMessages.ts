import * as v from 'valibot';
import type { FieldRole } from '../../model/fields.ts';
import { fileLimit, noteLimit, type PanelHostApi } from '../../webview/messages.ts';
import { refusalOf } from './pageCalls.ts';

const longestAddress = 8192;
const nothing = v.strictTuple([]);
const visibility = v.picklist(['public', 'internal', 'plain']);
/** What a desk calls something: an id, a number, a field. */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const attachment = v.strictTuple([v.strictObject({ id: name, entryId: v.exactOptional(name) })]);
const roles = Object.keys({
  ...{ subject: 1, status: 1, priority: 1, type: 1, category: 1, subCategory: 1, source: 1, assignee: 1, group: 1 },
  ...{ product: 1, reportedVersion: 1, solvedVersion: 1, dueAt: 1, escalation: 1, customerGroup: 1 },
  ...{ visibleToCustomer: 1, knowledgeBase: 1, contact: 1, phone: 1, email: 1, company: 1, custom: 1 },
} satisfies Record<FieldRole, 1>) as FieldRole[];
const noteText = v.pipe(v.string(), v.maxLength(noteLimit));

const writeId = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sides = v.picklist(['mine', 'theirs', 'before']);
const linkId = v.pipe(v.string(), v.regex(/^[\da-z-]{1,64}$/i));
/** The longest value of a field that is typed. */
const fieldLimit = 20_000;
/** What a file is called; no place in a folder. */
const fileName = v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.regex(/^[^/\\\p{Cc}]+$/u));
const base64 = v.pipe(v.string(), v.maxLength(Math.ceil(fileLimit / 3) * 4), v.regex(/^[A-Za-z0-9+/]*={0,2}$/));

function address(...protocols: string[]) {
  return v.pipe(
    v.string(),
    v.maxLength(longestAddress),
    v.check(value => URL.canParse(value) && protocols.includes(new URL(value).protocol), 'address is not allowed'),
  );
}

/** What each call of the page may carry. */
const calls = {
  ready: nothing,
  refresh: nothing,
  reconnect: nothing,
  showLog: nothing,
  noteChanged: v.strictTuple([noteText, visibility]),
  saveNote: v.strictTuple([
    v.pipe(
      noteText,
      v.check(text => text.trim() !== '', 'note is empty'),
    ),
    visibility,
  ]),
  preview: v.strictTuple([noteText]),
  fields: nothing,
  changeField: v.strictTuple([name, v.nullable(v.pipe(v.string(), v.maxLength(fieldLimit)))]),
  undoChange: nothing,
  chooseWrite: v.strictTuple([writeId, v.picklist(['send', 'discard', 'arrived', 'notArrived'])]),
  takeBack: v.strictTuple([writeId]),
  resolve: v.strictTuple([writeId, v.record(name, sides)]),
  attachFile: v.strictTuple([
    fileName,
    v.pipe(v.string(), v.maxLength(255), v.regex(/^[\w.+-]+\/[\w.+-]+$/)),
    base64,
    visibility,
  ]),
  pickFiles: v.strictTuple([visibility]),
  insertCannedReply: nothing,
  logTime: nothing,
  copyLink: nothing,
  openInBrowser: nothing,
  openLink: v.strictTuple([address('http:', 'https:', 'mailto:')]),
  loadImage: v.strictTuple([address('http:', 'https:')]),
  customerCard: v.strictTuple([name, v.boolean()]),
  openTicket: v.strictTuple([name, name, v.pipe(v.string(), v.maxLength(2_000))]),
  editField: v.strictTuple([
    v.union([v.strictObject({}), v.strictObject({ role: v.picklist(roles) }), v.strictObject({ field: name })]),
  ]),
  linkCustomer: nothing,
  unlinkCustomer: v.strictTuple([name]),
  insertArticle: nothing,
  openAttachment: attachment,
  saveAttachment: attachment,
  openFrame: v.strictTuple([
    v.pipe(v.string(), v.maxLength(500), v.regex(/^(?:description$|entry:|file:)/)),
    v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(5_000)),
  ]),
  openAllFrames: nothing,
  openCodeLink: v.strictTuple([linkId]),
  removeCodeLink: v.strictTuple([linkId]),
  findReferences: nothing,
} satisfies Record<keyof PanelHostApi, v.GenericSchema>;

/** Why a message from the page is not one that the host takes; nothing when it is. */
export const refusal = refusalOf('panel', calls);

const state = v.object({
  deskId: v.pipe(v.string(), v.minLength(1)),
  ticketId: v.pipe(v.string(), v.minLength(1)),
  number: v.string(),
  subject: v.optional(v.string()),
});

/** The ticket that a panel of an earlier window showed, from the page's own state; nothing when it cannot be told. */
export function restoredTicket(
  saved: unknown,
): { deskId: string; ticketId: string; number: string; subject?: string } | undefined {
  const read = v.safeParse(state, saved);
  if (!read.success) return undefined;
  const { subject, ...ref } = read.output;
  return subject === undefined ? ref : { ...ref, subject };
}
