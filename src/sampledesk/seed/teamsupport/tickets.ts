import type { Database } from '../../database.ts';
import type { CompanySeed } from '../people.ts';
import type { Random } from '../random.ts';
import type { Story } from '../story.ts';
import { ids } from './ids.ts';
import { writePeople } from './people.ts';
import { types, writePickLists } from './pickLists.ts';
import { writeProducts } from './products.ts';

const day = 86_400;

/** Account, people and pick-lists. Answers the writer of tickets, to be called in the order of their numbers. */
export function startTeamSupport(
  db: Database,
  companies: readonly CompanySeed[],
  random: Random,
  now: number,
): (story: Story) => void {
  const started = now - 900 * day;
  const statusIds = writePickLists(db, started);
  const { productIds, versionIds } = writeProducts(db, now, started);
  const { groupIds, userIds, customerIds, contactIds } = writePeople(db, companies, random, now, started);
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
const insertAction = `INSERT INTO ts_actions(ticket_id, type_id, system_type, name, description, minutes, started, is_visible, is_kb, created, modified,
  creator_id, modifier_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)`;

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
