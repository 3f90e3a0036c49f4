import * as v from 'valibot';
import { longestEntry } from '../../model/duration.ts';
import { present } from './present.ts';

/** Tickets of each desk that one search answers at most. */
const mostFound = 500;

const id = v.pipe(v.string(), v.nonEmpty());
const date = v.pipe(
  v.string(),
  v.check(text => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)), 'no date in ISO 8601'),
);

/** An object in which a member that has no value is as if it were not there. */
function members<E extends v.ObjectEntries>(entries: E) {
  return v.pipe(v.object(entries), v.transform(present));
}

export const ticketRef = v.object({ deskId: id, ticketId: id });
export const name = id;
export const query = v.string();
export const signal = v.optional(v.instance(AbortSignal));

export const searchOptions = members({
  deskId: v.optional(id),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostFound)), 50),
  thorough: v.optional(v.boolean(), false),
  signal,
});

export const getOptions = members({
  fresh: v.optional(v.boolean(), false),
  signal,
});

export const ticketDraft = members({
  subject: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  description: v.string(),
  customerId: v.optional(id),
  typeId: v.optional(id),
  statusId: v.optional(id),
  priorityId: v.optional(id),
  categoryId: v.optional(id),
  productId: v.optional(id),
  groupId: v.optional(id),
  assigneeId: v.optional(id),
  sourceId: v.optional(id),
  fields: v.optional(v.record(v.string(), v.string())),
});

export const noteDraft = members({
  text: v.pipe(
    v.string(),
    v.check(text => text.trim() !== '', 'no text'),
  ),
  visibility: v.picklist(['public', 'internal', 'plain']),
});

export const timeDraft = members({
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(longestEntry)),
  startedAt: v.optional(date),
  notes: v.optional(v.string(), ''),
});
