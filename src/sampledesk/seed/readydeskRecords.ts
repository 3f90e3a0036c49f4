import type { Database, Row } from '../database.ts';
import { handbook } from './handbook.ts';
import { writeUp } from './markup.ts';
import { technicians } from './people.ts';
import { Random } from './random.ts';

const day = 86_400;
const hour = 3600;
const midnight = (at: number) => Math.floor(at / day) * day;
const here = technicians.filter(one => !one.left);

/**
 * Fills ReadyDesk's knowledge base, schedules, invoices and assets from the tickets, customers and line items that are
 * there. The same tickets and seed give the same records.
 */
export function fillRecords(db: Database, seed: number, now: number): void {
  fillArticles(db, new Random(seed * 31 + 11), now);
  fillSchedules(db, new Random(seed * 31 + 12), now);
  fillInvoices(db, new Random(seed * 31 + 13), now);
  fillAssets(db, new Random(seed * 31 + 14), now);
}

function fillArticles(db: Database, random: Random, now: number): void {
  for (const { category, title, keywords, text, internal } of handbook) {
    const added = now - random.whole(60, 700) * day - random.whole(0, day);
    db.insert('rd_articles', {
      title,
      category,
      keywords,
      content: writeUp(text, 'paragraphs'),
      added_by: random.pick(here).uid,
      customer_viewable: internal ? 'N' : 'Y',
      date_added: added,
      last_updated: random.chance(0.6) ? now - random.whole(1, 55) * day - random.whole(0, day) : added,
    });
  }
}

const plans: Readonly<Record<string, readonly string[]>> = {
  Call: ['Call {contact}', 'Screen sharing with {contact}', 'Call back: {subject}'],
  Deployment: ['Put the fix on the test system of {company}', 'Install the update for {company}'],
  'Follow-up': ['Ask {contact} whether it works', 'Look again: {subject}'],
};

/** What the help desk does again and again, whether there are tickets or not. */
const routines = [
  ['Look through tickets on hold', 'Review', 'W', '1,4', undefined, undefined, 'Level 2 Support'],
  ['Check certificates that run out within 30 days', 'Maintenance', 'I', undefined, 1, 'MONTHS', 'Platform'],
  ['Restart the gateways one by one', 'Maintenance', 'I', undefined, 2, 'WEEKS', 'Platform'],
  ['Send the invoices', 'Billing', 'I', undefined, 1, 'MONTHS', 'Billing'],
  ['Compare revenue with the exports', 'Review', 'W', '1', undefined, undefined, 'Reporting'],
] as const;

function fillSchedules(db: Database, random: Random, now: number): void {
  const open =
    db.all(`SELECT t.id, t.subject, t.cid, t.contact, t.assigned_to, o.name AS company, g.name AS team FROM rd_tickets t
    LEFT JOIN rd_companies o ON o.id = t.company_id LEFT JOIN rd_groups g ON g.id = t.assigned_group
    WHERE t.close_date IS NULL AND t.status <> 'New' ORDER BY t.id`);
  for (const ticket of open) {
    for (let left = random.chance(0.3) ? random.whole(1, 2) : 0; left > 0; left--) {
      const category = random.pick(Object.keys(plans));
      const words: Row = { ...ticket, subject: String(ticket.subject).slice(0, 80) };
      const title = random
        .pick(plans[category] ?? [])
        .replace(/\{(\w+)\}/g, (_, name) => String(words[name] ?? 'customer'));
      const status = random.pick(['A', 'A', 'A', 'H', 'C', 'D']);
      const days = status === 'D' || status === 'C' ? -random.whole(1, 10) : random.whole(0, 9);
      const start = midnight(now) + days * day + random.whole(16, 34) * (hour / 2);
      db.insert('rd_schedules', {
        title,
        category,
        status,
        tid: ticket.id ?? null,
        cids: ticket.cid ?? null,
        uids: ticket.assigned_to ?? random.pick(here).uid,
        groups: ticket.team ?? null,
        start_date: start,
        end_date: start + random.pick([1, 1, 2, 4]) * (hour / 2),
        date_completed: status === 'D' ? start + hour : null,
        recurring: 'N',
      });
    }
  }
  for (const [title, category, kind, weekdays, interval, unit, team] of routines) {
    const members = here.filter(one => one.groups.some(name => name === team));
    const start = midnight(now) - random.whole(20, 90) * day + 9 * hour;
    db.insert('rd_schedules', {
      title,
      category,
      status: 'A',
      uids: members.map(one => one.uid).join(','),
      groups: team,
      start_date: start,
      end_date: start + hour,
      recurring: 'Y',
      recurrence_type: kind,
      interval: interval ?? null,
      interval_unit: unit ?? null,
      weekdays: weekdays ?? null,
    });
  }
}

/** Each whole month's work is on an invoice, for most customers; the month that runs is still to be invoiced. */
function fillInvoices(db: Database, random: Random, now: number): void {
  const works = db.all(
    `SELECT cid, strftime('%Y-%m', date, 'unixepoch') AS month, group_concat(id) AS items,
    printf('%.2f', sum(CAST(cost AS REAL))) AS total FROM rd_line_items WHERE date < unixepoch(?, 'unixepoch', 'start of month')
    AND cid IS NOT NULL AND invoice_id IS NULL GROUP BY month, cid ORDER BY month, cid`,
    now,
  );
  for (const { cid, month, items, total } of works) {
    const [year = 0, number = 1] = String(month).split('-').map(Number);
    const next = Date.UTC(year, number, 1) / 1000;
    const paid = random.chance(0.85);
    if (random.chance(0.15)) continue;
    const id = db.insert('rd_invoices', {
      cid: cid ?? null,
      date: Math.min(next + random.whole(1, 3) * day + 10 * hour, now),
      from_date: Date.UTC(year, number - 1, 1) / 1000,
      to_date: next - 1,
      total: total ?? '0.00',
      status: paid && now - next > 14 * day ? 'Paid' : 'Open',
    });
    db.run('UPDATE rd_line_items SET invoice_id = ? WHERE id IN (SELECT value FROM json_each(?))', id, `[${items}]`);
  }
}

interface FieldSeed {
  readonly label: string;
  readonly type: 'text' | 'textarea' | 'list';
  readonly data: string;
  readonly internal?: boolean;
}

const fields: readonly FieldSeed[] = [
  { label: 'Name', type: 'text', data: 'Text' },
  { label: 'Kind', type: 'list', data: 'Text' },
  { label: 'Serial number', type: 'text', data: 'Text' },
  { label: 'Product and version', type: 'text', data: 'Text' },
  { label: 'Operating system', type: 'list', data: 'Text' },
  { label: 'Seats', type: 'text', data: 'Number' },
  { label: 'Bought on', type: 'text', data: 'Date/Time' },
  { label: 'Warranty until', type: 'text', data: 'Date/Time' },
  { label: 'Location', type: 'text', data: 'Text' },
  { label: 'Remarks', type: 'textarea', data: 'Large Text', internal: true },
];

function fillAssets(db: Database, random: Random, now: number): void {
  const ids = new Map<string, number>();
  for (const [at, { label, type, data, internal }] of fields.entries()) {
    const id = db.insert('rd_asset_fields', {
      label,
      type,
      visible: 'visible',
      customer_viewable: internal ? 'N' : 'Y',
      required: at < 2 ? 'Y' : 'N',
      default_state: 'visible',
      display_overview: at < 3 ? 'Y' : 'N',
      data_type: data,
      ...(type === 'text' ? { size: 40, max_size: 255 } : type === 'textarea' ? { rows: 4, cols: 60 } : {}),
    });
    ids.set(label, id);
  }
  const customers = db.all(`SELECT c.cid, o.id AS company_id, o.name AS company, o.city FROM rd_customers c
    JOIN rd_companies o ON o.id = c.company_id GROUP BY o.id HAVING c.id = min(c.id) ORDER BY o.id`);
  for (const customer of customers) {
    if (random.chance(0.3)) continue;
    const tickets = db.all(
      'SELECT id, open_date FROM rd_tickets WHERE company_id = ? ORDER BY id DESC',
      customer.company_id ?? null,
    );
    for (let left = random.whole(1, 4); left > 0; left--) {
      const added = now - random.whole(30, 700) * day - random.whole(0, day);
      const ticket = random.chance(0.6) && tickets.length > 0 ? random.pick(tickets) : undefined;
      const id = db.insert('rd_assets', {
        tid: ticket?.id ?? null,
        cid: customer.cid ?? null,
        date_added: added,
        added_by: random.pick(here).uid,
        last_updated: Math.max(added, Number(ticket?.open_date ?? 0)),
      });
      for (const [label, value] of Object.entries(assetOf(random, customer, midnight(added)))) {
        db.run('INSERT INTO rd_asset_values VALUES (?, ?, ?)', id, ids.get(label) ?? null, value);
      }
    }
  }
}

function assetOf(random: Random, { company, city }: Row, bought: number): Record<string, string | number> {
  const number = random.whole(1, 9);
  const mark = String(company)
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .slice(0, 4)
    .toLowerCase();
  const serial = `${random.pick(['QX', 'LN', 'DR', 'HZ'])}${random.whole(100_000, 999_999)}${random.pick(['A', 'C', 'F', 'K'])}`;
  const place = { Location: `${city}, ${random.pick(['server room', 'office', 'warehouse', 'shop floor'])}` };
  const kind = random.pick(['Server', 'Laptop', 'Licence', 'Licence', 'Till']);
  const common = { Kind: kind, 'Bought on': bought };
  if (kind === 'Licence') {
    const product = random.pick([
      'Checkout 4.12.3',
      'Checkout 4.11.2',
      'Reports 2.8.0',
      'Gateway 1.10.0',
      'Back Office 7.1.0',
    ]);
    const seats = random.pick([5, 10, 25, 50]);
    return {
      Name: `Quillbay ${product.replace(/ [\d.]+$/, '')}, ${seats} users`,
      ...common,
      'Serial number': `QB-${random.whole(1000, 9999)}-${random.whole(1000, 9999)}`,
      'Product and version': product,
      Seats: seats,
      Remarks: random.pick(['Renewed by itself.', 'Ends with the contract.', 'A year in advance, 10 % less.']),
    };
  }
  const [system, name] =
    kind === 'Server'
      ? [random.pick(['Ubuntu 24.04', 'Debian 12', 'Windows Server 2022']), `${mark}-srv-0${number}`]
      : kind === 'Laptop'
        ? [random.pick(['Windows 11', 'macOS 15']), `${mark}-nb-0${number}`]
        : [random.pick(['Windows 11 IoT', 'Android 14']), `${mark}-till-0${number}`];
  return {
    Name: name,
    ...common,
    'Serial number': serial,
    'Operating system': system,
    'Warranty until': bought + 3 * 365 * day,
    ...place,
    ...(kind === 'Server' ? { 'Product and version': random.pick(['Gateway 1.10.1', 'Checkout 4.12.3']) } : {}),
    ...(random.chance(0.3)
      ? { Remarks: random.pick(['Remote access only with a call before.', 'Replaced twice & still slow.']) }
      : {}),
  };
}
