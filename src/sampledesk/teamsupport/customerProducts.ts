import { bool, date, int, type Table, text } from './entities.ts';

/** Products that a customer has (reference 2.4): here those that its tickets are about. The XML names are inferred. */
export const customerProducts: Table = {
  single: 'OrganizationProduct',
  plural: 'OrganizationProducts',
  key: 'OrganizationProductID',
  from: `(SELECT min(t.id) AS id, l.customer_id, t.product_id, t.reported_id, min(t.created) AS created
      FROM ts_ticket_customers l JOIN ts_tickets t ON t.id = l.ticket_id WHERE t.product_id IS NOT NULL
      GROUP BY l.customer_id, t.product_id, t.reported_id) x
    JOIN ts_products p ON p.id = x.product_id LEFT JOIN ts_versions v ON v.id = x.reported_id`,
  id: 'x.id',
  order: 'p.name, v.number, x.id',
  fields: [
    int('OrganizationID', 'x.customer_id'),
    int('ProductID', 'x.product_id'),
    int('ProductVersionID', 'x.reported_id'),
    text('Product', 'p.name'),
    text('VersionStatus', 'v.status'),
    text('VersionNumber', 'v.number'),
    date('ReleaseDate', 'v.released'),
    bool('IsReleased', 'v.is_released'),
    date('SupportExpiration', 'NULL'),
    bool('ClientIsUsingProduct', '1'),
    date('DateCreated', 'x.created'),
    date('DateModified', 'x.created'),
    int('CreatorID', '-1'),
    int('ModifierID', '-1'),
  ],
};
