import { codeIndex } from './codeIndex.ts';
import { firstSync } from './firstSync.ts';
import { fromCopy } from './fromCopy.ts';
import { activation } from './host/activation.ts';
import { hostSyncFigures, hostSyncs } from './host/hostSync.ts';
import { idleHour } from './idle/idleHour.ts';
import { measure } from './measure.ts';
import type { Chapter } from './results.ts';
import { draining } from './writing/draining.ts';
import { panelEdit } from './writing/panelEdit.ts';

/** How much is measured. */
export interface Sizes {
  /** Tickets of a page that is decoded, how often it is, and milliseconds before that counts. */
  readonly decoding: { readonly tickets: number; readonly rounds: number; readonly warmUp: number };
  readonly sync: { readonly tickets: number; readonly rounds: number };
  readonly copy: {
    readonly tickets: number;
    readonly rounds: number;
    readonly queries: number;
    readonly hovers: number;
  };
  readonly idle: { readonly tickets: number; readonly syncs: number; readonly settling: number };
  /** Files of a repository, mentions of tickets in them, and how often they are looked for. */
  readonly code: { readonly files: number; readonly mentions: number; readonly rounds: number };
  /** Writes that wait and how often they are sent, changes of a field, and entries of its ticket's conversation. */
  readonly writing: {
    readonly writes: number;
    readonly rounds: number;
    readonly edits: number;
    readonly entries: number;
  };
  /** Windows that are opened, and tickets of the desks that are read in one. */
  readonly host: { readonly rounds: number; readonly tickets: readonly number[] };
}

export const usualSizes: Sizes = {
  decoding: { tickets: 2000, rounds: 25, warmUp: 2000 },
  sync: { tickets: 100_000, rounds: 3 },
  copy: { tickets: 100_000, rounds: 15, queries: 200, hovers: 1000 },
  idle: { tickets: 40, syncs: 200, settling: 8000 },
  code: { files: 50_000, mentions: 5_000, rounds: 9 },
  writing: { writes: 1000, rounds: 5, edits: 200, entries: 100 },
  host: { rounds: 5, tickets: [10_000, 100_000] },
};

/** What a part works with. */
interface Surroundings {
  readonly sizes: Sizes;
  /** The worker's file. */
  readonly worker: string;
  /** The file of the worker that looks at code. */
  readonly codeWorker: string;
  readonly say: (line: string) => void;
}

/** Each part of the bench, in the order in which it runs. */
export const parts = {
  decoding: async ({ sizes }) => {
    const { tickets, rounds, warmUp } = sizes.decoding;
    const about = `A page of ${tickets} tickets from its bytes to the model, beside a bare parser on the same bytes that leaves no more than its tree. Medians of ${rounds} rounds, in turns.`;
    return [{ title: 'Decoding', about, figures: await measure(tickets, rounds, warmUp) }];
  },
  sync: async ({ sizes, worker, say }) => {
    const { tickets, rounds } = sizes.sync;
    const about = `All ${tickets} tickets of a sample desk on this machine, by the product's worker and client into an empty store, from the start of the worker to the end of the first sync. Beside it bare loops in the same run that send the very same requests one after the other. Medians of ${rounds} rounds, in turns.`;
    return [{ title: 'First sync', about, figures: await firstSync({ tickets, rounds, worker, say }) }];
  },
  copy: async ({ sizes, worker, say }) => {
    const { tickets, rounds, queries, hovers } = sizes.copy;
    const found = await fromCopy({ tickets, rounds, queries, hovers, worker, say });
    return [
      {
        title: 'Tree',
        about: `Asked through the product's client, so with both ways between the threads, of a copy of ${tickets} tickets. Medians of ${rounds} rounds, in turns.`,
        figures: found.tree,
      },
      {
        title: 'Search as you type',
        about: `${queries} searches of words, names, numbers and fields, letter by letter from the first one on, over ${tickets} tickets with 150 words of conversation each; every keystroke waits for the answer to the one before.`,
        figures: found.search,
      },
      {
        title: 'Hover in code',
        about: `The card of a ticket that code names, with the newest entry of its conversation: what the hover waits for, asked of a copy of ${tickets} tickets through the product's client. ${hovers} tickets at random, in turns with the yardstick, nothing remembered.`,
        figures: found.hover,
      },
      {
        title: 'Overview',
        about: `All figures of the overview over its longest span, asked of a copy of ${tickets} tickets through the product's client: open by group, person and age, opened and closed by day, time logged by day and ticket, times to first response and to resolution. Medians of ${rounds} rounds, in turns with the yardstick.`,
        figures: found.overview,
      },
    ];
  },
  idle: async ({ sizes, worker }) => {
    const { tickets, syncs, settling } = sizes.idle;
    const about = `A desk of ${tickets} tickets on which nothing happens. The worker's clock is put forward to each timer of half a minute or more as soon as what the last one began is done; shorter timers ring as always. Memory is what the worker's objects take after garbage was collected; every other of the ${syncs} syncs finds a change.`;
    return [{ title: 'Idle', about, figures: await idleHour({ tickets, syncs, settling, worker }) }];
  },
  code: async ({ sizes, codeWorker, say }) => {
    const about = `A generated repository, asked through the product's client, each round in a new thread; beside it a bare \`git grep\` of the same patterns. Medians of ${sizes.code.rounds} rounds, in turns.`;
    const figures = await codeIndex({ ...sizes.code, worker: codeWorker, say });
    return [{ title: 'Tickets in code', about, figures }];
  },
  writing: async ({ sizes, worker, say }) => {
    const { writes, rounds, edits, entries } = sizes.writing;
    return [
      {
        title: 'Outbox',
        about: `${writes} writes that were put down while the desk took none, by the product's worker, client and store over HTTP, from the moment when the user has them tried again until the desk has confirmed the last. Beside it a bare loop in the same run that sends the very same requests one after the other. Each write is durable before it leaves; up to three go at once, each to another ticket. \`of every kind\`: half notes, a quarter logged time and a quarter changed subjects, which are compared with the desk's before. Medians of ${rounds} rounds, in turns, after two that do not count.`,
        figures: await draining({ writes, rounds, worker, say }),
      },
      {
        title: 'Editing in the panel',
        about: `A status or an assignee of a ticket with ${entries} entries of conversation, picked by the keyboard in the panel's real page in a real browser: from the key that ends it, by the browser's own time stamp, until the field shows what was picked and the frame is drawn, before the extension has answered anything. ${edits} edits, in turns with as many keys in a bare input.`,
        figures: await panelEdit({ edits, entries }),
      },
    ];
  },
  activation: async ({ sizes, say }) => {
    const about = `The packaged extension in a real extension host (VS Code's server build, window opened ${sizes.host.rounds} times, medians), with both sides of the sample desk connected. VS Code's own load and call of \`activate\` are timed; the profile is of all that runs Deskside's code on the main thread in other windows, with its side bar as VS Code left it.`;
    return [{ title: 'Activation', about, figures: await activation(sizes.host.rounds, say) }];
  },
  host: async ({ sizes, say }) => {
    const about =
      'The first sync in the real extension host: resident memory of its process every 50 ms, beside the middle of what the same process took before a desk was connected; event-loop delay of its main thread by `monitorEventLoopDelay` with a resolution of 1 ms, nothing subtracted.';
    const seen = await hostSyncs(sizes.host.tickets, say);
    return [{ title: 'First sync in the extension host', about, figures: hostSyncFigures(seen) }];
  },
} satisfies Record<string, (surroundings: Surroundings) => Promise<Chapter[]>>;

export type Part = keyof typeof parts;

export const partNames = Object.keys(parts) as readonly Part[];
