import * as v from 'valibot';

/** Tickets of each desk that one search answers at most. */
const mostFound = 500;

const id = v.pipe(v.string(), v.nonEmpty());
const date = v.pipe(
  v.string(),
  v.check(text => !Number.isNaN(Date.parse(text)), 'no date'),
);

export const ticketRef = v.object({ deskId: id, ticketId: id });
export const name = id;

export const searchOptions = v.object({
  deskId: v.exactOptional(id),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostFound)), 50),
  thorough: v.optional(v.boolean(), false),
  signal: v.exactOptional(v.instance(AbortSignal)),
});

export const getOptions = v.object({
  fresh: v.optional(v.boolean(), false),
  signal: v.exactOptional(v.instance(AbortSignal)),
});

export const ticketDraft = v.object({
  subject: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  description: v.string(),
  customerId: v.exactOptional(id),
  typeId: v.exactOptional(id),
  statusId: v.exactOptional(id),
  priorityId: v.exactOptional(id),
  categoryId: v.exactOptional(id),
  productId: v.exactOptional(id),
  groupId: v.exactOptional(id),
  assigneeId: v.exactOptional(id),
  sourceId: v.exactOptional(id),
  fields: v.exactOptional(v.record(v.string(), v.string())),
});

export const noteDraft = v.object({
  text: v.pipe(
    v.string(),
    v.check(text => text.trim() !== '', 'no text'),
  ),
  visibility: v.picklist(['public', 'internal', 'plain']),
});

export const timeDraft = v.object({
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  startedAt: v.exactOptional(date),
  notes: v.optional(v.string(), ''),
});
