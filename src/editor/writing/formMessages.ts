import * as v from 'valibot';
import { type CreateHostApi, valueLimit } from '../../webview/createMessages.ts';

const nothing = v.strictTuple([]);
/** What a desk calls something: an id, a field. */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const words = v.pipe(v.string(), v.maxLength(500));
const values = v.pipe(
  v.record(name, v.pipe(v.string(), v.maxLength(valueLimit))),
  v.check(all => Object.keys(all).length <= 1_000, 'too many values'),
);
const customer = v.strictObject({ id: name, name: words, about: v.exactOptional(words) });

/** What each call of the page may carry. */
const calls = {
  ready: nothing,
  changed: v.strictTuple([values, v.nullable(customer)]),
  chooseDesk: v.strictTuple([name]),
  customers: v.strictTuple([words]),
  create: nothing,
  startAnew: nothing,
  refresh: nothing,
  reconnect: nothing,
  showLog: nothing,
} satisfies Record<keyof CreateHostApi, v.GenericSchema>;

const call = v.strictObject({
  t: v.literal('q'),
  m: v.picklist(Object.keys(calls) as (keyof typeof calls)[]),
  a: v.array(v.unknown()),
  i: v.optional(v.pipe(v.string(), v.maxLength(64))),
});

/** Why a message from the page is not one that the host takes; nothing when it is. Repeats none of what it carried. */
export function formRefusal(message: unknown): string | undefined {
  const asked = v.safeParse(call, message);
  if (!asked.success) return 'not a call of the form';
  const carried = v.safeParse(calls[asked.output.m], asked.output.a);
  return carried.success ? undefined : `${asked.output.m}: arguments are not allowed`;
}

/** Which form a page of an earlier window was. */
export function restoredForm(saved: unknown): string | undefined {
  const read = v.safeParse(v.object({ formId: name }), saved);
  return read.success ? read.output.formId : undefined;
}
