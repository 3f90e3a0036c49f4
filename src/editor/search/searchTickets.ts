import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { byRecency } from '../../model/query.ts';
import { newestFirst } from '../../model/search.ts';
import { completionsAt, type Known, placeAt } from '../../model/searchCompletion.ts';
import { readSearch } from '../../model/searchLanguage.ts';
import { Abandoned } from '../commandRunner.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import type { FoundTicket } from '../tickets/askTicket.ts';
import { type Found, look } from './look.ts';
import { foundRows, openingRows } from './rowsOf.ts';
import type { SearchMemory } from './searchMemory.ts';
import type { Row } from './searchRows.ts';
import { ownTickets } from './typed.ts';

/** What the search led to. */
export type SearchOutcome =
  | { readonly kind: 'open'; readonly ticket: FoundTicket }
  /** The search is to be kept under a name. */
  | { readonly kind: 'save'; readonly text: string };

/** Own tickets shown before anything is typed. */
const shownOwn = 5;

/**
 * Asks for a ticket by the search language: what is typed is searched on all desks, letter by letter.
 * @param text what stands in the box at first; what was searched last when absent
 * @throws Abandoned when the user gives up.
 */
export function searchTickets(
  engine: Engine,
  desks: readonly ReadyDesk[],
  memory: SearchMemory,
  text = memory.last,
): Promise<SearchOutcome> {
  return new TicketSearch(engine, desks, memory).outcome(text);
}

class TicketSearch {
  readonly #engine: Engine;
  readonly #desks: readonly ReadyDesk[];
  readonly #memory: SearchMemory;
  readonly #pick = vscode.window.createQuickPick<Row>();
  readonly #save: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('save'),
    tooltip: vscode.l10n.t('Save as View'),
  };
  #running = new AbortController();
  #ended = false;
  /** What the rows are for; the box may be ahead of it. */
  #looked: string | undefined;
  /** The rows are those of what stands in the box. */
  #current = false;
  /** Enter was pressed before they were: what it means is known when they are there. */
  #early = false;
  /** The row that was made the active one; while it is, a better one may take its place. */
  #proposed: string | undefined;
  #furtherFields: readonly string[] = [];
  /** Desks that are being read for the first time: not all of their tickets can be found yet. */
  readonly #reading = new Set<string>();

  constructor(engine: Engine, desks: readonly ReadyDesk[], memory: SearchMemory) {
    this.#engine = engine;
    this.#desks = desks;
    this.#memory = memory;
  }

  outcome(text: string): Promise<SearchOutcome> {
    const pick = this.#pick;
    const { t } = vscode.l10n;
    pick.title = t('Search Tickets');
    pick.placeholder = t('Words, a number, or for example status:open assignee:me changed:<7d');
    pick.ignoreFocusOut = true;
    pick.buttons = [this.#save];
    // Marks what was typed where it stands as it is; which rows there are is decided here.
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    // Not in the typings of 1.108: without it, rows would be put in another order while something is typed.
    Object.assign(pick, { sortByLabel: false });
    pick.value = text;
    let listening: vscode.Disposable | undefined;
    return new Promise<SearchOutcome>((resolve, reject) => {
      const done = (outcome: SearchOutcome) => {
        void this.#memory.use(pick.value);
        resolve(outcome);
      };
      const fail = (thrown: unknown) => reject(thrown);
      const accept = (row: Row | undefined) => {
        if (row?.does?.kind === 'open') done({ kind: 'open', ticket: row.does.ticket });
        else if (row?.does) {
          pick.value = row.does.text;
          this.#look(accept, fail);
        }
      };
      const listeners = vscode.Disposable.from(
        pick.onDidChangeValue(() => this.#look(accept, fail)),
        pick.onDidAccept(() => {
          const [row] = pick.selectedItems;
          if (!this.#current) this.#early = true;
          // A row of the rows before, where those of now are not drawn yet, is not what Enter was pressed for.
          else if (row && pick.items.includes(row)) accept(row);
        }),
        pick.onDidTriggerButton(() => {
          if (pick.value.trim()) done({ kind: 'save', text: pick.value.trim() });
        }),
        pick.onDidHide(() => reject(new Abandoned())),
      );
      const again = () => {
        this.#looked = undefined;
        this.#look(accept, fail);
      };
      const stop = this.#engine.onChange(change => {
        if (change.kind !== 'sync' || change.state.syncedAt === undefined) return;
        if (this.#reading.delete(change.deskId)) again();
      });
      listening = vscode.Disposable.from(listeners, { dispose: stop });
      pick.show();
      this.#look(accept, fail);
      void this.#learn(again);
    }).finally(() => {
      this.#ended = true;
      this.#running.abort();
      listening?.dispose();
      void this.#memory.leave(pick.value);
      pick.dispose();
    });
  }

  #look(accept: (row: Row | undefined) => void, fail: (thrown: unknown) => void): void {
    const pick = this.#pick;
    const text = pick.value;
    // The editor tells of values that were set here, too.
    if (text === this.#looked) return;
    this.#looked = text;
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#current = false;
    this.#early = false;
    this.#proposed = undefined;
    pick.busy = true;
    const show = (rows: readonly Row[], proposed: string | undefined, done: boolean) => {
      if (signal.aborted) return;
      const active = this.#show(rows, proposed);
      pick.busy = !done;
      if (this.#early) {
        this.#early = false;
        accept(active);
      }
    };
    const work = text.trim()
      ? look(this.#engine, this.#desks, text, found => this.#tell(found, show), signal)
      : this.#open(show, signal);
    work.catch(thrown => {
      if (!signal.aborted) fail(thrown);
    });
  }

  #tell(found: Found, show: (rows: readonly Row[], proposed: string | undefined, done: boolean) => void): void {
    const known: Known = { names: found.names, furtherFields: this.#furtherFields };
    const { text } = found;
    const { problems } = readSearch(text);
    const place = placeAt(text, text.length);
    const completions = completionsAt(text, text.length, known);
    const { rows, proposed } = foundRows(
      { ...found, problems, place, completions, furtherFields: this.#furtherFields, reading: this.#reading },
      this.#desks,
    );
    show(rows, proposed, found.done);
  }

  async #open(
    show: (rows: readonly Row[], proposed: string | undefined, done: boolean) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const lists = await Promise.all(
      this.#desks.map(async desk => ({
        desk,
        list:
          desk.config.technicianId === undefined
            ? undefined
            : await this.#engine.list(desk.config.id, ownTickets, newestFirst, shownOwn, signal),
      })),
    );
    // After the lists: a desk that is read for the first time has no names before.
    const nameIn = async (field: 'group' | 'customer') => {
      const names = await Promise.all(this.#desks.map(({ config }) => this.#engine.namesOf(config.id, field, '', 1)));
      return names.flat()[0];
    };
    const [group, customer] = await Promise.all([nameIn('group'), nameIn('customer')]);
    const rows = openingRows({
      recent: this.#memory.recent,
      own: lists
        .flatMap(({ desk, list }) => (list?.tickets ?? []).map(ticket => ({ desk, ticket })))
        .sort((a, b) => byRecency(a.ticket, b.ticket))
        .slice(0, shownOwn),
      names: { ...(group ? { group } : {}), ...(customer ? { customer } : {}) },
      namesDesks: this.#desks.length > 1,
    });
    show(rows, rows.find(({ does }) => does?.kind === 'open')?.key, true);
  }

  /**
   * Puts rows in the place of those there are; the one that the user went to stays the active one.
   * @returns the active one; what the box itself says is that of the rows before until these are drawn
   */
  #show(rows: readonly Row[], proposed: string | undefined): Row | undefined {
    const pick = this.#pick;
    const active = this.#current ? pick.activeItems[0]?.key : undefined;
    const wanted = active !== undefined && active !== this.#proposed ? active : proposed;
    pick.keepScrollPosition = this.#current;
    this.#current = true;
    pick.items = rows;
    this.#proposed = proposed;
    const row = rows.find(({ key }) => key === wanted) ?? rows.find(({ key }) => key === proposed);
    if (row) pick.activeItems = [row];
    return row;
  }

  /** What is better known than not, but is not worth waiting for. */
  async #learn(again: () => void): Promise<void> {
    try {
      const [fields, states] = await Promise.all([
        Promise.all(this.#desks.map(({ config }) => this.#engine.furtherFields(config.id))),
        Promise.all(this.#desks.map(({ config }) => this.#engine.syncState(config.id))),
      ]);
      this.#furtherFields = [...new Set(fields.flat())];
      for (const [index, { config }] of this.#desks.entries()) {
        const state = states[index];
        if (state?.ok && state.value.syncedAt === undefined) this.#reading.add(config.id);
      }
      if (this.#reading.size > 0 && !this.#ended) again();
    } catch {
      // The search goes without.
    }
  }
}
