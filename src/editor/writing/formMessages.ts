import * as v from 'valibot';
import { type CreateHostApi, valueLimit } from '../../webview/createMessages.ts';
import { refusalOf } from '../panel/pageCalls.ts';

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

/** Why a message from the page is not one that the host takes; nothing when it is. */
export const formRefusal = refusalOf('form', calls);

/** Which form a page of an earlier window was. */
export function restoredForm(saved: unknown): string | undefined {
  const read = v.safeParse(v.object({ formId: name }), saved);
  return read.success ? read.output.formId : undefined;
}
