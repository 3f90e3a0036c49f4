import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { TicketDraft } from '../../model/desk.ts';
import type { Customer } from '../../model/directory.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { Desks, ReadyDesk } from '../desks/desks.ts';
import { deskItems, readyDesk, readyDesks } from '../desks/manageDesks.ts';
import { describeFailure } from '../failures.ts';
import { askChoice, askText, runSteps } from '../input.ts';
import { tellUncertain, withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';
import { askCustomer } from '../tickets/askCustomer.ts';
import type { FoundTicket } from '../tickets/askTicket.ts';
import { askMoreFields, type Chosen } from './moreFields.ts';
import type { CodeQuote } from './selection.ts';

/** Characters a subject may have: ReadyDesk's limit (reference 2.5.2), and more than any list shows. */
const longestSubject = 255;

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
    const desks = deskId === undefined ? await readyDesks(this.#desks) : [await readyDesk(this.#desks, deskId)];
    let [desk] = desks;
    let unsent = this.#unsent(desk);
    const keep = () => void this.#memory.update(memoryKey(desk), unsent);
    let customer: Customer | undefined;
    let deskChosen = desks.length === 1;
    let wantsMore = false;
    let chosen: Chosen = {};

    await runSteps(
      () => (deskChosen ? `${title} · ${desk.config.name}` : title),
      [
        {
          skip: () => desks.length === 1,
          ask: async place => {
            deskChosen = false;
            desk = await askChoice(
              { ...place, title },
              { placeholder: t('Which desk?'), items: deskItems(desks), activeValue: desk },
            );
            deskChosen = true;
            unsent = this.#unsent(desk);
            chosen = {};
          },
        },
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
            const none = desk.capabilities.customerRequired ? undefined : t('No customer');
            customer = await askCustomer(place, this.#engine, desk, none === undefined ? {} : { none });
          },
        },
        {
          ask: async place => {
            wantsMore = false;
            unsent.description = await askText(place, {
              prompt: quote
                ? t('What happens, in your words. {0} is added below it. Enter creates the ticket.', quote.place)
                : t('What happens. Enter creates the ticket.'),
              placeholder: t('Description (optional)'),
              value: unsent.description,
              typed: value => {
                unsent.description = value;
                keep();
              },
              buttons: [
                {
                  iconPath: new vscode.ThemeIcon('list-unordered'),
                  tooltip: t('More fields…'),
                  press: () => {
                    wantsMore = true;
                  },
                },
              ],
            });
          },
        },
        {
          skip: () => !wantsMore,
          ask: async place => {
            chosen = await askMoreFields(place, this.#engine, desk, chosen);
          },
        },
      ],
    );

    const { id, name } = desk.config;
    const draft: TicketDraft = {
      subject: unsent.subject.trim(),
      description: describe(unsent.description, quote),
      ...(customer ? { customerId: customer.id } : {}),
      ...(wantsMore ? chosen : {}),
    };
    const created = await withProgress(t('Creating a ticket on {0}…', name), signal =>
      this.#engine.createTicket(id, draft, signal),
    );
    if (!created.ok) tellUncertain(created.failure, name);
    if (!created.ok) throw new CommandFailed(created.failure, name, id);
    await this.#memory.update(memoryKey(desk), undefined);
    const { id: ticketId, number = ticketId, warning } = created.value;
    if (warning) void this.#tellIncomplete(number, describeFailure(warning, name).message, draft.description);
    return { deskId: id, ticketId, number, subject: draft.subject };
  }

  #unsent(desk: ReadyDesk): Unsent {
    return { subject: '', description: '', ...this.#memory.get<Partial<Unsent>>(memoryKey(desk)) };
  }

  /** The ticket is there, but not all of it: the text must not be lost. */
  async #tellIncomplete(number: string, problem: string, description: string): Promise<void> {
    const { t } = vscode.l10n;
    const copy = t('Copy Description');
    const message = t('Ticket #{0} was created without its description. {1}', shownText(number), problem);
    if ((await vscode.window.showWarningMessage(message, copy)) === copy)
      await vscode.env.clipboard.writeText(description);
  }
}

function memoryKey(desk: ReadyDesk): string {
  return `createTicket.${desk.config.id}`;
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
