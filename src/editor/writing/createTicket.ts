import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { TicketDraft } from '../../model/desk.ts';
import type { Customer } from '../../model/directory.ts';
import { CommandFailed } from '../commandRegistry.ts';
import type { Desks } from '../desks/desks.ts';
import { chooseReadyDesk } from '../desks/manageDesks.ts';
import { describeFailure } from '../failures.ts';
import { askChoice, askText, type ChoiceItem, runSteps } from '../input.ts';
import { withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';
import type { FoundTicket } from '../tickets/askTicket.ts';
import type { CodeQuote } from './selection.ts';

/** Characters a subject may have: ReadyDesk's limit (reference 2.5.2), and more than any list shows. */
const longestSubject = 255;
/** Customers shown at a time. */
const customersShown = 50;

/** What was typed and not yet sent; offered again after Esc, a failure or a change of mind. */
interface Unsent {
  subject: string;
  description: string;
}

/** Creates tickets; keeps what was typed until it has become one. */
export class TicketCreation {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #memory: vscode.Memento;

  constructor(engine: Engine, desks: Desks, memory: vscode.Memento) {
    this.#engine = engine;
    this.#desks = desks;
    this.#memory = memory;
  }

  /** Asks for what the desk requires and creates the ticket; answers the new one. */
  async run(quote?: CodeQuote, deskId?: string): Promise<FoundTicket> {
    const { t } = vscode.l10n;
    const title = quote ? t('Create Ticket from {0}', quote.place) : t('Create Ticket');
    const desk = await chooseReadyDesk(this.#desks, title, deskId);
    const { id, name } = desk.config;
    const memoryKey = `createTicket.${id}`;
    const unsent: Unsent = { subject: '', description: '', ...this.#memory.get<Partial<Unsent>>(memoryKey) };
    const keep = () => void this.#memory.update(memoryKey, unsent);
    let customer: Customer | undefined;

    await runSteps(`${title} · ${name}`, [
      {
        ask: async place => {
          unsent.subject = await askText(place, {
            prompt: t('Subject'),
            placeholder: t('What is wrong, in one line'),
            value: unsent.subject,
            check: checkSubject,
            typed: value => {
              unsent.subject = value;
              keep();
            },
          });
        },
      },
      {
        ask: async place => {
          customer = await this.#askCustomer(place, id, desk.capabilities.customerRequired, name);
        },
      },
      {
        ask: async place => {
          unsent.description = await askText(place, {
            prompt: quote
              ? t('What happens, in your words. {0} is added below it.', quote.place)
              : t('What happens. Enter goes on without it.'),
            placeholder: t('Description (optional)'),
            value: unsent.description,
            typed: value => {
              unsent.description = value;
              keep();
            },
          });
        },
      },
    ]);

    const draft: TicketDraft = {
      subject: unsent.subject.trim(),
      description: describe(unsent.description, quote),
      ...(customer ? { customerId: customer.id } : {}),
    };
    const created = await withProgress(t('Creating a ticket on {0}…', name), signal =>
      this.#engine.createTicket(id, draft, signal),
    );
    if (!created.ok) throw new CommandFailed(created.failure, name, id);
    await this.#memory.update(memoryKey, undefined);
    const { id: ticketId, number = ticketId, warning } = created.value;
    if (warning) void this.#tellIncomplete(number, describeFailure(warning, name).message, draft.description);
    return { deskId: id, ticketId, number, subject: draft.subject };
  }

  /** The ticket is there, but not all of it: the text must not be lost. */
  async #tellIncomplete(number: string, problem: string, description: string): Promise<void> {
    const { t } = vscode.l10n;
    const copy = t('Copy Description');
    const message = t('Ticket #{0} was created without its description. {1}', shownText(number), problem);
    if ((await vscode.window.showWarningMessage(message, copy)) === copy)
      await vscode.env.clipboard.writeText(description);
  }

  #askCustomer(
    place: Parameters<typeof askChoice>[0],
    deskId: string,
    required: boolean,
    deskName: string,
  ): Promise<Customer | undefined> {
    const { t } = vscode.l10n;
    const none: ChoiceItem<Customer | undefined> = { label: t('No customer'), value: undefined };
    return askChoice<Customer | undefined>(place, {
      placeholder: t('Customer: type to search'),
      nothing: t('No such customer'),
      items: async (typed, signal) => {
        const found = await this.#engine.customers(deskId, typed, customersShown, signal);
        if (!found.ok) throw new CommandFailed(found.failure, deskName, deskId);
        const items = found.value.map(each => ({
          label: each.name,
          description: [each.company, each.email].filter(Boolean).join(' · '),
          value: each,
        }));
        return required || typed ? items : [none, ...items];
      },
    });
  }
}

function checkSubject(value: string): string | undefined {
  const length = value.trim().length;
  if (length === 0) return vscode.l10n.t('A ticket needs a subject.');
  return length > longestSubject
    ? vscode.l10n.t('{0} of {1} characters: shorten it.', length, longestSubject)
    : undefined;
}

function describe(words: string, quote: CodeQuote | undefined): string {
  const code = quote ? `${quote.place}:\n\n${quote.text}` : '';
  return [words.trim(), code].filter(Boolean).join('\n\n');
}
