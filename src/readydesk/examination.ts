import { type DeskFailure, failureOf } from '../model/errors.ts';
import type { ActionFacts, DeskFacts } from '../model/examination.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import type { DataRecord } from '../wire/records.ts';
import type { ListAction } from './actions/action.ts';
import { LISTS } from './actions/all.ts';
import type { Calls, Observed } from './calls.ts';
import { matchColumns } from './columns.ts';
import type { Tables } from './fields.ts';

/** Records that are asked for: enough to see which fields have values. */
const ASKED_FOR = 5;

/** What an examination is made with. */
export interface Examined {
  readonly calls: Calls;
  /** Spellings of the address, likeliest first. */
  readonly candidates: readonly URL[];
  readonly dates: DeskDates;
  readonly tables: Tables;
}

/** Asks every reading action once. Throws only `cancelled`. */
export async function examineDesk(desk: Examined, signal?: AbortSignal): Promise<DeskFacts> {
  const { calls, dates } = desk;
  const actions: ActionFacts[] = [];
  let accepted = false;
  let stopped: DeskFailure | undefined;
  let skew: number | undefined;
  const see = (observed: Observed): void => {
    skew ??= skewOf(observed);
  };
  for (const action of LISTS.toSorted((a, b) => place(a) - place(b))) {
    if (stopped) {
      actions.push({ ...nothing(action), skipped: 'notReached' });
      continue;
    }
    const facts = actions.length === 0 ? await findEndpoint(desk, action, see, signal) : undefined;
    const told = facts ?? (await askOnce(desk, action, see, signal));
    actions.push(told);
    if (!told.failure) accepted = true;
    else if (told.failure.reason === 'unreachable' || (told.failure.reason === 'unauthorized' && !accepted)) {
      stopped = told.failure;
    }
  }
  const address = new URL(calls.endpoint);
  address.search = '';
  return {
    address: address.href,
    flavour: address.pathname,
    credentials: accepted ? 'accepted' : stopped?.reason === 'unauthorized' ? 'refused' : 'unknown',
    dates: dates.facts,
    ...(skew === undefined ? {} : { clockSkewSeconds: skew }),
    actions,
  };
}

/** The one whose answer is documented in full comes first. */
function place(action: ListAction): number {
  return action.name === 'get_tech_groups' ? 0 : 1;
}

/** Asks at each spelling of the address until one is a help desk; stays at the first when none is. */
async function findEndpoint(
  desk: Examined,
  action: ListAction,
  see: (observed: Observed) => void,
  signal: AbortSignal | undefined,
): Promise<ActionFacts | undefined> {
  const { calls, candidates } = desk;
  const kept = calls.endpoint;
  let first: ActionFacts | undefined;
  for (const endpoint of [kept, ...candidates.filter(each => each.href !== kept.href)]) {
    calls.useEndpoint(endpoint);
    const facts = await askOnce(desk, action, see, signal);
    first ??= facts;
    const { reason, status } = facts.failure ?? {};
    // A folder without a default document is forbidden (403), which says nothing of the key.
    if (reason !== 'notAHelpDesk' && reason !== 'unreadable' && reason !== 'wrongServer' && status !== 403)
      return facts;
  }
  calls.useEndpoint(kept);
  return first;
}

async function askOnce(
  { calls, tables }: Examined,
  action: ListAction,
  see: (observed: Observed) => void,
  signal: AbortSignal | undefined,
): Promise<ActionFacts> {
  let observed: Observed | undefined;
  const ask = (more: object): Promise<DataRecord[]> =>
    calls.list(action, { ...action.everything, ...more, count: ASKED_FOR }, signal, {
      observe: each => {
        observed = each;
        see(each);
      },
    });
  const wire = (): Partial<ActionFacts> => {
    if (!observed) return {};
    const { status, milliseconds, bytes, format } = observed;
    return { status, milliseconds, bytes, ...(format ? { format } : {}) };
  };
  try {
    const records = await ask({}).catch((thrown: unknown) => {
      // `cid` is marked required there, against the vendor's own example (2.7).
      if (action.name !== 'get_attachments' || failureOf(thrown).reason !== 'refused') throw thrown;
      return ask({ cid: '*' });
    });
    const table = action.kind in tables ? tables[action.kind as keyof Tables] : {};
    return { ...nothing(action), ...wire(), records: records.length, ...matchColumns(table, records) };
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.reason === 'cancelled') throw thrown;
    return { ...nothing(action), ...wire(), failure };
  }
}

function nothing({ name, certainty }: ListAction): ActionFacts {
  return { name, known: certainty !== 'inferred', recognised: [], unrecognised: [], notFound: [] };
}

/** Seconds that the desk's clock is ahead; a header counts whole seconds. */
function skewOf({ answer, at }: Observed): number | undefined {
  const said = Date.parse(answer.serverDate ?? '');
  return Number.isNaN(said) ? undefined : Math.round((said - at) / 1000);
}
