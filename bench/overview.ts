import type { Engine } from '../src/engine/engine.ts';
import type { Ticket } from '../src/model/ticket.ts';
import { type BigMirror, farDesk } from './bigMirror.ts';
import { figure, type Measured, median } from './figures.ts';

const day = 86_400_000;
/** The longest span of the panel. */
const span = 90;

/** What the overview's panel waits for: all its figures of 90 days, the last of which is that of the newest ticket. */
export async function overview(engine: Engine, { tickets }: BigMirror, rounds: number): Promise<Measured[]> {
  const last = Math.max(...tickets.map(({ changedAt = '' }) => Date.parse(changedAt) || 0));
  const end = Math.floor(last / day + 1) * day;
  const days = Array.from({ length: span + 1 }, (_, at) => new Date(end + (at - span) * day).toISOString());
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const answer = await engine.overview(farDesk.id, { days });
    times.ours.push(performance.now() - began);
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
    const bare = performance.now();
    const counted = byHand(tickets, Date.parse(days[0] ?? ''));
    times.bare.push(performance.now() - bare);
    const { open, created, worked, answers } = answer.value;
    if (open !== counted.open || sum(created) !== sum(counted.created)) throw new Error('the figures differ');
    if (sum(worked) === 0 || answers.minutes.length === 0) throw new Error('there is no time in the copy');
  }
  return [
    figure(
      `Overview of ${span} days of ${tickets.length} tickets`,
      'ms',
      median(times.ours),
      median(times.bare),
      'counting open ones by group, person and age, and days, in an array of all tickets in the asking thread; neither answers nor time',
      { of: 'value', most: 300 },
    ),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function byHand(tickets: readonly Ticket[], from: number) {
  const [groups, people] = [new Map<string, number>(), new Map<string, number>()];
  const [ages, created, resolved] = [new Map<number, number>(), zeros(), zeros()];
  const now = Date.now();
  let open = 0;
  for (const { state, group, assignee, openedAt = '', closedAt = '' } of tickets) {
    const opened = Date.parse(openedAt);
    if (state !== 'closed') {
      open++;
      groups.set(group?.name ?? '', (groups.get(group?.name ?? '') ?? 0) + 1);
      people.set(assignee?.name ?? '', (people.get(assignee?.name ?? '') ?? 0) + 1);
      const age = Math.floor((now - opened) / day);
      ages.set(age, (ages.get(age) ?? 0) + 1);
    } else add(resolved, Math.floor((Date.parse(closedAt) - from) / day));
    add(created, Math.floor((opened - from) / day));
  }
  return { open, groups, people, ages, created, resolved };
}

function zeros(): number[] {
  return Array.from({ length: span }, () => 0);
}

function add(counts: number[], at: number): void {
  const count = counts[at];
  if (count !== undefined) counts[at] = count + 1;
}
