import { type FailureReason, failureOf } from '../model/errors.ts';
import type { ActionFacts, DeskFacts } from '../model/examination.ts';
import type { RecordKind } from '../model/records.ts';
import type { DataRecord } from '../wire/records.ts';
import { type ApiPath, type ApiResource, CATALOGUE } from './catalogue.ts';
import type { Context } from './context.ts';
import { type Entity, idIn } from './entities.ts';
import { Filters } from './filters.ts';
import { HANDLERS } from './handlers.ts';
import type { Quota } from './quota.ts';
import type { Flavour, Observation } from './rest.ts';

/** What a check-up needs beside the connector's parts. */
export interface Examined {
  readonly address: string;
  readonly flavour: Flavour;
  readonly quota: Quota;
  /** Tells of every answer until the function that it returns is called. */
  observe(listener: (seen: Observation) => void): () => void;
}

/** Failures after which nothing else can be asked. */
const ENDS: ReadonlySet<FailureReason> = new Set(['unauthorized', 'wrongServer', 'unreachable', 'plainHttp']);

/** Every path of the API that can be read, users first: whoever may ask at all may ask for them. */
const READS: readonly { readonly resource: ApiResource; readonly path: ApiPath }[] = CATALOGUE.flatMap(resource =>
  resource.paths.filter(path => path.verbs.GET).map(path => ({ resource, path })),
).sort((a, b) => Number(b.path.path === 'users') - Number(a.path.path === 'users'));

/** Asks each path that can be read once, for as little as it gives. Changes nothing; throws only `cancelled`. */
export async function examine(
  context: Context,
  { address, flavour, quota, observe }: Examined,
  signal: AbortSignal | undefined,
): Promise<DeskFacts> {
  const ids = new Map<RecordKind, string>();
  const actions: ActionFacts[] = [];
  let credentials: DeskFacts['credentials'] = 'unknown';
  let over = false;
  let skew: number | undefined;
  for (const { resource, path } of READS) {
    const [certainty] = path.verbs.GET ?? [];
    const of = { name: `GET ${path.path}`, known: certainty !== 'inferred' };
    const parents = idsFor(resource.parents, ids);
    const own = ids.get(resource.kind);
    const skipped = over
      ? 'notReached'
      : quota.isSpent
        ? 'quota'
        : !parents || (path.of !== 'list' && own === undefined)
          ? 'nothingToAskAbout'
          : undefined;
    if (skipped || !parents) {
      actions.push({ ...of, skipped: skipped ?? 'nothingToAskAbout', ...NOTHING });
      continue;
    }
    const asked = await ask(context, resource, path, own === undefined ? parents : [...parents, own], observe, signal);
    if (asked.failure?.reason === 'cancelled') throw context.client.error('cancelled');
    if (asked.failure?.reason === 'unauthorized') credentials = 'refused';
    else if (asked.seen) credentials = 'accepted';
    over = asked.failure !== undefined && ENDS.has(asked.failure.reason);
    const { seen } = asked;
    if (path.of === 'list' && seen) remember(resource, seen.records, ids);
    if (seen?.serverDate) skew = Math.round((Date.parse(seen.serverDate) - Date.now()) / 1000);
    actions.push({ ...of, ...factsOf(resource.entity, path, asked) });
  }
  return {
    address,
    flavour: flavour.toUpperCase(),
    credentials,
    dates: context.dates.facts,
    ...(skew === undefined ? {} : { clockSkewSeconds: skew }),
    quota: quota.state,
    actions,
  };
}

const NOTHING = { recognised: [], unrecognised: [], notFound: [] } as const;

interface Asked {
  readonly seen?: Observation;
  readonly failure?: ReturnType<typeof failureOf>;
  readonly milliseconds: number;
}

async function ask(
  { client }: Context,
  resource: ApiResource,
  path: ApiPath,
  ids: readonly string[],
  observe: Examined['observe'],
  signal: AbortSignal | undefined,
): Promise<Asked> {
  let seen: Observation | undefined;
  const end = observe(each => {
    if (fits(path.path, each.path)) seen = each;
  });
  const handler = HANDLERS[resource.kind];
  const started = performance.now();
  const spent = (): number => Math.round(performance.now() - started);
  try {
    const terms = resource.paged ? new Filters().page({ number: 1, size: 1 }) : [];
    if (path.of === 'list') await handler?.list?.(client, ids, terms, signal);
    else if (path.of === 'file') await handler?.download?.(client, ids, signal);
    else await handler?.get?.(client, ids, signal);
    return { ...(seen ? { seen } : {}), milliseconds: spent() };
  } catch (thrown) {
    return { ...(seen ? { seen } : {}), failure: failureOf(thrown), milliseconds: spent() };
  } finally {
    end();
  }
}

function fits(template: string, path: readonly string[]): boolean {
  const steps = template.split('/');
  return steps.length === path.length && steps.every((step, at) => step === '{id}' || step === path[at]);
}

/** The ids of the parents, when all are known. */
function idsFor(parents: readonly RecordKind[], known: ReadonlyMap<RecordKind, string>): string[] | undefined {
  const ids = parents.map(parent => known.get(parent)).filter(id => id !== undefined);
  return ids.length === parents.length ? ids : undefined;
}

/** The first record that names its id: what lies below it is asked for with it. */
function remember(resource: ApiResource, records: readonly DataRecord[], ids: Map<RecordKind, string>): void {
  const id = records.map(record => idIn(resource.entity, record)).find(each => each !== undefined);
  if (id !== undefined) ids.set(resource.kind, id);
}

function factsOf(
  entity: Entity,
  path: ApiPath,
  { seen, failure, milliseconds }: Asked,
): Omit<ActionFacts, 'name' | 'known'> {
  if (!seen) {
    const status = failure?.status;
    return {
      milliseconds,
      ...(status === undefined ? {} : { status }),
      ...(failure ? { failure } : {}),
      ...NOTHING,
    };
  }
  const { status, format, bytes, records } = seen;
  return {
    status,
    format,
    milliseconds: seen.milliseconds,
    bytes,
    ...(path.of === 'file' ? {} : { records: records.length }),
    ...(failure ? { failure } : {}),
    ...membersIn(entity, path.of === 'file' ? [] : records),
  };
}

/** Custom fields are among the names that mean nothing here. Without a record nothing is said. */
function membersIn(
  entity: Entity,
  records: readonly DataRecord[],
): Pick<ActionFacts, 'recognised' | 'unrecognised' | 'notFound'> {
  if (records.length === 0) return NOTHING;
  const names = new Set(records.flatMap(({ values, groups }) => [...Object.keys(values), ...Object.keys(groups)]));
  const recognised: { meaning: string; name: string }[] = [];
  const unrecognised: string[] = [];
  for (const name of names) {
    const member = entity.members.get(name.toLowerCase());
    if (member?.meaning) recognised.push({ meaning: member.meaning, name });
    else if (!member) unrecognised.push(name);
  }
  const found = new Set(recognised.map(({ meaning }) => meaning));
  const sought = new Set([...entity.members.values()].map(({ meaning }) => meaning).filter(each => each !== undefined));
  return { recognised, unrecognised, notFound: [...sought].filter(meaning => !found.has(meaning)) };
}
