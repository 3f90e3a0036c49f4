import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Database } from '../../src/sampledesk/database.ts';
import { schema, steps } from '../../src/sampledesk/schema.ts';
import { fillDesk } from '../../src/sampledesk/seed/fill.ts';
import { frames } from '../../src/sampledesk/seed/frames.ts';
import { writeUp } from '../../src/sampledesk/seed/markup.ts';
import { makeCompanies, technicians } from '../../src/sampledesk/seed/people.ts';
import { Random } from '../../src/sampledesk/seed/random.ts';
import { Slots } from '../../src/sampledesk/seed/slots.ts';
import { specials } from '../../src/sampledesk/seed/specials.ts';
import { scenarios, tell } from '../../src/sampledesk/seed/story.ts';

const workspace = new URL('../../scripts/workspace/', import.meta.url);

describe('sample desk: stack traces', () => {
  for (const [id, frame] of Object.entries(frames)) {
    it(`${id} is where it says: ${frame.file}:${frame.line}`, () => {
      const lines = readFileSync(new URL(frame.file, workspace), 'utf8').split('\n');
      const line = lines[frame.line - 1] ?? '';
      assert.ok(line.includes(frame.code), `line ${frame.line} is: ${line}`);
      assert.ok(frame.column >= 1 && frame.column <= line.length);
      const name =
        frame.name
          .replace(/^async /, '')
          .split('.')
          .at(-1) ?? '';
      if (!name.startsWith('<')) {
        const above = lines.slice(0, frame.line).some(text => new RegExp(`\\b${name}\\b`).test(text));
        assert.ok(above, `${name} does not begin above line ${frame.line}`);
      }
    });
  }
});

describe('sample desk: tickets', () => {
  const random = new Random(1);
  const companies = makeCompanies(random);

  it('has at least forty kinds of request, none twice', () => {
    const subjects = scenarios.flatMap(scenario => scenario.subjects);
    assert.ok(scenarios.length >= 40);
    assert.equal(new Set(scenarios.map(scenario => scenario.ask)).size, scenarios.length);
    assert.equal(new Set(subjects).size, subjects.length);
  });

  it('fills every slot of every scenario', () => {
    const [company] = companies;
    const [contact] = company?.contacts ?? [];
    assert.ok(company && contact);
    for (const scenario of scenarios) {
      const slots = new Slots(random, scenario, company, contact);
      for (const text of [...scenario.subjects, scenario.ask, scenario.answer, ...scenario.talk]) {
        assert.doesNotMatch(slots.fill(text), /\{\w+\}/);
      }
      assert.ok(
        scenario.talk.every(line => /^[tci]: \S/.test(line)),
        scenario.subjects[0],
      );
    }
  });

  it('tells every scenario in order of time, never after now', () => {
    const now = 1_780_000_000;
    for (const scenario of scenarios) {
      for (const state of ['new', 'open', 'waiting', 'hold', 'resolved', 'closed'] as const) {
        const opened = now - random.whole(300, 100 * 86_400);
        const story = tell(random, companies, opened, now, { scenario, state });
        const times = [opened, ...story.entries.map(entry => entry.at)];
        assert.deepEqual(
          times,
          [...times].sort((a, b) => a - b),
        );
        assert.ok((times.at(-1) ?? 0) < now);
        assert.equal(story.closed !== undefined, state === 'resolved' || state === 'closed');
        if (state === 'waiting') assert.equal(story.entries.at(-1)?.role, 'technician');
      }
    }
  });

  it('tells the same for the same seed', () => {
    const twice = [5, 5].map(seed => {
      const own = new Random(seed);
      return tell(own, makeCompanies(own), 1_770_000_000, 1_780_000_000);
    });
    assert.deepEqual(twice[0], twice[1]);
  });

  it('writes lists, code and preformatted text as HTML and escapes the rest', () => {
    const html = writeUp('A `x < 1` and **b**\n\n- one\n- two\n\n```\nif (a < b) {\n\n}\n```\n\nEnd', 'paragraphs');
    assert.equal(
      html,
      '<p>A <code>x &lt; 1</code> and <b>b</b></p>\n<ul><li>one</li><li>two</li></ul>\n<pre>if (a &lt; b) {\n\n}</pre>\n<p>End</p>',
    );
    assert.equal(writeUp('A `x` and **b**', 'plain'), 'A x and b');
  });

  it('names a scenario that exists for each special ticket', () => {
    for (const special of specials) {
      assert.ok(
        special.like === undefined || scenarios.some(one => one.subjects.includes(special.like ?? '')),
        special.like,
      );
    }
    assert.equal(specials.filter(special => special.subject?.length === 300).length, 1);
  });

  it('gives the newcomer 15 to 25 open tickets in both systems, and a fifth to nobody', () => {
    const db = new Database(new DatabaseSync(':memory:'));
    for (const sql of [schema, ...steps]) db.exec(sql);
    fillDesk(db, 300, 7);
    const mine = [
      db.number("SELECT count(*) FROM rd_tickets WHERE close_date IS NULL AND assigned_to = 'srivera'"),
      db.number(
        "SELECT count(*) FROM ts_tickets t JOIN ts_users u ON u.id = t.user_id WHERE NOT is_closed AND last_name = 'Rivera'",
      ),
    ];
    const free = [
      db.number('SELECT count(*) FROM rd_tickets WHERE assigned_to IS NULL'),
      db.number('SELECT count(*) FROM ts_tickets WHERE user_id IS NULL'),
    ];
    const late = db.number('SELECT count(*) FROM ts_tickets WHERE NOT is_closed AND due <= unixepoch()');
    db.close();
    assert.ok(
      mine.every(found => found >= 15 && found <= 25),
      String(mine),
    );
    assert.ok(
      free.every(found => found >= 40 && found <= 80),
      String(free),
    );
    assert.ok(late >= 4 && late <= 30, String(late));
  });

  it('fills the rest of TeamSupport the same way for the same seed', () => {
    const tables =
      'contacts addresses notes customer_products assets customers products tickets actions kb_categories'.split(' ');
    const [one, two] = [5, 5].map(seed => {
      const db = new Database(new DatabaseSync(':memory:'));
      for (const sql of [schema, ...steps]) db.exec(sql);
      fillDesk(db, 60, seed, 1_780_000_000);
      const rows = tables.map(table => db.all(`SELECT * FROM ts_${table} ORDER BY id`));
      const facts = {
        fewest: db.number('SELECT min(n) FROM (SELECT count(*) AS n FROM ts_contacts GROUP BY customer_id)'),
        orphans: db.number('SELECT count(*) FROM ts_assets WHERE product_id IS NULL OR version IS NULL'),
        ended: db.number('SELECT count(*) FROM ts_customer_products WHERE expires < 1780000000'),
        lasting: db.number('SELECT count(*) FROM ts_customer_products WHERE expires > 1780000000'),
        late: db.number('SELECT count(*) FROM ts_notes WHERE created > 1780000000'),
        open: db.number('SELECT count(*) FROM ts_tickets WHERE is_kb AND NOT is_closed'),
      };
      db.close();
      return { rows, facts };
    });
    assert.deepEqual(one, two);
    const { fewest, orphans, ended, lasting, late, open } = one?.facts ?? {};
    assert.deepEqual([fewest, orphans, late, open], [3, 0, 0, 0]);
    assert.ok((ended ?? 0) > 5 && (lasting ?? 0) > 40, `${ended} ${lasting}`);
    assert.ok(one?.rows.every(rows => rows.length >= 5));
  });

  it('gives every group a technician', () => {
    for (const scenario of scenarios) {
      assert.ok(
        technicians.some(one => !one.left && one.groups.includes(scenario.group)),
        scenario.group,
      );
    }
  });
});
