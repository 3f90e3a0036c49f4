import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { TicketRef } from '../../model/ticket.ts';
import { type AddressProblem, readTicketAddress, ticketPath } from '../../model/ticketAddress.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { Desk, Desks } from '../desks/desks.ts';
import { commands } from '../ids.ts';
import { withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';

/** Characters of what an address says that a message has room for. */
const mostShown = 60;

/** Address of a ticket's web page, where the desk's settings tell it. */
export function webPage(desks: Desks, ref: TicketRef): string | undefined {
  const template = desks.get(ref.deskId)?.config.ticketUrl;
  return template
    ?.replaceAll('{number}', encodeURIComponent(ref.number))
    .replaceAll('{id}', encodeURIComponent(ref.ticketId));
}

/**
 * Address that opens the ticket in this editor, for where no web page is known. It names the desk as people do, since
 * its id is another one on each machine; by its id where the name is no address, or not of this desk alone.
 */
function editorLink(desks: Desks, extensionId: string, { deskId, number }: TicketRef): string {
  const name = desks.nameOf(deskId);
  const known = desks.known.map(({ config }) => config);
  const isOwn = desksMeant(known, name).every(({ id }) => id === deskId);
  const path = (isOwn ? ticketPath({ desk: name, number }) : undefined) ?? `/ticket/${deskId}/${number}`;
  return vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: extensionId, path }).toString();
}

/** Copies the address that helps most: the web page, else the one that opens the ticket here. */
export async function copyTicketLink(desks: Desks, extensionId: string, ref: TicketRef): Promise<void> {
  await vscode.env.clipboard.writeText(webPage(desks, ref) ?? editorLink(desks, extensionId, ref));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Link to #{0} copied', shownText(ref.number)), 3_000);
}

/**
 * Opens the tickets that addresses from outside name, or says why it cannot. Anybody can make such an address: it shows a
 * ticket and does nothing else, and one look-up at a desk is under way at a time.
 */
export class EditorLinks {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #open: (ticket: TicketRef) => Promise<unknown>;
  #latest: AbortController | undefined;

  constructor(engine: Engine, desks: Desks, open: (ticket: TicketRef) => Promise<unknown>) {
    this.#engine = engine;
    this.#desks = desks;
    this.#open = open;
  }

  /** @throws CommandFailed when the desk did not answer */
  async follow(uri: Pick<vscode.Uri, 'path' | 'query' | 'fragment'>): Promise<void> {
    this.#latest?.abort();
    const latest = new AbortController();
    this.#latest = latest;
    const read = readTicketAddress(uri);
    if (!read.ok) return refuse(read.problem);
    const { desk: named, number } = read.address;
    const desk = await this.#deskNamed(named);
    if (!desk || latest.signal.aborted) return;
    const { id: deskId, name } = desk.config;
    if (desk.state === 'failed') throw new CommandFailed(desk.failure, name, deskId);
    const kept = await this.#engine.glances(deskId, [number]);
    const here = kept.ok ? kept.value.find(({ ticket }) => ticket.number === number)?.ticket : undefined;
    const found = here ?? (await this.#lookUp(deskId, name, number, latest.signal));
    if (found && !latest.signal.aborted) await this.#open({ deskId, ticketId: found.id, number });
  }

  /** The desk of that id, else of that name; says so when there is none, or more than one. */
  async #deskNamed(named: string): Promise<Desk | undefined> {
    const { t } = vscode.l10n;
    const all = await this.#desks.load();
    const configs = desksMeant(
      all.map(({ config }) => config),
      named,
    );
    if (configs.length === 1) return all.find(({ config }) => config === configs[0]);
    if (configs.length > 1) {
      const words = t(
        '{0} desks here are called {1}: nobody can tell which of them the link means.',
        configs.length,
        cut(named),
      );
      await vscode.window.showErrorMessage(words);
      return undefined;
    }
    const connect = t('Connect a Help Desk');
    const words =
      all.length === 0
        ? t('The link is to a ticket of {0}, but no desk is connected here.', cut(named))
        : t('The link is to a ticket of {0}, and no desk here is called that.', cut(named));
    if ((await vscode.window.showErrorMessage(words, connect)) === connect)
      await vscode.commands.executeCommand(commands.connect);
    return undefined;
  }

  async #lookUp(deskId: string, name: string, number: string, signal: AbortSignal) {
    const { t } = vscode.l10n;
    const words = t('Looking up ticket #{0} on {1}…', number, shownText(name));
    const found = await withProgress(words, cancelled =>
      this.#engine.find(deskId, number, AbortSignal.any([signal, cancelled])),
    );
    if (found.ok) return found.value;
    if (signal.aborted) return undefined;
    if (found.failure.reason !== 'notFound') throw new CommandFailed(found.failure, name, deskId);
    await vscode.window.showErrorMessage(t('{0} has no ticket #{1}.', shownText(name), number));
    return undefined;
  }
}

/** Desks that an address means: the one of that id, else those of that name. */
function desksMeant<D extends { readonly id: string; readonly name: string }>(
  desks: readonly D[],
  named: string,
): readonly D[] {
  const own = desks.filter(({ id }) => id === named);
  const folded = (text: string) => text.trim().normalize('NFC').toLowerCase();
  return own.length > 0 ? own : desks.filter(({ name }) => folded(name) === folded(named));
}

async function refuse(problem: AddressProblem): Promise<void> {
  const { t } = vscode.l10n;
  const words = {
    form: t('This link is not to a ticket. Links to tickets end in {0}', '/ticket/desk/number.'),
    tooLong: t('This link is too long to be one to a ticket.'),
    desk: t('This link is not to a ticket: what it names cannot be a desk.'),
    number: t('This link is not to a ticket: what it names cannot be the number of one.'),
  };
  await vscode.window.showErrorMessage(words[problem]);
}

/** What an address says, for a message: it may be long, and made to look like something else. */
function cut(text: string): string {
  const shown = shownText(text);
  return shown.length > mostShown ? `${shown.slice(0, mostShown)}…` : shown;
}
