import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { resetDesk } from '../../src/sampledesk/control/reset.ts';
import { Database, openDatabase } from '../../src/sampledesk/database.ts';
import { schema, steps } from '../../src/sampledesk/schema.ts';
import { extendDesk, fillDesk } from '../../src/sampledesk/seed/fill.ts';
import { handbook } from '../../src/sampledesk/seed/handbook.ts';
import { makeCompanies } from '../../src/sampledesk/seed/people.ts';
import { Random } from '../../src/sampledesk/seed/random.ts';
import { startReadyDesk } from '../../src/sampledesk/seed/readydesk.ts';
import { tell } from '../../src/sampledesk/seed/story.ts';
import { startTeamSupport } from '../../src/sampledesk/seed/teamsupport/tickets.ts';

const workspace = new URL('../../scripts/workspace/', import.meta.url);
const now = Date.UTC(2026, 5, 17, 9, 30) / 1000;

/** Every row of ReadyDesk's tables. */
function contents(db: Database): Record<string, unknown[]> {
  const tables = db.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'rd_*' ORDER BY name");
  return Object.fromEntries(tables.map(({ name }) => [String(name), db.all(`SELECT * FROM ${name}`)]));
}

function filled(seed: number): Database {
  const db = new Database(new DatabaseSync(':memory:'));
  for (const sql of [schema, ...steps]) db.exec(sql);
  fillDesk(db, 120, seed, now);
  return db;
}

describe('sample desk: ReadyDesk’s seed', () => {
  it('is the same for the same seed and moment, in every row, and another for another seed', () => {
    const [one, same, other] = [filled(7), filled(7), filled(8)];
    assert.deepEqual(contents(one), contents(same));
    for (const table of ['rd_tickets', 'rd_invoices', 'rd_schedules', 'rd_assets', 'rd_articles']) {
      assert.ok((contents(one)[table]?.length ?? 0) > 10, table);
      assert.notDeepEqual(contents(one)[table], contents(other)[table], table);
    }
    for (const db of [one, same, other]) db.close();
  });

  it('begins anew with the same when the data is reset, however much was changed', () => {
    const db = filled(7);
    const before = contents(db);
    db.insert('rd_companies', { name: 'Extra' });
    db.run("UPDATE rd_tickets SET subject = 'Changed'");
    db.run('DELETE FROM rd_schedules');
    resetDesk(db, empty => fillDesk(empty, 120, 7, now));
    assert.deepEqual(contents(db), before);
    assert.equal(db.all('PRAGMA foreign_key_check').length, 0);
    db.close();
  });

  it('invoices whole months only, each line item once, and leaves the month that runs', () => {
    const db = filled(7);
    const month = Date.UTC(2026, 5, 1) / 1000;
    assert.equal(db.number('SELECT count(*) FROM rd_invoices WHERE to_date >= ?', month), 0);
    assert.equal(db.number('SELECT count(*) FROM rd_line_items WHERE invoice_id IS NOT NULL AND date >= ?', month), 0);
    assert.ok(db.number('SELECT count(*) FROM rd_line_items WHERE invoice_id IS NULL AND date >= ?', month) > 0);
    assert.equal(db.number('SELECT count(*) FROM rd_invoices WHERE date > ?', now), 0);
    db.close();
  });

  it('comes to a folder of the first version, whose own rows stay as they are', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sampledesk-seed-'));
    try {
      const old = new Database(new DatabaseSync(join(folder, 'sampledesk.db')));
      old.exec(schema);
      for (const name of ['key', 'organizationId', 'token']) old.run('INSERT INTO meta VALUES (?, ?)', name, 'X');
      const random = new Random(3);
      const companies = makeCompanies(random);
      for (const start of [startReadyDesk, startTeamSupport]) {
        const write = start(old, companies, random, now);
        for (let at = 0; at < 60; at++) write(tell(random, companies, now - (90 - at) * 86_400, now));
      }
      const before = contents(old);
      old.close();
      for (let opened = 0; opened < 2; opened++) {
        const { db, credentials } = openDatabase(folder, {
          fill: () => assert.fail('filled anew'),
          extend: extendDesk,
        });
        assert.equal(credentials.key, 'X');
        const after = contents(db);
        for (const [table, rows] of Object.entries(before)) {
          const kept = after[table]?.map(row => {
            const { invoice_id: _i, customer_groups: _g, chat_queues: _q, ...rest } = row as Record<string, unknown>;
            return rest;
          });
          assert.deepEqual(
            kept,
            rows.map(row => ({ ...(row as object) })),
            table,
          );
        }
        assert.equal(after.rd_articles?.length, handbook.length);
        for (const table of ['rd_invoices', 'rd_assets', 'rd_schedules']) assert.ok(after[table]?.length, table);
        db.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('sample desk: articles', () => {
  it('are some dozens, none twice', () => {
    assert.ok(handbook.length >= 25);
    assert.equal(new Set(handbook.map(one => one.title)).size, handbook.length);
    for (const { title, text, keywords } of handbook) {
      assert.ok(text.length > 250 && keywords.split(' ').length >= 3, title);
      assert.equal((text.match(/```/g) ?? []).length % 2, 0, title);
    }
  });

  it('name places of the sample code that are there', () => {
    const places = handbook.flatMap(({ text }) => [...text.matchAll(/at (?:\w+\.)?(\w+) \(([\w/.]+):(\d+):\d+\)/g)]);
    assert.ok(places.length >= 2);
    for (const [, name = '', file = '', line = ''] of places) {
      const lines = readFileSync(new URL(file, workspace), 'utf8').split('\n');
      const above = lines.slice(0, Number(line));
      assert.ok(above.at(-1)?.trim() && above.some(text => new RegExp(`\\b${name}\\b`).test(text)), `${file}:${line}`);
    }
  });
});
