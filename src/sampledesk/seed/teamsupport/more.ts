import type { Database } from '../../database.ts';
import type { Random } from '../random.ts';
import { writeArticles } from './articles.ts';
import { writeAssets, writeCustomerProducts } from './belongings.ts';
import { writeAddresses, writeColleagues, writeNotes } from './cards.ts';
import { writeCustomFields } from './customFields.ts';
import { ids } from './ids.ts';

/**
 * What the desk has besides tickets: more contacts, their addresses, notes, products and assets of customers, articles and
 * custom fields. It goes by what the database holds, so that a folder of an older version gets it too.
 */
export function writeMore(db: Database, random: Random, now: number): void {
  for (const [table, first] of counted) {
    db.run('INSERT OR IGNORE INTO sequences VALUES (?, ?)', `${table}.id`, first);
  }
  writeColleagues(db, random, now);
  writeAddresses(db, random, now);
  writeNotes(db, random, now);
  writeCustomerProducts(db, random, now);
  writeAssets(db, random, now);
  writeCustomFields(db, random, now);
  writeArticles(db, random, now);
}

/** Where their ids begin. */
const counted = [
  ['ts_addresses', ids.address],
  ['ts_notes', ids.note],
  ['ts_customer_products', ids.customerProduct],
  ['ts_assets', ids.asset],
] as const;
