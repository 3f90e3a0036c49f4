import { list, one, ownerId, type Route, resource, within } from '../call.ts';
import { NotFound } from '../failures.ts';
import { assets, products, versions } from './tables.ts';

export const productRoutes: readonly Route[] = [
  ...resource('products', products),
  {
    path: 'products/{}/versions',
    GET: call => list(call, versions, within('v.product_id', ownerId(call, 'ts_products'))),
  },
  {
    path: 'products/{}/versions/{}',
    GET: call => {
      const id = call.ids[1] ?? -1;
      const sql = 'SELECT id FROM ts_versions WHERE id = ? AND product_id = ?';
      if (!call.db.get(sql, id, ownerId(call, 'ts_products'))) throw new NotFound();
      return one(call, versions, id);
    },
  },
  ...resource('assets', assets),
];
