import * as v from 'valibot';
import { sentText } from './fence.ts';
import { ToolProblem } from './toolProblem.ts';

const text = (longest: number) => v.pipe(v.string(), v.transform(sentText), v.maxLength(longest));
const short = text(500);
const long = text(60_000);
const filled = (schema: typeof short) => v.pipe(schema, v.minLength(1));
/** Models write a number as text, as a number, with `#` or with a prefix; what could be another one is none. */
const ticket = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger(), v.minValue(0))]),
  v.transform(value => /^\D{0,20}(\d{1,12})\s*$/.exec(String(value))?.[1] ?? ''),
  v.minLength(1),
);
const desk = v.exactOptional(short);
const visibility = v.exactOptional(v.picklist(['internal', 'public']));

/** What each tool takes: whoever calls it, it is checked here. */
export const toolInputs = {
  search: v.object({ query: short, desk, limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))) }),
  read: v.object({ ticket, desk }),
  file: v.object({ file: v.exactOptional(v.pipe(v.string(), v.trim(), v.maxLength(4_000))) }),
  create: v.object({
    desk,
    subject: filled(short),
    description: v.exactOptional(long),
    customer: v.exactOptional(short),
    fields: v.exactOptional(
      v.record(short, v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String), long)),
    ),
  }),
  note: v.object({ ticket, desk, text: filled(long), visibility }),
  time: v.object({ ticket, desk, time: filled(short), notes: v.exactOptional(long), visibility }),
};

/** The input of a tool. @throws ToolProblem when it is none */
export function readInput<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const read = v.safeParse(schema, input);
  if (read.success) return read.output;
  const wrong = read.issues.map(issue => `${v.getDotPath(issue) ?? 'input'}: ${issue.message}`);
  throw new ToolProblem(`The input is not as the tool takes it. ${wrong.slice(0, 5).join('; ')}`);
}
