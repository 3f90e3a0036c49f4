import type { Database, Row } from '../../database.ts';
import type { Random } from '../random.ts';
import { companiesOf } from './cards.ts';

type Id = Row[string] | undefined;

const day = 86_400;

/** Products in their versions that a customer's tickets are about, and others up to two; support ends for most. */
export function writeCustomerProducts(db: Database, random: Random, now: number): void {
  const midnight = now - (now % day);
  const used = db.all(
    `SELECT l.customer_id, t.product_id, t.reported_id, min(t.created) AS since FROM ts_ticket_customers l JOIN ts_tickets t ON t.id = l.ticket_id
      WHERE t.product_id IS NOT NULL GROUP BY l.customer_id, t.product_id, t.reported_id ORDER BY 1, 2, 3`,
  );
  const products = db.all('SELECT id FROM ts_products ORDER BY id');
  const write = (customer: Id, product: Id, version: Id, since: number) => {
    const share = random.next();
    const ends = share < 0.15 ? null : midnight + (share < 0.35 ? -random.whole(1, 200) : random.whole(5, 500)) * day;
    db.insert('ts_customer_products', {
      customer_id: customer ?? null,
      product_id: product ?? null,
      version_id: version ?? null,
      expires: ends,
      in_use: random.chance(0.9) ? 1 : 0,
      created: since,
      modified: since,
    });
  };
  for (const { id } of companiesOf(db)) {
    const own = used.filter(row => row.customer_id === id);
    for (const row of own) write(id, row.product_id, row.reported_id, Number(row.since));
    const have = new Set(own.map(row => row.product_id));
    for (const product of products) {
      if (have.size >= 2) break;
      if (have.has(product.id ?? null)) continue;
      have.add(product.id ?? null);
      const latest = 'SELECT id FROM ts_versions WHERE product_id = ? AND is_released ORDER BY id DESC LIMIT 1';
      write(id, product.id, db.get(latest, product.id ?? null)?.id, now - random.whole(20, 400) * day);
    }
  }
}

/** Servers, licences and terminals of the customers. */
export function writeAssets(db: Database, random: Random, now: number): void {
  const midnight = now - (now % day);
  const products = new Map(db.all('SELECT id, name FROM ts_products').map(row => [String(row.name), Number(row.id)]));
  const serial = () => `QB${random.whole(10, 99)}-${random.whole(100_000, 999_999)}`;
  const add = (company: Row, name: string, product: string, cores: number | null) => {
    const id = products.get(product) ?? null;
    const numbers = db.all('SELECT number FROM ts_versions WHERE product_id = ? AND is_released ORDER BY id', id);
    const since = now - random.whole(30, 700) * day;
    const until = midnight + random.whole(-250, 900) * day;
    db.insert('ts_assets', {
      name,
      product_id: id,
      version: numbers.length > 0 ? String(random.pick(numbers).number) : null,
      assigned_to: company.name ?? null,
      serial: serial(),
      cores,
      under_warranty: until > now ? 1 : 0,
      warranty_until: random.chance(0.85) ? until : null,
      created: since,
      modified: since,
    });
  };
  for (const company of companiesOf(db)) {
    const domain = String(company.domains ?? 'shop.example');
    const kind = random.next();
    if (kind < 0.7)
      add(company, `shop-fe-0${random.whole(1, 4)}.${domain}`, 'Quillbay Checkout', random.pick([4, 8, 8, 16]));
    if (kind > 0.3) add(company, `Checkout licence, ${random.pick([5, 10, 25, 50])} seats`, 'Quillbay Checkout', null);
    if (random.chance(0.3)) add(company, `gateway.${domain}`, 'Quillbay Gateway', random.pick([2, 4, 8]));
    if (random.chance(0.25)) add(company, `Warehouse tablet ${random.whole(1, 12)}`, 'Quillbay Storefront App', null);
    if (random.chance(0.2)) add(company, `Reports licence, ${random.pick([1, 2, 5])} users`, 'Quillbay Reports', null);
  }
}
