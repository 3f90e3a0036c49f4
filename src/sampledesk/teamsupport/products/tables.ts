import { bool, date, day, decimal, int, type Resource, rw, type Table, text } from '../table.ts';

/** Reference 2.6. */
export const products: Resource = {
  stored: 'ts_products',
  required: ['Name'],
  fresh: {},
  single: 'Product',
  plural: 'Products',
  key: 'ProductID',
  from: 'ts_products p',
  id: 'p.id',
  order: 'p.id',
  fields: [
    rw(text('Name', 'p.name'), { empty: 'keep' }),
    rw(text('Description', 'p.description')),
    date('DateCreated', 'p.created'),
    date('DateModified', 'p.modified'),
    int('CreatorID', '-1'),
    int('ModifierID', '-1'),
  ],
  custom: [
    rw(text('SupportLevel', 'p.support_level')),
    rw(bool('OpenSource', 'p.open_source')),
    rw(decimal('ListPrice', 'p.list_price')),
    rw(day('EndOfLife', 'p.end_of_life')),
    rw(text('Successor', 'p.successor')),
  ],
};

/** Reference 2.6. */
export const versions: Table = {
  single: 'ProductVersion',
  plural: 'ProductVersions',
  key: 'ProductVersionID',
  from: 'ts_versions v',
  id: 'v.id',
  order: 'v.id',
  fields: [
    int('ProductID', 'v.product_id'),
    text('VersionNumber', 'v.number'),
    text('VersionStatus', 'v.status'),
    date('ReleaseDate', 'v.released'),
    bool('IsReleased', 'v.is_released'),
    text('Description', 'v.description'),
  ],
};

/** Reference 2.9. */
export const assets: Resource = {
  stored: 'ts_assets',
  required: ['Name'],
  fresh: {},
  single: 'Asset',
  plural: 'Assets',
  key: 'AssetID',
  from: 'ts_assets e',
  id: 'e.id',
  order: 'e.id',
  fields: [
    rw(text('Name', 'e.name'), { empty: 'keep' }),
    rw(int('ProductID', 'e.product_id'), { refers: 'ts_products' }),
    rw(text('ProductVersionNumber', 'e.version')),
  ],
  custom: [
    rw(text('AssignedTo', 'e.assigned_to')),
    rw(text('SerialNumber', 'e.serial')),
    rw(int('CpuCores', 'e.cores')),
    rw(bool('UnderWarranty', 'e.under_warranty')),
    rw(day('WarrantyUntil', 'e.warranty_until')),
    rw(text('InventoryTag', 'e.inventory')),
  ],
};
