import type { Database, Row } from '../../database.ts';
import type { Random } from '../random.ts';
import { ids } from './ids.ts';

const day = 86_400;
const least = 3;

const firstNames = [
  'Agnes',
  'Bruno',
  'Chiara',
  'Dmitri',
  'Esther',
  'Fabian',
  'Greta',
  'Hugo',
  'Irena',
  'Joost',
  'Kirsten',
  'Leon',
];
const lastNames = [
  'Almeida',
  'Becker',
  'Costa',
  'Duarte',
  'Ekström',
  'Ferrari',
  'Graf',
  'Hansen',
  'Ivanova',
  'Janssen',
  'Keane',
];
const titles = ['Shop Manager', 'Accountant', 'Customer Service', 'Warehouse Lead', 'Developer', 'Purchasing'];

/** The companies that buy from Quillbay: all customers but the one for senders whom nobody knows. */
export function companiesOf(db: Database): Row[] {
  return db.all('SELECT * FROM ts_customers WHERE id <> ? ORDER BY id', ids.customer);
}

/** Every customer has at least three contacts. */
export function writeColleagues(db: Database, random: Random, now: number): void {
  const taken = new Set(db.all('SELECT lower(email) AS email FROM ts_contacts').map(row => row.email));
  for (const company of companiesOf(db)) {
    let missing = least - db.number('SELECT count(*) FROM ts_contacts WHERE customer_id = ?', company.id ?? null);
    while (missing > 0) {
      const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
      const plain = `${first}.${last}`
        .normalize('NFD')
        .replace(/[^a-z.]/gi, '')
        .toLowerCase();
      const email = `${plain}@${company.domains ?? 'mail.example'}`;
      if (taken.has(email)) continue;
      taken.add(email);
      missing--;
      const since = Number(company.created) + random.whole(0, 90) * day;
      db.insert('ts_contacts', {
        first_name: first,
        middle_name: random.chance(0.1) ? 'M.' : null,
        last_name: last,
        email,
        title: random.pick(titles),
        customer_id: company.id ?? null,
        is_active: random.chance(0.9) ? 1 : 0,
        is_portal: random.chance(0.4) ? 1 : 0,
        created: Math.min(since, now - day),
        modified: Math.min(since, now - day),
      });
    }
  }
}

/** Two contacts of three have the address of their company, some a second one. */
export function writeAddresses(db: Database, random: Random, now: number): void {
  const contacts = db.all(
    'SELECT k.id, c.description AS place FROM ts_contacts k JOIN ts_customers c ON c.id = k.customer_id WHERE c.id <> ? ORDER BY k.id',
    ids.customer,
  );
  for (const { id, place } of contacts) {
    const [, street, zip, city, country] = /^(.+), (\S+) (.+), (.+)$/.exec(String(place ?? '')) ?? [];
    if (!street || random.chance(0.34)) continue;
    const common = { contact_id: id ?? null, zip: zip ?? null, city: city ?? null, country: country ?? null };
    const stamp = { created: now - 200 * day, modified: now - random.whole(1, 200) * day };
    const floor = random.chance(0.3) ? `Floor ${random.whole(1, 6)}` : null;
    db.insert('ts_addresses', { ...common, description: 'Office', line1: street, line2: floor, ...stamp });
    if (random.chance(0.2)) {
      const dock = `${random.whole(1, 90)} Warehouse Road`;
      db.insert('ts_addresses', { ...common, description: 'Deliveries', line1: dock, line2: 'Gate 2', ...stamp });
    }
  }
}

const notes: readonly (readonly [title: string, html: string])[] = [
  ['Who to call', '<p>Ask for the <b>IT desk</b> first. The shop manager is only there until noon.</p>'],
  ['Release freeze', '<p>No changes to the live shop from <b>15 November</b> to 10 January: Christmas business.</p>'],
  ['Test system', '<p>There is a test system at <code>test.shop</code>. Updates go there first, always.</p>'],
  [
    'Contract',
    '<p>Renews by itself each year. Notice period: three months.</p><p>Discount of 10% on &quot;Reports&quot;.</p>',
  ],
  ['Remote access', '<p>Only by appointment. The key is renewed each quarter.</p>'],
  [
    'Invoices',
    '<p>Wants <i>one</i> invoice a month, sent to the accountant, with the order number in the subject.</p>',
  ],
  [
    'Own changes',
    '<p>They have changed the templates of the cart: compare before an update.</p><ul><li>cart</li><li>mail</li></ul>',
  ],
  ['Visit', '<p>Next visit is planned for the spring fair. Bring the new terminal &amp; cables.</p>'],
];

/** What technicians wrote down about customers. */
export function writeNotes(db: Database, random: Random, now: number): void {
  const users = db.all('SELECT id FROM ts_users ORDER BY id').map(row => Number(row.id));
  for (const company of companiesOf(db)) {
    const first = random.whole(0, notes.length - 1);
    const wanted = random.pick([0, 1, 1, 2, 3]);
    for (const [title, description] of [...notes, ...notes].slice(first, first + wanted)) {
      const at = now - random.whole(2, 300) * day - random.whole(0, day);
      const creator = users.length > 0 ? random.pick(users) : -1;
      const customer = { customer_id: company.id ?? null, creator_id: creator };
      db.insert('ts_notes', { ...customer, title, description, created: at, modified: at });
    }
  }
}
