import * as v from 'valibot';
import { ageParts } from '../../model/overview.ts';
import { type OverviewHostApi, overviewCsvLimit } from '../../webview/overviewMessages.ts';
import { refusalOf } from '../panel/pageCalls.ts';

/** What a desk calls something: an id, a number. */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const moment = v.pipe(v.string(), v.isoTimestamp());
const span = { from: moment, to: moment };
const minutes = v.pipe(v.number(), v.integer(), v.minValue(0));
const ages = new Set(ageParts.map(age => JSON.stringify(age)));

const part = v.variant('kind', [
  v.strictObject({ kind: v.literal('open') }),
  v.strictObject({
    kind: v.literal('names'),
    field: v.picklist(['group', 'assignee']),
    names: v.pipe(v.array(v.nullable(v.pipe(v.string(), v.maxLength(2_000)))), v.minLength(1), v.maxLength(100)),
    not: v.boolean(),
  }),
  v.strictObject({
    kind: v.literal('age'),
    age: v.pipe(
      v.union([v.literal('undated'), v.strictObject({ from: v.exactOptional(minutes), to: v.exactOptional(minutes) })]),
      v.check(age => ages.has(JSON.stringify(age))),
    ),
  }),
  v.strictObject({ kind: v.picklist(['opened', 'closed', 'worked', 'unanswered']), ...span }),
  v.strictObject({
    kind: v.picklist(['answered', 'resolved']),
    ...span,
    least: minutes,
    below: v.exactOptional(minutes),
  }),
]);

/** What each call of the page may carry. */
const calls = {
  ready: v.strictTuple([]),
  look: v.strictTuple([
    v.strictObject({
      days: v.pipe(
        v.array(moment),
        v.minLength(2),
        v.maxLength(400),
        v.check(days => days.every((day, at) => at === 0 || Date.parse(days[at - 1] ?? day) < Date.parse(day))),
      ),
      deskId: v.exactOptional(name),
    }),
  ]),
  openPart: v.strictTuple([part, v.nullable(name), v.pipe(v.string(), v.maxLength(3_000))]),
  openTicket: v.strictTuple([name, name, name, v.pipe(v.string(), v.maxLength(2_000))]),
  saveCsv: v.strictTuple([
    v.pipe(v.string(), v.regex(/^[\w-]{1,80}\.csv$/)),
    v.pipe(v.string(), v.maxLength(overviewCsvLimit)),
  ]),
  act: v.strictTuple([v.picklist(['reconnect', 'openMirrorSettings', 'connect', 'refresh']), v.nullable(name)]),
} satisfies Record<keyof OverviewHostApi, v.GenericSchema>;

/** Why a message from the page is not one that the host takes; nothing when it is. */
export const refusal = refusalOf('overview', calls);
