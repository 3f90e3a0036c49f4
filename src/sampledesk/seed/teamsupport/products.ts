import type { Database } from '../../database.ts';
import { products } from '../catalog.ts';
import { ids, numbered } from './ids.ts';

const day = 86_400;

/** Products by key and their versions by key and number. */
export interface ProductIds {
  readonly productIds: ReadonlyMap<string, number>;
  readonly versionIds: ReadonlyMap<string, number>;
}

export function writeProducts(db: Database, now: number, started: number): ProductIds {
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
  return { productIds, versionIds };
}
