import type { Scenario } from './catalog.ts';
import { type FileSeed, logFile, screenshot } from './files.ts';
import { type Style, writeUp } from './markup.ts';
import { type CompanySeed, type ContactSeed, type TechnicianSeed, technicians } from './people.ts';
import type { Random } from './random.ts';
import { billingScenarios } from './scenarios/billing.ts';
import { mobileScenarios } from './scenarios/mobile.ts';
import { orderScenarios } from './scenarios/orders.ts';
import { platformScenarios } from './scenarios/platform.ts';
import { reportScenarios } from './scenarios/reporting.ts';
import { Slots } from './slots.ts';
import type { Special } from './specials.ts';
import { traceText } from './traces.ts';
import { acknowledgements, farewells, greetings, holds, nudges, questions, thanks } from './words.ts';

export const scenarios: readonly Scenario[] = [
  ...orderScenarios,
  ...billingScenarios,
  ...platformScenarios,
  ...reportScenarios,
  ...mobileScenarios,
];

export type State = 'new' | 'open' | 'waiting' | 'hold' | 'resolved' | 'closed';

/** One entry of a conversation. */
export interface Entry {
  readonly at: number;
  readonly role: 'customer' | 'technician' | 'system';
  readonly by?: TechnicianSeed;
  readonly internal: boolean;
  readonly body: string;
  /** Minutes of work logged with it. */
  readonly minutes?: number;
}

/** One ticket as life wrote it, before either system has its own words for it. */
export interface Story {
  readonly scenario: Scenario;
  readonly subject: string;
  readonly description: string;
  readonly company: CompanySeed;
  readonly contact: ContactSeed;
  readonly opened: number;
  readonly changed: number;
  readonly closed: number | undefined;
  readonly due: number | undefined;
  readonly state: State;
  readonly assignee: TechnicianSeed | undefined;
  readonly urgency: 0 | 1 | 2 | 3;
  readonly version: string;
  readonly fixed: string;
  readonly byMail: boolean;
  readonly entries: readonly Entry[];
  readonly file: FileSeed | undefined;
}

/** What is settled beforehand about one ticket. */
export interface Wishes {
  readonly scenario?: Scenario | undefined;
  readonly special?: Special | undefined;
  readonly state?: State | undefined;
  readonly assignee?: TechnicianSeed | undefined;
}

const day = 86_400;

/** Tells one ticket that was opened at `opened`, as it stands at `now` (seconds). */
export function tell(
  random: Random,
  companies: readonly CompanySeed[],
  opened: number,
  now: number,
  wishes: Wishes = {},
): Story {
  const scenario = wishes.scenario ?? random.pick(scenarios);
  const company = random.pick(companies);
  const contact = random.pick(company.contacts);
  const slots = new Slots(random, scenario, company, contact);
  const state = wishes.state ?? stateAfter(random, (now - opened) / day);
  const assignee = wishes.assignee ?? assigneeOf(random, scenario, state, now - opened);
  const style = random.pick<Style>(['paragraphs', 'paragraphs', 'breaks', 'plain']);
  const trace = scenario.trace && traceText(scenario.trace, random.pick);
  const entries = conversation({ random, scenario, slots, state, assignee, contact, opened, now });
  const changed = entries.at(-1)?.at ?? opened;
  const finished = state === 'closed' || state === 'resolved';
  const file =
    scenario.file === 'log' && trace
      ? logFile(random, slots.get('server'), trace, opened - 600)
      : scenario.file === 'screenshot' && random.chance(0.6)
        ? screenshot(random)
        : undefined;
  return {
    scenario,
    subject: wishes.special?.subject ?? slots.fill(subjectOf(random, scenario)),
    description: wishes.special?.html ?? letter(random, scenario.ask, slots, contact, style, trace),
    company,
    contact,
    opened,
    changed,
    closed: finished ? changed : undefined,
    due: dueDate(random, scenario, finished, opened, now),
    state,
    assignee,
    urgency: scenario.urgency,
    version: slots.get('prev'),
    fixed: slots.get('version'),
    byMail: random.chance(0.35),
    entries,
    file,
  };
}

/** Two customers seldom write the same subject. */
function subjectOf(random: Random, scenario: Scenario): string {
  const subject = random.pick(scenario.subjects);
  if (subject.includes('{') || random.chance(0.5)) return subject;
  return subject + random.pick([' ({version})', ' ({order})', ' on {shop}', ', {city} branch', ' ({server})']);
}

function stateAfter(random: Random, age: number): State {
  const done = age < 0.5 ? 0.03 : age < 3 ? 0.15 : age < 14 ? 0.35 : age < 45 ? 0.55 : 0.78;
  if (random.chance(done))
    return age > 7 || random.chance(0.3) ? (random.chance(0.85) ? 'closed' : 'resolved') : 'resolved';
  if (age < 1.5 && random.chance(0.7)) return 'new';
  return random.pick<State>(['new', 'open', 'open', 'open', 'waiting', 'waiting', 'hold']);
}

function assigneeOf(random: Random, scenario: Scenario, state: State, age: number): TechnicianSeed | undefined {
  const finished = state === 'closed' || state === 'resolved';
  const nobody = finished ? 0.1 : state === 'new' ? 0.75 : 0.28;
  if (random.chance(nobody)) return undefined;
  if (!finished && random.chance(0.26)) return technicians[0];
  const able = technicians.filter(
    one => one.groups.includes(scenario.group) && (!one.left || (finished && age > 60 * day)),
  );
  return random.pick(able);
}

/** Most open tickets have no due date; a few are late, a few are due today. */
function dueDate(
  random: Random,
  scenario: Scenario,
  finished: boolean,
  opened: number,
  now: number,
): number | undefined {
  const midnight = (at: number) => Math.floor(at / day) * day;
  if (finished) return random.chance(0.3) ? midnight(opened) + random.whole(2, 14) * day : undefined;
  if (!random.chance(0.25 + scenario.urgency * 0.12)) return undefined;
  const kind = random.next();
  if (kind < 0.16 && now - opened > 2 * day) return midnight(now) - random.whole(1, 5) * day;
  if (kind < 0.3) return midnight(now);
  return midnight(now) + random.whole(1, 14) * day;
}

interface Talk {
  readonly random: Random;
  readonly scenario: Scenario;
  readonly slots: Slots;
  readonly state: State;
  readonly assignee: TechnicianSeed | undefined;
  readonly contact: ContactSeed;
  readonly opened: number;
  readonly now: number;
}

type Line = Omit<Entry, 'at'>;

function conversation(talk: Talk): Entry[] {
  const lines = linesOf(talk);
  const { random, scenario, opened, now } = talk;
  // The more urgent, the sooner: minutes to hours for outages, up to days for wishes.
  const pace = [1.6, 1, 0.4, 0.08][scenario.urgency] ?? 1;
  const gaps = lines.map(() => pace * (random.chance(0.5) ? random.whole(900, 14_400) : random.whole(14_400, 150_000)));
  const room = Math.max(1, now - opened - 90);
  const whole = gaps.reduce((sum, gap) => sum + gap, 0);
  const scale = whole > room ? room / whole : 1;
  let at = opened;
  return lines.map((line, index) => {
    at += Math.max(1, Math.floor((gaps[index] ?? 0) * scale));
    return { ...line, at: Math.min(at, now - 1) };
  });
}

function linesOf(talk: Talk): Line[] {
  const { random, scenario, slots, state, assignee } = talk;
  const finished = state === 'closed' || state === 'resolved';
  const technician = assignee ?? random.pick(technicians.filter(one => !one.left));
  const lines: Line[] = [];
  const system = (body: string) => lines.push({ role: 'system', internal: true, body });
  const say = (role: 'customer' | 'technician', body: string, internal = false) => {
    const work = role === 'technician' && random.chance(internal ? 0.3 : 0.2);
    lines.push({
      role,
      internal,
      body: replyText(random, body, slots),
      ...(role === 'technician' ? { by: technician } : {}),
      ...(work ? { minutes: random.pick([5, 5, 10, 15, 15, 20, 30, 30, 45, 60, 90, 150]) } : {}),
    });
  };
  if (assignee) system(`Assigned to ${assignee.first} ${assignee.last}`);
  if (state === 'new') return lines;

  const said = finished ? scenario.talk : scenario.talk.slice(0, random.whole(1, scenario.talk.length));
  if (random.chance(0.45)) say('technician', random.pick(acknowledgements));
  for (const line of said) {
    if (random.chance(0.14)) say('customer', random.pick(nudges));
    const words = line.slice(line.indexOf(':') + 2);
    if (line.startsWith('c:')) say('customer', words);
    else say('technician', words, line.startsWith('i:'));
  }
  if (state === 'waiting') {
    system('Status changed to Waiting on Customer');
    say('technician', random.pick(questions));
  } else if (state === 'hold') {
    say('technician', random.pick(holds), true);
    system('Status changed to On Hold');
  } else if (finished) {
    say('technician', scenario.answer);
    system(`Status changed to ${state === 'closed' ? 'Closed' : 'Resolved'}`);
    if (random.chance(0.35)) say('customer', random.pick(thanks));
  }
  return lines;
}

const written = new Map<string, string>();

/** Markup as HTML or text with its slots still open; each is worked out once. */
function template(markup: string, style: Style): string {
  const key = style + markup;
  let html = written.get(key);
  if (html === undefined) {
    html = writeUp(markup, style);
    written.set(key, html);
  }
  return html;
}

function replyText(random: Random, markup: string, slots: Slots): string {
  const style = random.pick<Style>(['paragraphs', 'paragraphs', 'plain']);
  return slots.fill(template(markup, style), style === 'plain' ? undefined : escapeHtml);
}

function letter(
  random: Random,
  ask: string,
  slots: Slots,
  contact: ContactSeed,
  style: Style,
  trace: string | undefined,
): string {
  const encode = style === 'plain' ? (text: string) => text : escapeHtml;
  const between = style === 'plain' ? '\n\n' : style === 'breaks' ? '<div><br></div>' : '\n';
  const farewell = random.pick(farewells).replace('{sender}', `${contact.first} ${contact.last}`);
  const parts = [random.pick(greetings), ask].filter(Boolean).map(part => slots.fill(template(part, style), encode));
  if (trace) parts.push(style === 'plain' ? trace : `<pre>${escapeHtml(trace)}</pre>`);
  if (farewell) parts.push(style === 'plain' ? farewell : writeUp(farewell, style));
  return parts.join(between);
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
