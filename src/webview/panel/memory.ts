import type { NoteVisibility } from '../../model/desk.ts';
import type { PanelSeed } from '../messages.ts';

/** What the page remembers over a reload of the window; the host reads the first three to know whose panel it is. */
export interface Remembered {
  readonly deskId: string;
  readonly ticketId: string;
  readonly number: string;
  readonly subject?: string;
  readonly draft: string;
  readonly visibility?: NoteVisibility;
  /** The note was on its way to the desk, with unknown outcome. */
  readonly sending: boolean;
  /** Pixels from the top. */
  readonly scroll: number;
  /** The customer's section is unfolded. */
  readonly customerOpen: boolean;
}

/** The two functions of VS Code's webview API that hold a page's state. */
export interface StateKeeper {
  getState(): unknown;
  setState(state: unknown): void;
}

/** The page's state, read tolerantly and written through at once. */
export class Memory {
  readonly #keeper: StateKeeper;
  #now: Remembered;

  constructor(keeper: StateKeeper, seed: PanelSeed) {
    this.#keeper = keeper;
    this.#now = { ...read(keeper.getState(), seed.ticketId), ...named(seed) };
    keeper.setState(this.#now);
  }

  get now(): Remembered {
    return this.#now;
  }

  change(part: Partial<Omit<Remembered, 'deskId' | 'ticketId'>>): void {
    this.#now = { ...this.#now, ...part };
    this.#keeper.setState(this.#now);
  }
}

function named(seed: PanelSeed) {
  const { deskId, ticketId, number, subject } = seed;
  return { deskId, ticketId, number, ...(subject === undefined ? {} : { subject }) };
}

/** What an earlier page of the same ticket left; nothing of another ticket's. */
function read(
  state: unknown,
  ticketId: string,
): Pick<Remembered, 'draft' | 'sending' | 'scroll' | 'visibility' | 'customerOpen'> {
  const old = (typeof state === 'object' && state !== null ? state : {}) as Partial<Record<keyof Remembered, unknown>>;
  if (old.ticketId !== ticketId) return { draft: '', sending: false, scroll: 0, customerOpen: false };
  const visibility = (['public', 'internal', 'plain'] as const).find(one => one === old.visibility);
  return {
    draft: typeof old.draft === 'string' ? old.draft : '',
    sending: old.sending === true,
    customerOpen: old.customerOpen === true,
    scroll: typeof old.scroll === 'number' ? old.scroll : 0,
    ...(visibility ? { visibility } : {}),
  };
}
