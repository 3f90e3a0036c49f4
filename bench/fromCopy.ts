import { DatabaseSync } from 'node:sqlite';
import type { Engine } from '../src/engine/engine.ts';
import { newestFirst, type Search } from '../src/model/search.ts';
import { readSearch } from '../src/model/searchLanguage.ts';
import type { Ticket } from '../src/model/ticket.ts';
import { type BigMirror, bigMirror, farDesk } from './bigMirror.ts';
import { figure, type Measured, median, percentile } from './figures.ts';
import { hover } from './hover.ts';
import { overview } from './overview.ts';
import { keystrokes, typedQueries } from './typing.ts';
import { underBench } from './underBench.ts';

/** Rows of a first page of the tree, and of a search. */
const rows = 100;
const hits = 50;
/** Every so many keystrokes the plain index is asked too: it takes long. */
const sampled = 12;

/** How answers from the copy are measured. */
export interface FromCopyOptions {
  readonly tickets: number;
  readonly rounds: number;
  readonly queries: number;
  readonly hovers: number;
  /** The worker's file. */
  readonly worker: string;
  readonly say: (line: string) => void;
}

/** What a big copy answers through the product's client. */
interface Answers {
  /** Of the tree: its roots and pages. */
  readonly tree: Measured[];
  /** Searches as they are typed. */
  readonly search: Measured[];
  /** Cards of tickets that code names. */
  readonly hover: Measured[];
  /** All figures of the overview. */
  readonly overview: Measured[];
}

/** Measures what a big copy answers. */
export async function fromCopy(options: FromCopyOptions): Promise<Answers> {
  const { tickets, worker, say } = options;
  const mirror = await bigMirror(tickets, say);
  const { engine, dispose } = await underBench(worker, mirror.folder);
  try {
    const opened = await engine.open(farDesk, 'none');
    if (!opened.ok) throw new Error(`the copy could not be opened: ${JSON.stringify(opened.failure)}`);
    return {
      tree: await tree(engine, mirror, options),
      search: await search(engine, mirror, options),
      hover: await hover(engine, mirror, options.hovers),
      overview: await overview(engine, mirror, options.rounds),
    };
  } finally {
    await dispose();
  }
}

const roots: readonly Search[] = [
  'is:open assignee:me',
  'is:open is:unassigned',
  'priority:urgent is:open',
  'is:overdue',
  'status:waiting changed:<30d',
].map(text => readSearch(text).search);

async function tree(engine: Engine, { tickets }: BigMirror, { rounds }: FromCopyOptions): Promise<Measured[]> {
  const group = largest(tickets.flatMap(ticket => ticket.group?.name ?? []));
  const inGroup: Search = { terms: [{ kind: 'name', field: 'group', names: [group], not: false }] };
  const times = { roots: [] as number[], rootsBare: [] as number[], page: [] as number[], pageBare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.roots.push(await time(async () => expectAll(await engine.counts(farDesk.id, roots))));
    times.rootsBare.push(await time(() => filters.map(holds => tickets.filter(holds).length)));
    times.page.push(
      await time(async () => {
        const list = await engine.list(farDesk.id, inGroup, newestFirst, rows);
        if (list.tickets.length !== Math.min(rows, list.total ?? 0)) throw new Error('the first page is not full');
      }),
    );
    times.pageBare.push(await time(() => inMemory(tickets, group)));
  }
  const array = 'filtering an array of all tickets in the asking thread';
  return [
    figure(
      `Roots with ${roots.length} counts of ${tickets.length} tickets`,
      'ms',
      median(times.roots),
      median(times.rootsBare),
      array,
      { of: 'value', most: 50 },
    ),
    figure(
      `First page of a group of a tenth of ${tickets.length} tickets`,
      'ms',
      median(times.page),
      median(times.pageBare),
      `${array}, and sorting`,
      { of: 'value', most: 30 },
    ),
  ];
}

async function search(engine: Engine, mirror: BigMirror, { queries }: FromCopyOptions): Promise<Measured[]> {
  const typed = typedQueries(mirror.tickets, queries).flatMap(keystrokes);
  const db = new DatabaseSync(mirror.plain, { readOnly: true });
  try {
    const plain = db.prepare('SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT ?');
    const ours: number[] = [];
    const bare: number[] = [];
    let found = 0;
    for (const [at, text] of typed.entries()) {
      ours.push(
        await time(async () => {
          const answer = await engine.search(farDesk.id, readSearch(text).search, hits);
          found += answer.hits.length;
        }),
      );
      const match = at % sampled === 0 ? matchOf(text) : undefined;
      if (match !== undefined) bare.push(await time(() => plain.all(match, hits)));
    }
    if (found === 0) throw new Error('nothing was found');
    const beside = 'FTS5 ranked by bm25 over the same texts, no worker between';
    const name = `Search as you type, ${mirror.tickets.length} tickets`;
    return [
      figure(`${name}, p50 a keystroke`, 'ms', percentile(ours, 0.5), percentile(bare, 0.5), beside),
      figure(`${name}, p95 a keystroke`, 'ms', percentile(ours, 0.95), percentile(bare, 0.95), beside, {
        of: 'value',
        most: 20,
      }),
      figure(`${name}, longest keystroke`, 'ms', Math.max(...ours), Math.max(...bare), beside),
    ];
  } finally {
    db.close();
  }
}

/** The words of a search for a plain index, the last one as a beginning; nothing when it has none. */
function matchOf(text: string): string | undefined {
  const { terms } = readSearch(text).search;
  const words = terms.flatMap(term => (term.kind === 'text' ? term.text.split(/[^\p{L}\p{N}]+/u) : [])).filter(Boolean);
  return words.length === 0
    ? undefined
    : words.map((word, at) => `"${word}"${at < words.length - 1 ? '' : '*'}`).join(' ');
}

/** The same as `roots`, by hand. */
const filters: readonly ((ticket: Ticket) => boolean)[] = [
  ticket => ticket.state !== 'closed' && ticket.assignee?.id === farDesk.technicianId,
  ticket => ticket.state !== 'closed' && ticket.assignee === undefined,
  ticket => ticket.state !== 'closed' && ticket.priority === 'Urgent',
  ticket => ticket.state !== 'closed' && ticket.dueAt !== undefined && Date.parse(ticket.dueAt) < Date.now(),
  ticket => ticket.state === 'waiting' && Date.parse(ticket.changedAt ?? '') > Date.now() - 30 * 86_400_000,
];

function inMemory(tickets: readonly Ticket[], group: string): readonly Ticket[] {
  return tickets
    .filter(ticket => ticket.group?.name === group)
    .toSorted((a, b) => ((a.changedAt ?? '') < (b.changedAt ?? '') ? 1 : -1))
    .slice(0, rows);
}

function expectAll(result: Awaited<ReturnType<Engine['counts']>>): void {
  if (!result.ok || result.value.length !== roots.length) throw new Error('not all counts were told');
}

/** The value that comes most often. */
function largest(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

async function time(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
