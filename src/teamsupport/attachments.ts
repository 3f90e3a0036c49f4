import type { Created } from '../model/desk.ts';
import { failureOf } from '../model/errors.ts';
import type { FileDraft } from '../model/outbox.ts';
import { plainTextOf } from '../model/plainText.ts';
import { said } from '../model/said.ts';
import type { Attachment } from '../model/ticket.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';
import type { TeamSupportClient } from './client.ts';
import type { Context } from './context.ts';
import { unnamed } from './create.ts';
import { readHtml, writeHtml } from './html.ts';
import { authorOf, idOf, isDescription, isTrue, minutesOf, toAttachment } from './mapping.ts';

/** Actions whose attachments are asked for: the ticket's text and the newest entries, a request each. */
const ATTACHMENT_ACTIONS = 12;
const ATTACHMENT_REQUESTS_AT_ONCE = 4;

/** The files of a ticket. To spare the quota not those of older entries. */
export async function attachments(context: Context, ticketId: string, signal?: AbortSignal): Promise<Attachment[]> {
  const entries = await context.actions.oldestFirst(ticketId, context.dates, signal);
  const texts = entries.filter(isDescription).slice(0, 1);
  const newest = entries.filter(action => !texts.includes(action)).slice(texts.length - ATTACHMENT_ACTIONS);
  const ids = [...texts, ...newest].map(action => idOf(action, 'Action')).filter(id => id !== undefined);
  const found: Attachment[] = [];
  for (let at = 0; at < ids.length; at += ATTACHMENT_REQUESTS_AT_ONCE) {
    const some = ids.slice(at, at + ATTACHMENT_REQUESTS_AT_ONCE);
    const lists = await Promise.all(some.map(id => attachmentsOf(context, ticketId, id, signal)));
    found.push(...lists.flat());
  }
  return found;
}

async function attachmentsOf(
  context: Context,
  ticketId: string,
  actionId: string,
  signal: AbortSignal | undefined,
): Promise<Attachment[]> {
  const records = await filesOf(context.client, ticketId, actionId, signal);
  return records
    .map(record => toAttachment(record, actionId, context.dates))
    .filter(attachment => attachment !== undefined);
}

/** The files of an action, as the desk answers them. */
export async function filesOf(
  client: TeamSupportClient,
  ticketId: string,
  actionId: string,
  signal: AbortSignal | undefined,
): Promise<readonly DataRecord[]> {
  try {
    return (await client.attachments(ticketId, actionId, signal)).records;
  } catch (thrown) {
    // The path is inferred (2.1); an action without attachments may also answer like this.
    const { reason } = failureOf(thrown);
    if (reason === 'notFound' || reason === 'unsupported') return [];
    throw thrown;
  }
}

/**
 * Attaches a file in two steps: an action with its name as the text, which says who sees it, and the file to that. The
 * action of an earlier try that never got its file is taken again. A file that is refused leaves no action behind that was
 * made for it here; one that was there may as well be a note that somebody wrote, and stays.
 */
export async function attach(
  context: Context,
  ticketId: string,
  file: FileDraft,
  signal: AbortSignal | undefined,
): Promise<Created> {
  const { client, config, actions, authors } = context;
  const bytes = new Uint8Array(Buffer.from(file.content, 'base64'));
  if (!file.name.trim() || bytes.length === 0) throw client.error('badInput', said`A file needs a name and contents.`);
  const visible = file.visibility === 'public';
  try {
    const empty = await emptyActionFor(context, ticketId, file, signal);
    const made = empty
      ? undefined
      : await client.createAction(
          ticketId,
          { Description: writeHtml(file.name), IsVisibleOnPortal: visible, CreatorID: config.technicianId },
          signal,
        );
    const actionId = empty ?? (made?.record && idOf(made.record, 'Action'));
    if (!actionId) throw client.error('unreadable', made && unnamed(made), made && { status: made.status });
    if (made?.record) authors.actions.learn(config.technicianId, authorOf(made.record));
    try {
      const upload = { name: file.name, contentType: file.contentType || 'application/octet-stream', bytes };
      await client.addAttachment(ticketId, actionId, upload, signal);
    } catch (thrown) {
      if (!empty) await withoutFile(context, ticketId, actionId, thrown, signal);
      throw thrown;
    }
    return { id: actionId };
  } finally {
    actions.forget(ticketId);
  }
}

/** Takes back the action of a file that the desk will not have; a failure of that does not matter beside the first. */
async function withoutFile(
  { client }: Context,
  ticketId: string,
  actionId: string,
  thrown: unknown,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { reason } = failureOf(thrown);
  if (!['refused', 'unsupported', 'notFound', 'badInput'].includes(reason)) return;
  await client.deleteAction(ticketId, actionId, signal).catch(() => undefined);
}

async function emptyActionFor(
  context: Context,
  ticketId: string,
  file: FileDraft,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { client } = context;
  const { records } = await client.actions(ticketId, [], signal);
  for (const action of records) {
    const id = idOf(action, 'Action');
    if (!id || !isActionOf(context, action, file)) continue;
    if ((await filesOf(client, ticketId, id, signal)).length === 0) return id;
  }
  return undefined;
}

/** Whether an action is like one that is made for this file. */
function isActionOf({ authors, config }: Context, action: DataRecord, file: FileDraft): boolean {
  return (
    !isDescription(action) &&
    minutesOf(action) === 0 &&
    isTrue(fieldOf(action, 'IsVisibleOnPortal')) === (file.visibility === 'public') &&
    plainTextOf(readHtml(fieldOf(action, 'Description') ?? '')) === plainTextOf(writeHtml(file.name)) &&
    authors.actions.fit(config.technicianId, authorOf(action)) === 'same'
  );
}
