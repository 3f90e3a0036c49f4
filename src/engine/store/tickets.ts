import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Ticket } from '../../model/ticket.ts';
import type { FullText } from './fullText.ts';
import { readKept } from './keptJson.ts';
import { Links } from './links.ts';
import type { Names } from './names.ts';
import { baseOf, type Places, secondsOf } from './recency.ts';
import { sameInLists, withWhatWasKnown } from './sameness.ts';
import { Talks } from './talkFacts.ts';
import { descriptionText, restOf } from './ticketText.ts';
import { Times } from './times.ts';

const states = { open: 0, waiting: 1, closed: 2 } as const;
const urgencies = { normal: 0, high: 1, urgent: 2 } as const;
/** Characters that subjects are sorted by. */
const sorted = 200;
/** Conversations of an earlier version that are looked through in one transaction. */
const talksAtOnce = 50;

const columns = `doc, body, id, number, state, urgency, status, priority, type, category, product, "group", assignee, customer,
  contact, opened, changed, closed, due, seen, deep, subject`;

/** What keeping one ticket did. */
export interface KeptTicket {
  readonly doc: number;
  readonly before?: Ticket;
  readonly now: Ticket;
  /** It came, or changed in what a list shows. */
  readonly shown: boolean;
}

/** What keeping some tickets did. */
export interface Kept {
  /** Ids of tickets that came or changed in what a list shows, each with what was kept before. */
  readonly changed: readonly { readonly before?: Ticket; readonly now: Ticket }[];
  readonly removed: readonly string[];
  /** Open tickets whose conversation was read: who said the last word may be another one. */
  readonly talked?: readonly Ticket[];
}

interface Place {
  readonly doc: number;
  readonly body: number;
  readonly seen: number;
  readonly deep: number;
  readonly json: unknown;
}

/** The tickets of a store with their bodies; their words go to `FullText`. All of it within a transaction. */
export class Tickets {
  readonly #names: Names;
  readonly #places: Places;
  readonly #text: FullText;
  readonly #times: Times;
  readonly #links: Links;
  readonly #talks: Talks;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #drop: StatementSync;
  readonly #see: StatementSync;
  readonly #deepen: StatementSync;
  readonly #addBody: StatementSync;
  readonly #setBody: StatementSync;
  readonly #dropBody: StatementSync;
  readonly #talk: StatementSync;
  readonly #age: StatementSync;
  readonly #dropTalk: StatementSync;
  readonly #defer: StatementSync;
  readonly #undefer: StatementSync;
  readonly #deferred: StatementSync;
  readonly #isDeferred: StatementSync;
  readonly #dropTold: readonly StatementSync[];

  constructor(database: DatabaseSync, names: Names, places: Places, text: FullText) {
    this.#names = names;
    this.#places = places;
    this.#text = text;
    this.#times = new Times(database);
    this.#links = new Links(database);
    this.#talks = new Talks(database);
    this.#find = database.prepare(
      'SELECT t.doc, t.body, t.seen, t.deep, b.json FROM tickets t LEFT JOIN bodies b ON b.id = t.body WHERE t.id = ?',
    );
    this.#insert = database.prepare(`INSERT INTO tickets(${columns}) VALUES(?${', ?'.repeat(21)})`);
    this.#drop = database.prepare('DELETE FROM tickets WHERE doc = ?');
    this.#see = database.prepare('UPDATE tickets SET seen = ? WHERE doc = ?');
    this.#deepen = database.prepare('UPDATE tickets SET deep = max(1, coalesce(changed, opened, 1)) WHERE doc = ?');
    this.#addBody = database.prepare('INSERT INTO bodies(json) VALUES(?)');
    this.#setBody = database.prepare('UPDATE bodies SET json = ? WHERE id = ?');
    this.#dropBody = database.prepare('DELETE FROM bodies WHERE id = ?');
    this.#talk = database.prepare('SELECT text FROM conversations WHERE ticket = ?');
    this.#age = database.prepare('UPDATE conversations SET whole = 0 WHERE ticket = ? AND whole <> 0');
    this.#dropTalk = database.prepare('DELETE FROM conversations WHERE ticket = ?');
    this.#defer = database.prepare('INSERT INTO unindexed(body, doc) VALUES(?, ?)');
    this.#undefer = database.prepare('DELETE FROM unindexed WHERE body = ?');
    this.#isDeferred = database.prepare('SELECT 1 FROM tickets t JOIN unindexed u ON u.body = t.body WHERE t.doc = ?');
    this.#deferred = database.prepare(
      'SELECT u.doc, u.body, b.json FROM unindexed u JOIN bodies b ON b.id = u.body ORDER BY u.body LIMIT ?',
    );
    // What is muted stays so when it comes back: a ticket that was closed may have left the scope for a while.
    this.#dropTold = ['told WHERE', 'attention WHERE muted = 0 AND'].map(rows =>
      database.prepare(`DELETE FROM ${rows} ticket = ?`),
    );
  }

  /** A kept ticket with its place. */
  find(id: string): { readonly doc: number; readonly ticket: Ticket } | undefined {
    const place = this.#placeOf(id);
    return place && { doc: place.doc, ticket: readKept<Ticket>(place.json) };
  }

  /**
   * Keeps a ticket as a list tells it. Answers nothing when it is the same as before.
   * @param seen the full pass that it is seen in
   * @param later the words of a new one are left to `indexSome`
   */
  keepListed(listed: Ticket, seen: number | undefined, later: boolean): KeptTicket | undefined {
    const place = this.#placeOf(listed.id);
    if (!place) return this.#add(listed, seen ?? 0, later);
    const json = JSON.stringify(listed);
    if (json !== place.json) {
      const before = readKept<Ticket>(place.json);
      const now = withWhatWasKnown(listed, before);
      const merged = JSON.stringify(now);
      if (merged !== place.json) return this.#change(place, before, now, merged, seen ?? place.seen);
    }
    if (seen !== undefined && seen !== place.seen) this.#see.run(seen, place.doc);
    return undefined;
  }

  /** Keeps a ticket as it is. */
  keepWhole(ticket: Ticket): KeptTicket {
    const place = this.#placeOf(ticket.id);
    if (!place) return this.#add(ticket, 0, false);
    const before = readKept<Ticket>(place.json);
    const json = JSON.stringify(ticket);
    if (json === place.json) return { doc: place.doc, before, now: ticket, shown: false };
    return this.#change(place, before, ticket, json, place.seen);
  }

  /** Its conversation was read whole, as of its last change. */
  deepen(doc: number): void {
    this.#deepen.run(doc);
  }

  /** Puts the words of a ticket's conversation into the index anew. */
  retell(doc: number, ticket: Ticket): void {
    if (this.#isDeferred.get(doc)) return;
    this.#text.dropTalk(doc);
    this.#tell(doc, ticket, restOf(ticket), this.#saidOf(ticket.id));
  }

  /** Deletes a ticket with everything of it; answers whether it was there. */
  remove(id: string): boolean {
    const place = this.#placeOf(id);
    if (!place) return false;
    this.#drop.run(place.doc);
    this.#dropBody.run(place.body);
    this.#dropTalk.run(id);
    this.#times.drop(id);
    this.#links.drop(id);
    this.#talks.drop(id);
    for (const each of this.#dropTold) each.run(id);
    if (this.#undefer.run(place.body).changes === 0) {
      this.#text.dropHead(place.doc);
      this.#text.dropTalk(place.doc);
    }
    return true;
  }

  /** Puts words into the index that were left for later, then looks through talks; answers whether there may be more. */
  indexSome(count: number): boolean {
    const rows = this.#deferred.all(count);
    for (const row of rows) {
      const doc = Number(row.doc);
      const ticket = readKept<Ticket>(row.json);
      const rest = restOf(ticket);
      const said = this.#saidOf(ticket.id);
      this.#text.addHead(doc, ticket.subject, rest);
      if (said !== undefined || ticket.description?.body) this.#tell(doc, ticket, rest, said);
      this.#undefer.run(Number(row.body));
    }
    return rows.length === count || this.#talks.readSome(talksAtOnce);
  }

  #placeOf(id: string): Place | undefined {
    const row = this.#find.get(id);
    return (
      row && {
        doc: Number(row.doc),
        body: Number(row.body),
        seen: Number(row.seen),
        deep: Number(row.deep),
        json: row.json,
      }
    );
  }

  #saidOf(id: string): string | undefined {
    const row = this.#talk.get(id);
    return row && String(row.text);
  }

  #add(ticket: Ticket, seen: number, later: boolean): KeptTicket {
    const doc = this.#places.free(baseOf(ticket));
    const body = Number(this.#addBody.run(JSON.stringify(ticket)).lastInsertRowid);
    this.#insertRow(doc, body, ticket, seen, 0);
    if (later) this.#defer.run(body, doc);
    else {
      const rest = restOf(ticket);
      this.#text.addHead(doc, ticket.subject, rest);
      if (ticket.description?.body) this.#tell(doc, ticket, rest, undefined);
    }
    return { doc, now: ticket, shown: true };
  }

  #change(place: Place, before: Ticket, now: Ticket, json: string, seen: number): KeptTicket {
    const shown = !sameInLists(before, now);
    // Without a date nothing else tells that there may be more to read.
    const deep = shown && (now.changedAt === undefined || now.changedAt < (before.changedAt ?? '')) ? 0 : place.deep;
    const base = baseOf(now);
    const moved = base !== baseOf(before);
    this.#drop.run(place.doc);
    const doc = moved ? this.#places.free(base) : place.doc;
    this.#insertRow(doc, place.body, now, seen, deep);
    this.#setBody.run(json, place.body);
    if (this.#undefer.run(place.body).changes > 0) this.#defer.run(place.body, doc);
    else this.#reword({ from: place.doc, to: doc }, before, now);
    if (shown) this.#age.run(now.id);
    return { doc, before, now, shown };
  }

  #reword({ from, to }: { readonly from: number; readonly to: number }, before: Ticket, now: Ticket): void {
    const rest = restOf(now);
    const otherHead = from !== to || before.subject !== now.subject || restOf(before) !== rest;
    if (otherHead) {
      this.#text.dropHead(from);
      this.#text.addHead(to, now.subject, rest);
    }
    if (!otherHead && before.description?.body === now.description?.body) return;
    const said = this.#saidOf(now.id);
    if (said !== undefined || before.description?.body) this.#text.dropTalk(from);
    if (said !== undefined || now.description?.body) this.#tell(to, now, rest, said);
  }

  #tell(doc: number, ticket: Ticket, rest: string, said: string | undefined): void {
    this.#text.addTalk(doc, `${ticket.subject}\n${rest}\n${descriptionText(ticket)}\n${said ?? ''}`);
  }

  #insertRow(doc: number, body: number, ticket: Ticket, seen: number, deep: number): void {
    const names = this.#names;
    this.#insert.run(
      doc,
      body,
      ticket.id,
      ticket.number,
      states[ticket.state],
      urgencies[ticket.urgency],
      names.idOf('status', ticket.status),
      names.idOf('priority', ticket.priority),
      names.idOf('type', ticket.type),
      names.idOf('category', ticket.category),
      names.idOf('product', ticket.product),
      names.idOf('group', ticket.group),
      names.idOf('assignee', ticket.assignee),
      names.idOf('customer', ticket.customer),
      names.idOf('contact', ticket.contact),
      secondsOf(ticket.openedAt),
      secondsOf(ticket.changedAt),
      secondsOf(ticket.closedAt),
      secondsOf(ticket.dueAt),
      seen,
      deep,
      ticket.subject.toLowerCase().slice(0, sorted),
    );
  }
}

/** Those of the tickets that views must show anew. */
export function shownOf(kept: readonly KeptTicket[]): Kept['changed'] {
  return kept.filter(({ shown }) => shown).map(({ before, now }) => (before ? { before, now } : { now }));
}
