import type { Database, Value } from '../database.ts';
import { billingCategories, ticketSources, ticketStatuses } from '../readydesk/choices.ts';
import { categories, groups } from './catalog.ts';
import { type CompanySeed, technicians } from './people.ts';
import type { Random } from './random.ts';
import type { State, Story } from './story.ts';

const statusOf: Record<State, string> = {
  new: 'New',
  open: 'In Progress',
  waiting: 'Waiting on Customer',
  hold: 'On Hold',
  resolved: 'Resolved',
  closed: 'Closed',
};
const priorities = ['Low', 'Normal', 'High', 'Urgent'];
const day = 86_400;

/** The first ticket's number. */
const firstTicket = 1001;

/** People and groups. Answers the writer of tickets, to be called in the order of their numbers. */
export function startReadyDesk(
  db: Database,
  companies: readonly CompanySeed[],
  random: Random,
  now: number,
): (story: Story) => void {
  groups.forEach((group, at) => {
    // A group sees the categories of its trade; the two that see all come with everything.
    const seen =
      group.name === 'Level 2 Support' ? categories : categories.filter(name => visible(group.name).includes(name));
    db.run(
      'INSERT INTO rd_groups VALUES (?, ?, ?, ?, ?)',
      at + 1,
      group.name,
      ticketStatuses.join(','),
      seen.join(','),
      ticketSources.join(','),
    );
  });
  technicians.forEach((one, at) => {
    const ids = one.groups.map(name => groups.findIndex(group => group.name === name) + 1).join(',');
    const added = now - (900 - at * 40) * day;
    db.run(
      'INSERT INTO rd_techs(id, uid, name, email, phone, extension, groups, rights, viewable_tickets, supervisor, date_added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      at + 1,
      one.uid,
      `${one.first} ${one.last}`,
      `${one.uid}@quillbay.example`,
      '+49 40 5550100',
      String(101 + at),
      ids,
      one.admin ? 'Admin' : 'User',
      one.admin || at === 0 ? 'ALL' : 'OWN',
      one.admin ? '' : 'alindqvist',
      added,
    );
  });
  let customerId = 0;
  companies.forEach((company, at) => {
    db.run(
      'INSERT INTO rd_companies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      at + 1,
      company.name,
      company.street,
      company.city,
      '',
      company.zip,
      company.country,
      company.phone,
      `info@${company.domain}`,
      1,
    );
    for (const contact of company.contacts) {
      db.run(
        'INSERT INTO rd_customers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ++customerId,
        contact.cid,
        at + 1,
        `${contact.first} ${contact.last}`,
        contact.email,
        contact.phone,
        'Customer Portal',
        'Y',
        random.chance(0.8) ? 'Y' : 'N',
        company.tier === 'Standard' ? '' : String(company.tier === 'Gold' ? 2 : 1),
        now - random.whole(120, 800) * day,
      );
    }
  });
  const companyIds = new Map(companies.map((company, at) => [company, at + 1]));
  const groupIds = new Map(groups.map((group, at) => [group.name as string, at + 1]));
  let number = firstTicket - 1;

  return story => {
    const tid = ++number;
    const { scenario, contact } = story;
    const source = story.byMail ? 'Email' : random.pick(['Customer Portal', 'Customer Portal', 'Phone', 'Live Chat']);
    const status = story.state === 'open' && story.assignee && random.chance(0.4) ? 'Assigned' : statusOf[story.state];
    insert(db, tickets, [
      tid,
      contact.cid,
      companyIds.get(story.company) ?? null,
      `${contact.first} ${contact.last}`,
      contact.phone,
      contact.email,
      source,
      story.opened,
      story.closed ?? null,
      story.due ?? null,
      story.changed,
      scenario.category,
      scenario.sub,
      story.assignee?.uid ?? null,
      groupIds.get(scenario.group) ?? null,
      scenario.group === 'Level 2 Support' ? 'Level 2' : 'None',
      status,
      priorities[story.urgency] ?? 'Normal',
      story.subject.slice(0, 255),
      story.description,
      story.company.tier,
    ]);
    for (const entry of story.entries) {
      const [by, name] =
        entry.role === 'customer'
          ? [contact.cid, `${contact.first} ${contact.last}`]
          : [entry.by?.uid ?? null, entry.by ? `${entry.by.first} ${entry.by.last}` : null];
      const type = entry.role === 'customer' ? 'Customer' : entry.role === 'technician' ? 'Technician' : 'System';
      insert(db, history, [tid, entry.at, by, name, type, entry.internal ? 'Y' : 'N', entry.body]);
      if (entry.minutes && entry.by) {
        const hours = entry.minutes >= 60;
        const category = scenario.type === 'Bug' ? 'Bug Fixing' : random.pick(billingCategories);
        insert(db, lineItems, [
          tid,
          entry.by.uid,
          contact.cid,
          (entry.minutes * 1.5).toFixed(2),
          entry.at,
          story.subject.slice(0, 60),
          category,
          hours ? entry.minutes / 60 : entry.minutes,
          hours ? 'Hours' : 'Minutes',
          entry.internal ? 'Analysis' : 'Answer to the customer',
        ]);
        if (random.chance(0.2)) {
          insert(db, time, [tid, entry.by.uid, contact.cid, entry.at, entry.minutes, 'Minutes', 'Timer']);
        }
      }
    }
    if (story.file) insert(db, attachments, [tid, story.file.name, story.file.content.length, story.opened]);
  };
}

const tickets = `rd_tickets(id, cid, company_id, contact, phone, email, source, open_date, close_date, due_date, last_updated, category,
  sub_category, assigned_to, assigned_group, escalation_level, status, priority, subject, description, customer_group)`;
const history = 'rd_history(tid, date_added, added_by, name, type, internal, notes)';
const lineItems = 'rd_line_items(tid, uid, cid, cost, date, title, category, duration, time_unit, notes)';
const time = 'rd_time(tid, uid, cid, date, duration, time_unit, notes)';
const attachments = 'rd_attachments(tid, file_name, bytes, file_date)';

function visible(group: string): readonly string[] {
  const seen: Record<string, readonly string[]> = {
    Orders: ['Cart', 'Catalogue', 'How-to', 'Payments'],
    Billing: ['Payments', 'Invoices', 'Contract'],
    Platform: ['Accounts', 'API', 'Performance'],
    Mobile: ['Mobile App', 'How-to'],
    Reporting: ['Reports'],
  };
  return seen[group] ?? [];
}

const prepared = new Map<string, string>();

function insert(db: Database, table: string, values: readonly Value[]): void {
  let sql = prepared.get(table);
  if (!sql) {
    sql = `INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`;
    prepared.set(table, sql);
  }
  db.run(sql, ...values);
}
