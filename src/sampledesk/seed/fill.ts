import type { Database } from '../database.ts';
import { now as clock } from '../dates.ts';
import { companyName } from './catalog.ts';
import { makeCompanies, technicians } from './people.ts';
import { Random } from './random.ts';
import { startReadyDesk } from './readydesk.ts';
import { fillRecords } from './readydeskRecords.ts';
import { specials } from './specials.ts';
import { type Story, scenarios, tell, type Wishes } from './story.ts';
import { writeMore } from './teamsupport/more.ts';
import { startTeamSupport } from './teamsupport/tickets.ts';

const day = 86_400;
/** How far back the tickets reach. */
const span = 120 * day;

/**
 * Fills a new database with `count` tickets for each system. The same seed gives the same tickets, dated back from now.
 * Both systems have the same people and their own tickets.
 */
export function fillDesk(db: Database, count: number, seed: number, now = clock()): void {
  db.run("INSERT OR REPLACE INTO meta(name, value) VALUES ('organization', ?)", companyName);
  const people = new Random(seed);
  const companies = makeCompanies(people);
  const write = [startReadyDesk(db, companies, people, now), startTeamSupport(db, companies, people, now)];
  for (const [at, writeTicket] of write.entries()) {
    const random = new Random(seed * 31 + at + 1);
    for (const [index, opened] of openings(random, count, now).entries()) {
      writeTicket(tell(random, companies, opened, now, wishesFor(index, count)) satisfies Story);
    }
  }
  writeMore(db, new Random(seed * 31 + 17), now);
  fillRecords(db, seed, now);
}

/** Adds to a database of an older version what later ones begin with; `from` is the number of steps it had taken. */
export function extendDesk(db: Database, from: number): void {
  if (from < 2) writeMore(db, new Random(17), clock());
  if (from < 3) fillRecords(db, 7, clock());
}

/** Instants at which tickets were opened, rising: more of late than long ago, and few at night. */
function openings(random: Random, count: number, now: number): number[] {
  const found: number[] = [];
  for (let index = 0; index < count; index++) {
    const age = span * (1 - (index + random.next()) / count) ** 1.25;
    const at = now - 240 - Math.floor(age);
    const hour = new Date(at * 1000).getUTCHours();
    // Drawn whatever the hour: the same seed then tells the same tickets at any time of the day.
    const shifted = random.chance(0.85);
    found.push(hour < 6 && shifted ? at + 8 * 3600 : at);
  }
  return found.map(at => Math.min(at, now - 240 - random.whole(0, 600))).sort((a, b) => a - b);
}

/** The sample workspace's code names two tickets by number; and a few tickets are there to test a reader. */
function wishesFor(index: number, count: number): Wishes | undefined {
  const named = { 41: scenarios[0], 117: scenarios[3] }[index];
  if (named) return { scenario: named, state: 'open', assignee: technicians[0] };
  const back = count - 4 - index;
  const special = count > 3 * specials.length && back % 2 === 0 ? specials[back / 2] : undefined;
  const scenario = special?.like ? scenarios.find(each => each.subjects.includes(special.like ?? '')) : undefined;
  return special ? { special, scenario, state: 'open' } : undefined;
}
