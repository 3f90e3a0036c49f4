import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Desks } from '../desks/desks.ts';
import { readyDesks } from '../desks/manageDesks.ts';
import { describeFailure } from '../failures.ts';
import { askChoice, askText, type ChoiceItem, runSteps } from '../input.ts';
import { type FoundTicket, ticketItem } from './askTicket.ts';

/**
 * Asks for a ticket's number, and stays until a desk has a ticket of that number; which of them is asked only where
 * several have one.
 */
export async function askNumber(engine: Engine, desks: Desks): Promise<FoundTicket> {
  const { t } = vscode.l10n;
  const ready = await readyDesks(desks);
  const [only] = ready;
  const name = t('Open Ticket by Number');
  let typed = '';
  let found: ChoiceItem<FoundTicket>[] = [];
  let chosen: FoundTicket | undefined;

  const look = async (number: string, signal: AbortSignal): Promise<string | undefined> => {
    const answers = await Promise.all(
      ready.map(async desk => ({ desk, answer: await engine.find(desk.config.id, number, signal) })),
    );
    found = answers.flatMap(({ desk, answer }) => (answer.ok ? [ticketItem(answer.value, desk, true)] : []));
    if (found.length > 0) return undefined;
    for (const { desk, answer } of answers) {
      if (!answer.ok && answer.failure.reason !== 'notFound')
        return describeFailure(answer.failure, desk.config.name).message;
    }
    return ready.length > 1
      ? t('No desk has ticket #{0}.', number)
      : t('{0} has no ticket #{1}.', only.config.name, number);
  };
  await runSteps(ready.length > 1 ? name : `${name} · ${only.config.name}`, [
    {
      ask: async place => {
        typed = await askText(place, {
          prompt: t('Ticket number'),
          value: typed,
          check: value => (/^\s*#?\d+\s*$/.test(value) ? undefined : t('A ticket number has digits only.')),
          accept: (value, signal) => look(value.replace(/[#\s]/g, ''), signal),
        });
        chosen = found[0]?.value;
      },
    },
    {
      skip: () => found.length < 2,
      ask: async place => {
        chosen = await askChoice<FoundTicket>(place, { placeholder: t('Which ticket?'), items: found });
      },
    },
  ]);
  if (!chosen) throw new vscode.CancellationError();
  return chosen;
}
