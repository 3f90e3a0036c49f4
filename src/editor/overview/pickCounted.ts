import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { CountedPart } from '../../model/overview.ts';
import { byRecency } from '../../model/query.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { readyDesks } from '../desks/manageDesks.ts';
import { askChoice, type ChoiceItem, type Remark } from '../input.ts';
import { type FoundTicket, ticketItem } from '../tickets/askTicket.ts';

/** Tickets that are shown of each desk. */
const shown = 200;

/**
 * Lets the user choose one of the tickets that a figure counts, the newest first.
 * @param deskId one desk alone
 * @throws Abandoned when the user gives up, CommandFailed when a desk cannot be asked.
 */
export async function pickCounted(
  parts: { readonly engine: Engine; readonly desks: Desks },
  part: CountedPart,
  deskId: string | undefined,
  title: string,
): Promise<FoundTicket> {
  const { t } = vscode.l10n;
  const ready = await readyDesks(parts.desks);
  const desks = deskId === undefined ? ready : ready.filter(({ config }) => config.id === deskId);
  const found = await Promise.all(
    desks.map(async desk => {
      const { id, name } = desk.config;
      const counted = await parts.engine.ticketsCounted(id, part, shown);
      if (!counted.ok) throw new CommandFailed(counted.failure, name, id);
      return { desk, ...counted.value };
    }),
  );
  const items: (ChoiceItem<FoundTicket> | Remark)[] = found
    .flatMap(({ desk, tickets }) => tickets.map(ticket => ({ desk, ticket })))
    .sort((a, b) => byRecency(a.ticket, b.ticket))
    .map(({ desk, ticket }) => ticketItem(ticket, desk, desks.length > 1));
  const further = found.reduce((sum, { total }) => sum + total, 0) - items.length;
  if (items.length === 0) items.push({ label: t('No ticket found') });
  if (further > 0)
    items.push({
      label: t('Not listed: {0} older', further.toLocaleString(vscode.env.language)),
      iconPath: new vscode.ThemeIcon('info'),
    });
  return askChoice(
    { title, canGoBack: false },
    { placeholder: t('The tickets that are counted here; choose one to open it'), items },
  );
}
