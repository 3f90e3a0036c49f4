import type { BirpcReturn } from 'birpc';
import * as vscode from 'vscode';
import type { Created } from '../../model/desk.ts';
import { asResult, type DeskFailure, type Result } from '../../model/errors.ts';
import { choicesNow, draftOf, type NewTicketValues } from '../../model/newTicket.ts';
import type {
  CreateApi,
  CreateHostApi,
  CreateSeed,
  CreateState,
  FormCustomer,
  FormField,
  FormStart,
} from '../../webview/createMessages.ts';
import { describeFailure, logLine } from '../failures.ts';
import { connectPage, fillPanel } from '../panel/page.ts';
import { DeskForm, type FormHost } from './deskForm.ts';
import { fieldMeant } from './fieldMeant.ts';
import { checkForm, enteredForm } from './formFields.ts';
import type { FormDraft } from './formMemory.ts';
import { formRefusal } from './formMessages.ts';
import { rememberedOf } from './formStart.ts';

/** What a form begins with. */
export interface FormBegin {
  readonly id: string;
  readonly deskId: string;
  /** A new one: what it is made from. */
  readonly subject?: string;
  readonly description?: string;
  readonly origin?: FormDraft['origin'];
  /** One that was begun. */
  readonly draft?: FormDraft;
}

/** Where a form ended: the ticket is made, or its making is kept in the outbox. */
export type FormEnd =
  | {
      readonly kind: 'created';
      readonly deskId: string;
      readonly subject: string;
      readonly description: string;
      readonly created: Created;
    }
  | { readonly kind: 'kept'; readonly deskId: string; readonly subject: string };

/** The form of one new ticket in an editor tab. */
export class TicketForm implements vscode.Disposable {
  readonly id: string;
  readonly #host: FormHost;
  readonly #panel: vscode.WebviewPanel;
  readonly #page: BirpcReturn<CreateApi, CreateHostApi>;
  readonly #registrations: vscode.Disposable[] = [];
  readonly #ended = new AbortController();
  readonly #finish: (end: FormEnd) => void;
  readonly origin: FormDraft['origin'];

  /** Words that the form begins with on whatever desk. */
  #words: Pick<FormBegin, 'subject' | 'description'>;
  #desk: DeskForm;
  #loading: AbortController | undefined;
  #fields: readonly FormField[] | undefined;
  #values: NewTicketValues = {};
  #customer: FormCustomer | undefined;
  /** The page is to take the values of this turn. */
  #turn = 0;
  #lastUsed = false;
  #begunAt: string | undefined;
  /** Values are there: those begun earlier, or those of the template. */
  #begun = false;
  #sending = false;
  #refused: Readonly<Record<string, string>> = {};
  #failure: DeskFailure | undefined;
  #warning: string | undefined;
  #pageReady = false;

  /** @param finish is told once, when the form is not needed any more */
  constructor(host: FormHost, panel: vscode.WebviewPanel, begin: FormBegin, finish: (end: FormEnd) => void) {
    const { id, deskId, origin, draft } = begin;
    this.id = id;
    this.origin = origin;
    this.#host = host;
    this.#panel = panel;
    this.#words = begin;
    this.#finish = finish;
    this.#desk = new DeskForm(host, deskId);
    if (draft) this.#takeDraft(draft);
    panel.iconPath = new vscode.ThemeIcon('add');
    panel.title = vscode.l10n.t('New Ticket');
    this.#page = this.#connect(panel.webview);
    this.#registrations.push(
      panel.onDidChangeViewState(() => {
        // A hidden page is thrown away; the one that takes its place says `ready`.
        if (!panel.visible) this.#pageReady = false;
      }),
      host.onDidChangeDesks(() => {
        if (!this.#fields && !this.#loading) this.#load();
      }),
    );
    fillPanel<CreateSeed>(panel, host.extensionUri, {
      script: 'create.js',
      forms: false,
      title: panel.title,
      seed: { formId: id },
    });
    this.#load();
  }

  get deskId(): string {
    return this.#desk.id;
  }

  /** What the form shows and holds; for tests. */
  get state(): CreateState {
    return this.#state();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Lets go of everything but the tab itself: at the end of a session VS Code keeps it for the next one. */
  dispose(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#loading?.abort();
    this.#page.$close();
    for (const one of this.#registrations) one.dispose();
  }

  #connect(webview: vscode.Webview): BirpcReturn<CreateApi, CreateHostApi> {
    return connectPage<CreateApi, CreateHostApi>(webview, this.functions, {
      eventNames: ['show'],
      refusal: formRefusal,
      refused: why => this.#host.log.warn(`New ticket: ignored a message (${why}).`),
      registrations: this.#registrations,
    });
  }

  /** What the page can ask for. */
  readonly functions: CreateHostApi = {
    ready: async () => {
      this.#pageReady = true;
      this.#turn++;
      this.#show();
    },
    changed: async (values, customer) => this.#changed(values, customer ?? undefined),
    chooseDesk: async deskId => this.#chooseDesk(deskId),
    customers: text => this.#desk.customers(text, this.#ended.signal),
    create: async () => void this.#create(),
    startAnew: async () => this.#startAnew(),
    refresh: async () => {
      this.#host.retryDesk(this.deskId);
      this.#load();
    },
    reconnect: () => this.#host.reconnect(this.deskId),
    showLog: async () => this.#host.log.show(),
  };

  #load(): void {
    void this.#loadNow();
  }

  async #loadNow(): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#failure = undefined;
    this.#show();
    const desk = this.#desk;
    const asked = await asResult(() => desk.fields(this.#values, loading.signal));
    const fields = asked.ok ? asked.value : asked;
    if (loading.signal.aborted) return;
    if (fields.ok) {
      this.#fields = fields.value;
      if (!this.#begun) await this.#begin(fields.value, loading.signal);
    } else {
      this.#failure = fields.failure;
      this.#host.log.warn(`New ticket: ${logLine(fields.failure)}`);
    }
    if (loading.signal.aborted) return;
    this.#loading = undefined;
    this.#show();
  }

  async #begin(fields: readonly FormField[], signal: AbortSignal): Promise<void> {
    const start = await this.#desk.start(fields, signal);
    if (signal.aborted) return;
    const texts = fields.flatMap(({ role, name }) => {
      const own =
        role === 'subject' ? this.#words.subject : role === 'description' ? this.#words.description : undefined;
      const both = role === 'description' ? [start.values[name], own].filter(Boolean).join('\n\n') : own;
      return both ? [[name, both] as const] : [];
    });
    this.#values = { ...start.values, ...Object.fromEntries(texts) };
    this.#customer = start.customer;
    const whom = fields.find(each => each.role === 'customer');
    if (whom && start.customer) this.#values = { ...this.#values, [whom.name]: start.customer.id };
    this.#lastUsed = start.lastUsed;
    this.#begun = true;
    this.#turn++;
  }

  #takeDraft({ values, customer, at, sending, deskId }: FormDraft): void {
    this.#values = values;
    this.#customer = customer;
    this.#begun = true;
    this.#begunAt = at;
    if (sending) {
      this.#warning = vscode.l10n.t(
        'The window was closed while this ticket was being created. Look in the outbox and on {0} before creating it again.',
        this.#host.nameOf(deskId),
      );
    }
  }

  #changed(values: NewTicketValues, customer: FormCustomer | undefined): Readonly<Record<string, string>> {
    const fields = this.#fields;
    if (!fields || this.#sending) return {};
    const product = fields.find(each => each.role === 'product')?.name;
    const other = product !== undefined && (values[product] ?? '') !== (this.#values[product] ?? '');
    const texts = JSON.stringify([values, customer]) !== JSON.stringify([this.#values, this.#customer]);
    this.#values = values;
    this.#customer = customer;
    if (texts) this.#keep();
    if (other) this.#load();
    return checkForm(fields, values, this.#desk.customerRequired);
  }

  #keep(sending = false): void {
    void this.#host.memory.keep({
      ...{ id: this.id, deskId: this.deskId, values: this.#values, at: new Date().toISOString(), sending },
      ...(this.#customer ? { customer: this.#customer } : {}),
      ...(this.origin ? { origin: this.origin } : {}),
    });
  }

  #chooseDesk(deskId: string): void {
    if (deskId === this.deskId || this.#sending) return;
    // The words stay, what was chosen is the other desk's.
    const value = (wanted: FormField['role']) => {
      const name = this.#fields?.find(({ role }) => role === wanted)?.name;
      return name === undefined ? undefined : this.#values[name];
    };
    const { subject = value('subject'), description = value('description') } = this.#fields ? {} : this.#words;
    this.#desk = new DeskForm(this.#host, deskId);
    this.#clear({
      ...(subject === undefined ? {} : { subject }),
      ...(description === undefined ? {} : { description }),
    });
    this.#load();
  }

  #clear(words: Pick<FormBegin, 'subject' | 'description'>): void {
    this.#words = words;
    this.#fields = undefined;
    this.#values = {};
    this.#customer = undefined;
    this.#begun = false;
    this.#refused = {};
    this.#warning = undefined;
  }

  async #startAnew(): Promise<void> {
    if (this.#sending) return;
    await this.#host.memory.forget(this.id);
    await this.#host.memory.forgetLastValues(this.deskId);
    this.#begunAt = undefined;
    this.#clear({});
    this.#load();
  }

  async #create(): Promise<void> {
    const fields = this.#fields;
    if (!fields || this.#sending) return;
    const wrong = checkForm(fields, this.#values, this.#desk.customerRequired);
    if (Object.keys(wrong).length > 0) {
      this.#refused = wrong;
      this.#show();
      return;
    }
    const values = enteredForm(fields, this.#onlyFitting(fields));
    const draft = draftOf(fields, values);
    const { id: deskId } = this.#desk;
    this.#sending = true;
    this.#refused = {};
    this.#failure = undefined;
    this.#warning = undefined;
    this.#keep(true);
    this.#show();
    // No signal: a ticket that is on its way arrives, also when the tab is closed meanwhile.
    const asked = await asResult(() => this.#host.engine.createTicket(deskId, draft));
    const result: Result<Created> = asked.ok ? asked.value : asked;
    this.#sending = false;
    if (result.ok || result.failure.kept) {
      await this.#host.memory.forget(this.id);
      await this.#host.memory.remember(deskId, rememberedOf(fields, this.#values), this.#customer);
      const { subject, description } = draft;
      this.#finish(
        result.ok
          ? { kind: 'created', deskId, subject, description, created: result.value }
          : { kind: 'kept', deskId, subject },
      );
      return;
    }
    this.#keep();
    this.#fail(result.failure, fields);
  }

  #fail(failure: DeskFailure, fields: readonly FormField[]): void {
    this.#host.log.warn(`New ticket: ${logLine(failure)}`);
    const { message } = describeFailure(failure, this.#host.nameOf(this.deskId));
    const about =
      failure.reason === 'refused' || failure.reason === 'badInput'
        ? fieldMeant(failure.detail ?? '', fields)
        : undefined;
    if (about) this.#refused = { [about.name]: message };
    else this.#failure = failure;
    if (this.#ended.signal.aborted) void this.#host.tellLater(this.id, message);
    else this.#show();
  }

  /** Without what a choice made later has ruled out. */
  #onlyFitting(fields: readonly FormField[]): NewTicketValues {
    const fitting = fields.filter(
      field =>
        field.type !== 'choice' ||
        choicesNow(field, fields, this.#values).some(each => each.id === this.#values[field.name]),
    );
    return Object.fromEntries(fitting.flatMap(({ name }) => (this.#values[name] ? [[name, this.#values[name]]] : [])));
  }

  #show(): void {
    if (this.#pageReady && !this.#ended.signal.aborted) void this.#page.show(this.#state());
  }

  #state(): CreateState {
    const start: FormStart = {
      ...{ turn: this.#turn, values: this.#values, lastUsed: this.#lastUsed },
      ...(this.#customer ? { customer: this.#customer } : {}),
      ...(this.#begunAt === undefined ? {} : { begunAt: this.#begunAt }),
    };
    const name = this.#host.nameOf(this.deskId);
    const problem = this.#failure
      ? this.#host.describe(this.#failure, name)
      : this.#warning
        ? { message: this.#warning }
        : undefined;
    return {
      ...{ desks: this.#host.desks(), deskId: this.deskId, start, loading: this.#loading !== undefined },
      ...{ customerRequired: this.#desk.customerRequired, sending: this.#sending, refused: this.#refused },
      locale: vscode.env.language,
      ...(this.origin ? { origin: this.origin.place } : {}),
      ...(this.#fields && this.#begun ? { fields: this.#fields } : {}),
      ...(problem ? { problem } : {}),
    };
  }
}
