import type { Database } from '../../database.ts';
import type { Random } from '../random.ts';
import { companiesOf } from './cards.ts';

const day = 86_400;

/** Fields of the account's own; one of each entity is empty everywhere. */
export function writeCustomFields(db: Database, random: Random, now: number): void {
  const midnight = now - (now % day);
  for (const { id } of companiesOf(db)) {
    db.update('ts_customers', Number(id), {
      seats: random.pick([5, 10, 10, 25, 50, null]),
      on_site: random.chance(0.25) ? 1 : 0,
      renewal: random.chance(0.8) ? midnight + random.whole(10, 400) * day : null,
    });
  }
  for (const { id } of db.all('SELECT id FROM ts_contacts ORDER BY id')) {
    db.update('ts_contacts', Number(id), {
      language: random.pick(['English', 'German', 'French', 'English', null]),
      newsletter: random.chance(0.5) ? 1 : 0,
      extension: random.chance(0.5) ? random.whole(10, 499) : null,
      trained: random.chance(0.3) ? midnight - random.whole(20, 600) * day : null,
    });
  }
  for (const [at, { id }] of db.all('SELECT id FROM ts_products ORDER BY id').entries()) {
    db.update('ts_products', Number(id), {
      support_level: at < 2 ? 'Full' : 'Business hours',
      open_source: at === 1 ? 1 : 0,
      list_price: random.pick([49, 99.5, 149, 290]),
      end_of_life: at % 2 === 0 ? midnight + random.whole(200, 900) * day : null,
    });
  }
  // By number, not by chance: there may be very many.
  db.run(
    `UPDATE ts_tickets SET go_live = (created / ${day} + 20 + number % 40) * ${day} WHERE number % 7 = 3 AND go_live IS NULL`,
  );
}
