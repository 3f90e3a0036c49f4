import type { Database } from '../database.ts';
import { groups, products } from './catalog.ts';
import { type CompanySeed, type ContactSeed, technicians } from './people.ts';
import type { Random } from './random.ts';
import type { State, Story } from './story.ts';

/** Ticket types with their statuses; those with `+` are closed. Statuses belong to one type. */
const types: readonly (readonly [
  name: string,
  about: string,
  statuses: Readonly<Record<State, string>>,
  extra: readonly string[],
])[] = [
  [
    'Support',
    'Something does not work',
    {
      new: 'New',
      open: 'In Progress',
      waiting: 'Waiting on Customer',
      hold: 'On Hold',
      resolved: 'Resolved+',
      closed: 'Closed+',
    },
    [],
  ],
  [
    'Bug',
    'A defect of a product',
    {
      new: 'New',
      open: 'In Development',
      waiting: 'Waiting on Customer',
      hold: 'Ready for Release',
      resolved: 'Released+',
      closed: 'Closed+',
    },
    ['Confirmed', "Won't Fix+"],
  ],
  [
    'Feature Request',
    'A wish',
    {
      new: 'New',
      open: 'Under Review',
      waiting: 'Waiting on Customer',
      hold: 'Planned',
      resolved: 'Delivered+',
      closed: 'Declined+',
    },
    [],
  ],
  [
    'Question',
    'Something to be explained',
    {
      new: 'New',
      open: 'In Progress',
      waiting: 'Waiting on Customer',
      hold: 'On Hold',
      resolved: 'Answered+',
      closed: 'Closed+',
    },
    [],
  ],
];
const severities = ['Critical', 'High', 'Medium', 'Low'];
const actionTypes = ['Comment', 'Phone Call', 'Research', 'Bug Fix', 'Remote Session'];

const day = 86_400;
const ids = {
  ticket: 7_310_000,
  user: 901_100,
  contact: 2_304_100,
  customer: 1_870_000,
  group: 5_200,
  product: 31_400,
  version: 64_300,
  type: 7_120,
  status: 83_400,
  severity: 9_010,
  actionType: 4_310,
};

/** Account, people and pick-lists. Answers the writer of tickets, to be called in the order of their numbers. */
export function startTeamSupport(
  db: Database,
  companies: readonly CompanySeed[],
  random: Random,
  now: number,
): (story: Story) => void {
  const started = now - 900 * day;
  const groupIds = numbered(
    groups.map(group => group.name),
    ids.group,
  );
  for (const group of groups)
    db.run('INSERT INTO ts_groups VALUES (?, ?, ?)', groupIds.get(group.name) ?? null, group.name, group.about);
  const userIds = numbered(
    technicians.map(one => one.uid),
    ids.user,
  );
  for (const [at, one] of technicians.entries()) {
    db.run(
      'INSERT INTO ts_users VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      userIds.get(one.uid) ?? null,
      one.first,
      one.last,
      `${one.first} ${one.last}`,
      `${one.uid}@quillbay.example`,
      one.title,
      one.left ? 0 : 1,
      one.admin ? 1 : 0,
      one.left ? 0 : 1,
      groupIds.get(one.groups[0] ?? '') ?? null,
      now - (one.left ? 40 : 0) * day - at * 1300,
      started + at * 40 * day,
    );
  }
  types.forEach(([name, about], at) => {
    db.run('INSERT INTO ts_types VALUES (?, ?, ?, ?, ?)', ids.type + at, name, about, at, started);
  });
  const statusIds = writeStatuses(db, started);
  severities.forEach((name, at) => {
    db.run('INSERT INTO ts_severities VALUES (?, ?, ?, ?, ?)', ids.severity + at, name, '', at, started);
  });
  actionTypes.forEach((name, at) => {
    db.run('INSERT INTO ts_action_types VALUES (?, ?)', ids.actionType + at, name);
  });
  const productIds = numbered(
    products.map(product => product.key),
    ids.product,
  );
  const versionIds = new Map<string, number>();
  for (const product of products) {
    db.run(
      'INSERT INTO ts_products(id, name, description, created, modified) VALUES (?, ?, ?, ?, ?)',
      productIds.get(product.key) ?? null,
      product.name,
      product.about,
      started,
      started,
    );
    for (const [at, number] of product.versions.entries()) {
      const id = ids.version + versionIds.size;
      const ready = !number.includes('rc');
      versionIds.set(`${product.key} ${number}`, id);
      const released = now - (product.versions.length - at) * 45 * day;
      db.run(
        'INSERT INTO ts_versions VALUES (?, ?, ?, ?, ?, ?, ?)',
        id,
        productIds.get(product.key) ?? null,
        number,
        ready ? 'Released' : 'Testing',
        ready ? released : null,
        ready ? 1 : 0,
        null,
      );
    }
  }
  const customerIds = new Map<CompanySeed, number>();
  const contactIds = new Map<ContactSeed, number>();
  db.run(
    insertCustomer,
    ids.customer,
    '_Unknown Company',
    null,
    null,
    null,
    1,
    0,
    null,
    null,
    null,
    null,
    -1,
    started,
    started,
  );
  for (const [at, company] of companies.entries()) {
    const id = ids.customer + at + 1;
    customerIds.set(company, id);
    const first = ids.contact + contactIds.size;
    const since = started + random.whole(1, 700) * day;
    db.run(
      insertCustomer,
      id,
      company.name,
      `${company.street}, ${company.zip} ${company.city}, ${company.country}`,
      `www.${company.domain}`,
      company.domain,
      1,
      random.chance(0.7) ? 1 : 0,
      first,
      company.tier === 'Standard' ? null : now + random.whole(-20, 300) * day,
      company.tier === 'Gold' ? 20 : company.tier === 'Silver' ? 8 : null,
      company.tier,
      userIds.get('alindqvist') ?? -1,
      since,
      since,
    );
    for (const contact of company.contacts) {
      const contactId = ids.contact + contactIds.size;
      contactIds.set(contact, contactId);
      db.run(
        insertContact,
        contactId,
        contact.first,
        null,
        contact.last,
        contact.email,
        contact.title,
        id,
        1,
        random.chance(0.6) ? 1 : 0,
        since,
        since,
      );
    }
  }
  let number = 1000;

  return story => {
    const { scenario, contact } = story;
    const id = ids.ticket + ++number;
    const type = types.findIndex(([name]) => name === scenario.type);
    const customer = customerIds.get(story.company) ?? ids.customer;
    const contactId = contactIds.get(contact) ?? -1;
    const creator = story.byMail ? -1 : contactId;
    const assignee = story.assignee ? (userIds.get(story.assignee.uid) ?? null) : null;
    const finished = story.closed !== undefined;
    const minutes = story.entries.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0);
    const version = versionIds.get(`${scenario.product} ${story.version}`) ?? null;
    const solved =
      finished && scenario.type === 'Bug' ? (versionIds.get(`${scenario.product} ${story.fixed}`) ?? null) : null;
    db.run(
      insertTicket,
      id,
      number,
      story.subject,
      ids.type + type,
      statusIds.get(`${type} ${story.state}`) ?? null,
      ids.severity + 3 - story.urgency,
      finished ? 1 : 0,
      productIds.get(scenario.product) ?? null,
      version,
      solved,
      groupIds.get(scenario.group) ?? null,
      assignee,
      null,
      1,
      0,
      story.byMail ? 'Email' : random.pick(['Portal', 'Portal', 'Agent', 'Chat']),
      story.opened,
      story.changed,
      story.closed ?? null,
      story.due ?? null,
      creator,
      assignee ?? creator,
      finished ? assignee : null,
      minutes,
      scenario.urgency >= 2 && !finished ? random.whole(-20, 40) : null,
      random.pick(['Production', 'Production', 'Test', null]),
      scenario.type === 'Bug' && random.chance(0.3) ? 1 : 0,
      scenario.type === 'Bug' && story.state !== 'new' ? random.pick([0.5, 1, 1.5, 2, 3, 5, null]) : null,
    );
    db.run('INSERT INTO ts_ticket_customers VALUES (?, ?)', id, customer);
    db.run('INSERT INTO ts_ticket_contacts VALUES (?, ?)', id, contactId);
    // Sometimes a colleague is in the loop.
    const colleague = story.company.contacts.find(other => other !== contact);
    if (colleague && random.chance(0.25))
      db.run('INSERT INTO ts_ticket_contacts VALUES (?, ?)', id, contactIds.get(colleague) ?? null);
    const tags = [
      scenario.category.toLowerCase(),
      ...(scenario.urgency === 3 ? ['escalated'] : []),
      ...(story.company.tier === 'Gold' ? ['gold'] : []),
    ];
    for (const tag of tags.slice(0, random.whole(0, tags.length)))
      db.run('INSERT INTO ts_ticket_tags VALUES (?, ?)', id, tag);

    const description = db.run(
      insertAction,
      id,
      null,
      1,
      'Description',
      story.description,
      null,
      null,
      1,
      story.opened,
      story.opened,
      creator,
      creator,
    );
    log(
      db,
      id,
      'The ticket was created.',
      story.opened,
      creator,
      story.byMail ? null : `${contact.first} ${contact.last}`,
    );
    for (const entry of story.entries) {
      const by =
        entry.role === 'customer' ? (story.byMail ? -1 : contactId) : entry.by ? (userIds.get(entry.by.uid) ?? -1) : -1;
      const name = entry.by
        ? `${entry.by.first} ${entry.by.last}`
        : by === -1
          ? null
          : `${contact.first} ${contact.last}`;
      if (entry.role === 'system') {
        log(db, id, `${entry.body}.`, entry.at, -1, null);
        continue;
      }
      const mail = entry.role === 'customer' && story.byMail;
      const typeId = mail ? null : ids.actionType + (entry.minutes ? random.pick([0, 2, 3, 4]) : 0);
      const began = entry.minutes ? entry.at - entry.minutes * 60 : null;
      db.run(
        insertAction,
        id,
        typeId,
        mail ? 3 : 0,
        null,
        entry.body,
        entry.minutes ?? null,
        began,
        entry.internal ? 0 : 1,
        entry.at,
        entry.at,
        by,
        by,
      );
      log(db, id, `A ${entry.internal ? 'private' : 'public'} action was added.`, entry.at, by, name);
    }
    if (story.file) {
      db.run(
        'INSERT INTO ts_attachments(action_id, file_name, file_type, content, created, creator_id) VALUES (?, ?, ?, ?, ?, ?)',
        description,
        story.file.name,
        story.file.type,
        story.file.content,
        story.opened,
        creator,
      );
    }
  };
}

const insertTicket = `INSERT INTO ts_tickets(id, number, name, type_id, status_id, severity_id, is_closed, product_id, reported_id, solved_id, group_id,
  user_id, parent_id, is_visible, is_kb, source, created, modified, closed, due, creator_id, modifier_id, closer_id, minutes, sla_hours, environment,
  regression, effort_days) VALUES (${Array(28).fill('?').join(', ')})`;
const insertCustomer = `INSERT INTO ts_customers(id, name, description, website, domains, is_active, portal, primary_contact, expires, hours_month, tier,
  creator_id, created, modified) VALUES (${Array(14).fill('?').join(', ')})`;
const insertContact = `INSERT INTO ts_contacts(id, first_name, middle_name, last_name, email, title, customer_id, is_active, is_portal, created,
  modified) VALUES (${Array(11).fill('?').join(', ')})`;
const insertAction = `INSERT INTO ts_actions(ticket_id, type_id, system_type, name, description, minutes, started, is_visible, is_kb, created, modified,
  creator_id, modifier_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)`;

/** Ids of the statuses by place of the type and state of a story. */
function writeStatuses(db: Database, started: number): Map<string, number> {
  const found = new Map<string, number>();
  let id = ids.status;
  for (const [at, [, , byState, extra]] of types.entries()) {
    const names = [...new Set([...Object.values(byState), ...extra])];
    for (const [position, name] of names.entries()) {
      db.run(
        'INSERT INTO ts_statuses VALUES (?, ?, ?, ?, ?, ?, ?)',
        ++id,
        ids.type + at,
        name.replace('+', ''),
        '',
        position,
        name.endsWith('+') ? 1 : 0,
        started,
      );
      for (const [state, own] of Object.entries(byState)) if (own === name) found.set(`${at} ${state}`, id);
    }
  }
  return found;
}

function numbered(names: readonly string[], first: number): Map<string, number> {
  return new Map(names.map((name, at) => [name, first + at]));
}

function log(db: Database, ticket: number, description: string, at: number, actor: number, name: string | null): void {
  db.run(
    'INSERT INTO ts_history(ticket_id, action, description, created, actor_id, actor) VALUES (?, 1, ?, ?, ?, ?)',
    ticket,
    description,
    at,
    actor,
    name,
  );
}
