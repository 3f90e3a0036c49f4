import * as vscode from 'vscode';
import type { TicketSummary } from '../../model/ticket.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import type { AssistantParts } from './assistantParts.ts';
import { failureOfTool } from './toolFailure.ts';
import { ToolProblem } from './toolProblem.ts';

/** A ticket and its desk. */
export interface TicketOnDesk {
  readonly desk: ReadyDesk;
  readonly ticket: TicketSummary;
}

type Asked = Pick<AssistantParts, 'engine' | 'desks'>;

/** The desks that can be asked: that of a name, or all. @throws ToolProblem when there is none */
export async function desksNamed({ desks }: Asked, name?: string): Promise<readonly [ReadyDesk, ...ReadyDesk[]]> {
  const all = await desks.ready();
  const wanted = name?.toLowerCase();
  const [first, ...more] = wanted
    ? all.filter(({ config }) => config.name.toLowerCase() === wanted || config.id === name)
    : all;
  if (first) return [first, ...more];
  if (all.length === 0) throw new ToolProblem(vscode.l10n.t('No help desk is connected, or none can be asked now.'));
  throw new ToolProblem(vscode.l10n.t('There is no such desk. There are: {0}.', namesOf(all)));
}

/** The one desk that is meant. @throws ToolProblem when it could be several */
export async function oneDesk(parts: Asked, name?: string): Promise<ReadyDesk> {
  const [desk, ...others] = await desksNamed(parts, name);
  if (others.length === 0) return desk;
  throw new ToolProblem(`There are several desks, so say which one in "desk": ${namesOf([desk, ...others])}.`);
}

/**
 * The ticket of a number: what is kept on this machine first, then what the desk says.
 * @throws ToolProblem when there is none, or one on several desks
 */
export async function findTicket(
  parts: Asked,
  wanted: { readonly ticket: string; readonly desk?: string },
  signal: AbortSignal,
): Promise<TicketOnDesk> {
  const desks = await desksNamed(parts, wanted.desk);
  const { ticket: number } = wanted;
  const kept = await Promise.all(
    desks.map(async desk => {
      const glances = await parts.engine.glances(desk.config.id, [number]);
      return glances.ok ? glances.value.map(({ ticket }) => ({ desk, ticket })) : [];
    }),
  );
  const known = kept.flat();
  if (known.length > 0) return onlyOne(known, number);
  const asked = await Promise.all(
    desks.map(async desk => ({ desk, answer: await parts.engine.find(desk.config.id, number, signal) })),
  );
  const found = asked.flatMap(({ desk, answer }) => (answer.ok ? [{ desk, ticket: answer.value }] : []));
  if (found.length > 0) return onlyOne(found, number);
  for (const { desk, answer } of asked)
    if (!answer.ok && answer.failure.reason !== 'notFound') throw failureOfTool(answer.failure, desk);
  throw new ToolProblem(vscode.l10n.t('There is no ticket #{0} on {1}.', number, namesOf(desks)));
}

function onlyOne(found: readonly TicketOnDesk[], number: string): TicketOnDesk {
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  const names = namesOf(found.map(({ desk }) => desk));
  throw new ToolProblem(
    vscode.l10n.t('There is a ticket #{0} on several desks, so name one of them: {1}.', number, names),
  );
}

function namesOf(desks: readonly ReadyDesk[]): string {
  return desks.map(({ config }) => JSON.stringify(config.name)).join(', ');
}
