import type { Database } from '../../database.ts';
import { groups } from '../catalog.ts';
import { type CompanySeed, type ContactSeed, technicians } from '../people.ts';
import type { Random } from '../random.ts';
import { ids, numbered } from './ids.ts';

const day = 86_400;

/** Who there is, by id. */
export interface People {
  readonly groupIds: ReadonlyMap<string, number>;
  readonly userIds: ReadonlyMap<string, number>;
  readonly customerIds: ReadonlyMap<CompanySeed, number>;
  readonly contactIds: ReadonlyMap<ContactSeed, number>;
}

/** Groups, users, customers and contacts. */
export function writePeople(
  db: Database,
  companies: readonly CompanySeed[],
  random: Random,
  now: number,
  started: number,
): People {
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
  return { groupIds, userIds, customerIds, contactIds };
}

const insertCustomer = `INSERT INTO ts_customers(id, name, description, website, domains, is_active, portal, primary_contact, expires, hours_month, tier,
  creator_id, created, modified) VALUES (${Array(14).fill('?').join(', ')})`;
const insertContact = `INSERT INTO ts_contacts(id, first_name, middle_name, last_name, email, title, customer_id, is_active, is_portal, created,
  modified) VALUES (${Array(11).fill('?').join(', ')})`;
