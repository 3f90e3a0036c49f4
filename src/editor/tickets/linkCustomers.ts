import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Result } from '../../model/errors.ts';
import type { LinkedCustomer } from '../../model/ticket.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { askChoice } from '../input.ts';
import { tellUncertain, withProgress } from '../progress.ts';
import { shownText } from '../shownText.ts';
import { askCustomer } from './askCustomer.ts';
import type { FoundTicket } from './askTicket.ts';

/** Asks for a customer and links them to a ticket, beside those that it has. */
export async function linkCustomer(engine: Engine, desk: ReadyDesk, ref: FoundTicket): Promise<void> {
  const { t } = vscode.l10n;
  const title = t('Link Customer to #{0} · {1}', ref.number, desk.config.name);
  const customer = await askCustomer({ title, canGoBack: false }, engine, desk);
  if (!customer) return;
  const [name, number] = [shownText(customer.name), shownText(ref.number)];
  await send(desk, t('Linking {0} to #{1}…', name, number), signal =>
    engine.linkCustomer(ref.deskId, ref.ticketId, customer.id, signal),
  );
  vscode.window.setStatusBarMessage(t('{0} linked to #{1}', name, number), 5_000);
}

/**
 * Takes the link of one of a ticket's customers and contacts away; the customer stays on the desk. Asks whose, unless
 * `customerId` names one that is still linked.
 */
export async function unlinkCustomer(
  engine: Engine,
  desk: ReadyDesk,
  ref: FoundTicket,
  customerId?: string,
): Promise<void> {
  const { t } = vscode.l10n;
  const { id, name: deskName } = desk.config;
  const number = shownText(ref.number);
  const details = await withProgress(t('Asking {0} for #{1}…', shownText(deskName), number), signal =>
    engine.details(id, ref.ticketId, { fresh: true }, signal),
  );
  const failure = details.ok ? details.value.failure : details.failure;
  if (!details.ok || failure) throw new CommandFailed(failure ?? { reason: 'cancelled' }, deskName, id);
  const linked = details.value.details.ticket.linked ?? [];
  if (linked.length === 0) {
    await vscode.window.showInformationMessage(t('#{0} is linked to no customer.', number));
    return;
  }
  const named = linked.find(each => each.id === customerId);
  const chosen =
    named ??
    (await askChoice<LinkedCustomer>(
      { title: t('Unlink Customer from #{0} · {1}', ref.number, deskName), canGoBack: false },
      {
        placeholder: t('Whose link is taken away? They stay on the desk.'),
        items: linked.map(each => ({
          label: each.name,
          description: each.kind === 'company' ? t('company') : t('contact'),
          iconPath: new vscode.ThemeIcon(each.kind === 'company' ? 'organization' : 'person'),
          value: each,
        })),
      },
    ));
  const name = shownText(chosen.name);
  await send(desk, t('Unlinking {0} from #{1}…', name, number), signal =>
    engine.unlinkCustomer(id, ref.ticketId, chosen.id, signal),
  );
  vscode.window.setStatusBarMessage(t('{0} unlinked from #{1}', name, number), 5_000);
}

async function send(
  { config: { id, name } }: ReadyDesk,
  title: string,
  work: (signal: AbortSignal) => Promise<Result<void>>,
): Promise<void> {
  const done = await withProgress(title, work);
  if (done.ok) return;
  tellUncertain(done.failure, name);
  throw new CommandFailed(done.failure, name, id);
}
