import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { NewTicketValues } from '../../model/newTicket.ts';
import { type FormCustomer, valueLimit } from '../../webview/createMessages.ts';

/** Drafts kept over sessions: the latest ones, so that the workspace's memory stays small. */
const draftsKept = 10;
/** Customers of the last tickets that are offered first. */
const customersKept = 5;
const draftsKey = 'newTicket.drafts';

const values = v.record(v.string(), v.pipe(v.string(), v.maxLength(valueLimit)));
const customer = v.object({ id: v.string(), name: v.string(), about: v.exactOptional(v.string()) });

/** A line of a file that gets the number of the ticket made of it. */
export const todoPlace = v.object({
  uri: v.string(),
  /** Zero-based. */
  line: v.number(),
  text: v.string(),
  keyword: v.string(),
});
/** A comment that gets the number of the ticket made of it. */
export type TodoPlace = v.InferOutput<typeof todoPlace>;

const draft = v.object({
  id: v.string(),
  deskId: v.string(),
  values,
  customer: v.exactOptional(customer),
  origin: v.exactOptional(v.object({ place: v.string(), todo: v.exactOptional(todoPlace) })),
  at: v.string(),
  sending: v.boolean(),
});

/** A form that was begun and is not yet a ticket. */
export interface FormDraft {
  /** Of the form. */
  readonly id: string;
  readonly deskId: string;
  readonly values: NewTicketValues;
  readonly customer?: FormCustomer;
  readonly origin?: { readonly place: string; readonly todo?: TodoPlace };
  /** ISO 8601: when it was changed last. */
  readonly at: string;
  /** It was on its way to the desk. */
  readonly sending: boolean;
}

const last = v.object({ values, customers: v.array(customer) });

/** What tickets of a desk were given last. */
export type LastValues = v.InferOutput<typeof last>;

/** What forms remember: what was begun in this workspace, and what tickets were given last. */
export class FormMemory {
  readonly #workspace: vscode.Memento;
  readonly #global: vscode.Memento;

  constructor(workspace: vscode.Memento, global: vscode.Memento) {
    this.#workspace = workspace;
    this.#global = global;
  }

  /** Newest first. */
  drafts(): readonly FormDraft[] {
    const read = v.safeParse(v.array(draft), this.#workspace.get(draftsKey));
    return read.success ? read.output.toSorted((a, b) => b.at.localeCompare(a.at)) : [];
  }

  async keep(kept: FormDraft): Promise<void> {
    const others = this.drafts().filter(each => each.id !== kept.id);
    await this.#workspace.update(draftsKey, [kept, ...others].slice(0, draftsKept));
  }

  async forget(id: string): Promise<void> {
    const others = this.drafts().filter(each => each.id !== id);
    await this.#workspace.update(draftsKey, others.length > 0 ? others : undefined);
  }

  last(deskId: string): LastValues {
    const read = v.safeParse(last, this.#global.get(lastKey(deskId)));
    return read.success ? read.output : { values: {}, customers: [] };
  }

  async remember(deskId: string, given: NewTicketValues, whom: FormCustomer | undefined): Promise<void> {
    const others = this.last(deskId).customers.filter(each => each.id !== whom?.id);
    const customers = [...(whom ? [whom] : []), ...others].slice(0, customersKept);
    await this.#global.update(lastKey(deskId), { values: given, customers });
  }

  async forgetLastValues(deskId: string): Promise<void> {
    await this.#global.update(lastKey(deskId), { ...this.last(deskId), values: {} });
  }
}

function lastKey(deskId: string): string {
  return `newTicket.last.${deskId}`;
}
