import type * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Capabilities } from '../../model/desk.ts';
import type { Choice } from '../../model/directory.ts';
import type { DeskFailure, Result } from '../../model/errors.ts';
import type { NewTicketValues } from '../../model/newTicket.ts';
import type { CustomersFound, FormCustomer, FormField } from '../../webview/createMessages.ts';
import type { PanelProblem } from '../../webview/messages.ts';
import { describeFailure } from '../failures.ts';
import { formFields } from './formFields.ts';
import type { FormMemory } from './formMemory.ts';
import { startValues, templateValue } from './formStart.ts';

/** Customers shown at a time. */
const customersShown = 50;
/** Versions of a product that can be chosen. */
const versionsShown = 200;

/** What forms need from the rest of the extension. */
export interface FormHost {
  readonly extensionUri: vscode.Uri;
  readonly engine: Engine;
  readonly log: vscode.LogOutputChannel;
  readonly memory: FormMemory;
  /** Ends when the desks of the settings are open. */
  loadDesks(): Promise<unknown>;
  /** Desks that are connected here. */
  desks(): readonly { readonly id: string; readonly name: string }[];
  nameOf(deskId: string): string;
  capabilities(deskId: string): Capabilities | undefined;
  readonly onDidChangeDesks: vscode.Event<void>;
  describe(failure: DeskFailure, deskName: string): PanelProblem;
  retryDesk(deskId: string): void;
  reconnect(deskId: string): Promise<void>;
  /** Values of new tickets of a desk, as the settings have them. */
  template(deskId: string): Readonly<Record<string, unknown>>;
  /** The ticket could not be made after its tab was closed: nobody sees it there. */
  tellLater(formId: string, message: string): Promise<void>;
}

/** What a form gets from one desk. */
export class DeskForm {
  readonly id: string;
  readonly #host: FormHost;
  readonly #versions = new Map<string, readonly Choice[]>();

  constructor(host: FormHost, id: string) {
    this.#host = host;
    this.id = id;
  }

  get customerRequired(): boolean {
    return this.#host.capabilities(this.id)?.customerRequired ?? false;
  }

  /** The fields, with the versions of the product that is chosen. */
  async fields(values: NewTicketValues, signal: AbortSignal): Promise<Result<readonly FormField[]>> {
    const { engine, loadDesks } = this.#host;
    // After a reload a form may be there before the desks are.
    await loadDesks();
    const answer = await engine.newTicketFields(this.id, signal);
    if (!answer.ok) return answer;
    const fields = formFields(answer.value);
    const productField = fields.find(each => each.role === 'product');
    const product = productField && values[productField.name];
    if (!product || !fields.some(isVersion)) return { ok: true, value: fields };
    const versions = await this.#versionsOf(product, signal);
    const needs = versions.length > 0 ? undefined : '–';
    return {
      ok: true,
      value: fields.map(field =>
        isVersion(field) ? { ...field, choices: versions, ...(needs === undefined ? {} : { needs }) } : field,
      ),
    };
  }

  /** What a form begins with here. */
  async start(
    fields: readonly FormField[],
    signal: AbortSignal,
  ): Promise<{ readonly values: NewTicketValues; readonly customer?: FormCustomer; readonly lastUsed: boolean }> {
    const { memory, template } = this.#host;
    const given = template(this.id);
    const start = startValues(fields, given, memory.last(this.id).values);
    const whom = fields.find(each => each.role === 'customer');
    const wanted = whom && templateValue(whom, given);
    const customer = wanted ? await this.#customerCalled(wanted, signal) : undefined;
    return { ...start, ...(customer ? { customer } : {}) };
  }

  /** Customers with these words; without any, those of the last tickets first. */
  async customers(text: string, signal: AbortSignal): Promise<CustomersFound> {
    const { engine, memory, nameOf } = this.#host;
    const words = text.toLocaleLowerCase();
    const recent = memory
      .last(this.id)
      .customers.filter(each => `${each.name}\n${each.about ?? ''}`.toLocaleLowerCase().includes(words));
    const found = await engine.customers(this.id, text, customersShown, signal);
    if (!found.ok) return { customers: recent, problem: describeFailure(found.failure, nameOf(this.id)).message };
    const first = text ? [] : recent;
    const others = found.value.filter(each => !first.some(({ id }) => id === each.id)).map(shown);
    return { customers: [...first, ...others] };
  }

  async #customerCalled(name: string, signal: AbortSignal): Promise<FormCustomer | undefined> {
    const found = await this.#host.engine.customers(this.id, name, customersShown, signal);
    const wanted = name.toLocaleLowerCase();
    const fitting = found.ok
      ? found.value.filter(each => each.id === name || each.name.toLocaleLowerCase() === wanted)
      : [];
    const [only, ...more] = fitting;
    // Of two of one name none is meant for sure.
    return only && more.length === 0 ? shown(only) : undefined;
  }

  /** None where the desk does not tell: a ticket can be made without. */
  async #versionsOf(product: string, signal: AbortSignal): Promise<readonly Choice[]> {
    const known = this.#versions.get(product);
    if (known) return known;
    const page = { number: 1, size: versionsShown };
    const answer = await this.#host.engine.records(this.id, 'productVersions', [product], {}, page, signal);
    if (!answer.ok) return [];
    const versions = answer.value.records.flatMap(({ id, title }) => (id === undefined ? [] : [{ id, name: title }]));
    this.#versions.set(product, versions);
    return versions;
  }
}

function isVersion({ role }: FormField): boolean {
  return role === 'reportedVersion' || role === 'solvedVersion';
}

function shown({
  id,
  name,
  company,
  email,
}: {
  id: string;
  name: string;
  company?: string;
  email?: string;
}): FormCustomer {
  const about = [company, email].filter(Boolean).join(' · ');
  return { id, name, ...(about ? { about } : {}) };
}
