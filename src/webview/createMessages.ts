import type { NewTicketField } from '../model/fields.ts';
import type { NewTicketValues } from '../model/newTicket.ts';
import type { PanelProblem } from './messages.ts';

/** The most characters that one field of the form takes. */
export const valueLimit = 100_000;

/** What the page of a new ticket is built with, before the first message. */
export interface CreateSeed {
  /** Names the form over reloads of the window. */
  readonly formId: string;
  /** Translations keyed by the English text. */
  readonly words?: Readonly<Record<string, string>>;
}

/** A field as the form shows it. */
export interface FormField extends NewTicketField {
  readonly label: string;
  /** How such a value is written. */
  readonly example?: string;
  /** What else must be chosen first. */
  readonly needs?: string;
}

/** A customer to choose. */
export interface FormCustomer {
  readonly id: string;
  readonly name: string;
  /** Company and e-mail. */
  readonly about?: string;
}

/** What the form holds when the page begins with it, or begins anew because the desk is another. */
export interface FormStart {
  /** Another number: the page takes these values instead of its own. */
  readonly turn: number;
  readonly values: NewTicketValues;
  readonly customer?: FormCustomer;
  /** Some values are those of the ticket before. */
  readonly lastUsed: boolean;
  /** ISO 8601: this was begun earlier and not sent. */
  readonly begunAt?: string;
}

/** All that the form needs to draw itself. */
export interface CreateState {
  readonly desks: readonly { readonly id: string; readonly name: string }[];
  readonly deskId: string;
  /** What the ticket is made from, such as `src/cart.ts, line 3`. */
  readonly origin?: string;
  /** Absent until they are known. */
  readonly fields?: readonly FormField[];
  readonly customerRequired: boolean;
  readonly start: FormStart;
  readonly loading: boolean;
  /** The ticket is on its way to the desk. */
  readonly sending: boolean;
  /** What the desk did not take, by field. */
  readonly refused: Readonly<Record<string, string>>;
  readonly problem?: PanelProblem;
  /** BCP 47 tag for dates. */
  readonly locale: string;
}

/** Customers that were found, and why not more. */
export interface CustomersFound {
  readonly customers: readonly FormCustomer[];
  readonly problem?: string;
}

/** What the form lets the host call. */
export interface CreateApi {
  show(state: CreateState): void;
}

/** What the host lets the form call; the host checks each argument when it runs. */
export interface CreateHostApi {
  /** The page is there and wants its first state. */
  ready(): Promise<void>;
  /** The form holds this now; answers what is wrong with it, by field. */
  changed(values: NewTicketValues, customer: FormCustomer | null): Promise<Readonly<Record<string, string>>>;
  chooseDesk(deskId: string): Promise<void>;
  /** Customers with these words, the ones of the last tickets first when there are none. */
  customers(text: string): Promise<CustomersFound>;
  /** Creates the ticket of what the form holds. */
  create(): Promise<void>;
  /** Forgets what was begun, and the values of the ticket before. */
  startAnew(): Promise<void>;
  refresh(): Promise<void>;
  reconnect(): Promise<void>;
  showLog(): Promise<void>;
}
