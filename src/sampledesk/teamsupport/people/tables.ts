import { account, bool, date, day, html, int, nameOf, type Resource, rw, type Table, text } from '../table.ts';

/** Reference 2.4. */
export const customers: Resource = {
  stored: 'ts_customers',
  required: ['Name'],
  fresh: { is_active: 1, portal: 0, creator_id: -1 },
  single: 'Customer',
  plural: 'Customers',
  key: 'OrganizationID',
  from: 'ts_customers c',
  id: 'c.id',
  order: 'c.name COLLATE NOCASE, c.id',
  pageable: true,
  fields: [
    rw(text('Name', 'c.name'), { empty: 'keep' }),
    rw(text('Description', 'c.description')),
    rw(text('Website', 'c.website')),
    rw(bool('IsActive', 'c.is_active'), { empty: 'keep' }),
    text('InActiveReason', 'NULL'),
    int('PrimaryUserID', 'c.primary_contact'),
    text('PrimaryContact', nameOf('c.primary_contact')),
    date('DateCreated', 'c.created'),
    date('DateModified', 'c.modified'),
    int('CreatorID', 'c.creator_id'),
    int('ModifierID', 'c.creator_id'),
    bool('HasPortalAccess', 'c.portal'),
    text('CreatedBy', "(SELECT w.last_name || ', ' || w.first_name FROM ts_users w WHERE w.id = c.creator_id)"),
    text('LastModifiedBy', "(SELECT w.last_name || ', ' || w.first_name FROM ts_users w WHERE w.id = c.creator_id)"),
    date('SAExpirationDate', 'c.expires'),
    text('SlaName', 'NULL'),
    text('CRMLinkID', 'NULL'),
    int('SlaLevelID', 'NULL'),
    int('DefaultWikiArticleID', 'NULL'),
    int('DefaultSupportGroupID', 'NULL'),
    text('DefaultSupportGroup', 'NULL'),
    int('DefaultSupportUserID', 'NULL'),
    text('DefaultSupportUser', 'NULL'),
    rw(text('Domains', 'c.domains')),
    int('SupportHoursMonth', 'c.hours_month'),
    int('SupportHoursUsed', `(${hoursUsed()})`),
    int('SupportHoursRemaining', `max(0, c.hours_month - (${hoursUsed()}))`),
    bool('NeedsIndexing', '0'),
  ],
  custom: [
    rw(text('AccountTier', 'c.tier')),
    rw(int('Seats', 'c.seats')),
    rw(bool('OnSiteSupport', 'c.on_site')),
    rw(day('RenewalDate', 'c.renewal')),
    rw(text('AccountNote', 'c.account_note')),
  ],
};

/** Whole hours of this month's actions on the customer's tickets. */
function hoursUsed(): string {
  return `SELECT coalesce(sum(a.minutes), 0) / 60 FROM ts_ticket_customers l JOIN ts_actions a ON a.ticket_id = l.ticket_id
    WHERE l.customer_id = c.id AND a.created >= unixepoch('now', 'start of month')`;
}

/** Contacts of the portal were there when they were last changed. */
const lastSeen = 'CASE WHEN k.is_portal THEN k.modified END';

/** Reference 2.5. */
export const contacts: Resource = {
  stored: 'ts_contacts',
  required: ['Email'],
  fresh: { is_active: 1, is_portal: 0 },
  single: 'Contact',
  plural: 'Contacts',
  key: 'ContactID',
  from: 'ts_contacts k LEFT JOIN ts_customers c ON c.id = k.customer_id',
  id: 'k.id',
  order: 'k.id',
  pageable: true,
  fields: [
    rw(text('FirstName', 'k.first_name')),
    rw(text('MiddleName', 'k.middle_name')),
    rw(text('LastName', 'k.last_name')),
    rw(text('Email', 'k.email')),
    rw(text('Title', 'k.title')),
    rw(int('OrganizationID', 'k.customer_id'), { refers: 'ts_customers' }),
    text('Organization', 'c.name'),
    rw(bool('IsActive', 'k.is_active'), { empty: 'keep' }),
    rw(bool('IsPortalUser', 'k.is_portal'), { empty: 'keep' }),
    date('DateCreated', 'k.created'),
    date('DateModified', 'k.modified'),
    date('LastLogin', lastSeen),
    date('LastActivity', lastSeen),
    date('LastPing', lastSeen),
    bool('InOffice', '0'),
    text('InOfficeComment', 'NULL'),
    bool('DisableOrganizationTicketsViewOnPortal', '0'),
    bool('PortalViewOnly', '0'),
    bool('BlockInboundEmail', '0'),
  ],
  custom: [
    rw(text('PreferredLanguage', 'k.language')),
    rw(bool('ProductNews', 'k.newsletter')),
    rw(int('PhoneExtension', 'k.extension')),
    rw(day('LastTraining', 'k.trained')),
    rw(text('Nickname', 'k.nickname')),
  ],
};

/** Products that a customer has (reference 2.4). The XML names are inferred. */
export const customerProducts: Table = {
  single: 'OrganizationProduct',
  plural: 'OrganizationProducts',
  key: 'OrganizationProductID',
  from: `ts_customer_products x JOIN ts_products p ON p.id = x.product_id LEFT JOIN ts_versions v ON v.id = x.version_id`,
  id: 'x.id',
  order: 'p.name, v.number, x.id',
  fields: [
    int('OrganizationID', 'x.customer_id'),
    int('ProductID', 'x.product_id'),
    int('ProductVersionID', 'x.version_id'),
    text('Product', 'p.name'),
    text('VersionStatus', 'v.status'),
    text('VersionNumber', 'v.number'),
    date('ReleaseDate', 'v.released'),
    bool('IsReleased', 'v.is_released'),
    date('SupportExpiration', 'x.expires'),
    bool('ClientIsUsingProduct', 'x.in_use'),
    date('DateCreated', 'x.created'),
    date('DateModified', 'x.modified'),
    int('CreatorID', '-1'),
    int('ModifierID', '-1'),
  ],
};

/** Members of a note are not known; these are this desk's own choice. */
export const notes: Table = {
  single: 'Note',
  plural: 'Notes',
  key: 'NoteID',
  from: 'ts_notes n',
  id: 'n.id',
  order: 'n.created DESC, n.id DESC',
  fields: [
    int('OrganizationID', 'n.customer_id'),
    text('Title', 'n.title'),
    html('Description', 'n.description'),
    date('DateCreated', 'n.created'),
    date('DateModified', 'n.modified'),
    int('CreatorID', 'n.creator_id'),
    int('ModifierID', 'n.creator_id'),
    text('CreatorName', nameOf('n.creator_id')),
  ],
};

/** Members of an address are not known; these are this desk's own choice. */
export const addresses: Resource = {
  stored: 'ts_addresses',
  required: [],
  fresh: {},
  single: 'Address',
  plural: 'Addresses',
  key: 'AddressID',
  from: 'ts_addresses d',
  id: 'd.id',
  order: 'd.id',
  fields: [
    int('ContactID', 'd.contact_id'),
    rw(text('Description', 'd.description')),
    rw(text('Addr1', 'd.line1')),
    rw(text('Addr2', 'd.line2')),
    rw(text('Addr3', 'd.line3')),
    rw(text('City', 'd.city')),
    rw(text('State', 'd.state')),
    rw(text('Zip', 'd.zip')),
    rw(text('Country', 'd.country')),
    date('DateCreated', 'd.created'),
    date('DateModified', 'd.modified'),
  ],
};

/** Reference 2.7. */
export const users: Table = {
  single: 'User',
  plural: 'Users',
  key: 'UserID',
  from: 'ts_users u',
  id: 'u.id',
  order: 'u.last_name, u.first_name, u.id',
  fields: [
    text('FirstName', 'u.first_name'),
    text('MiddleName', 'NULL'),
    text('LastName', 'u.last_name'),
    text('Email', 'u.email'),
    text('Title', 'u.title'),
    bool('IsActive', 'u.is_active'),
    date('LastLogin', 'u.last_login'),
    date('LastActivity', 'u.last_login'),
    date('LastPing', 'u.last_login'),
    bool('IsSystemAdmin', 'u.is_admin'),
    bool('IsFinanceAdmin', '0'),
    bool('IsPortalUser', '0'),
    bool('InOffice', 'u.in_office'),
    text('InOfficeComment', 'NULL'),
    date('DateCreated', 'u.created'),
    date('DateModified', 'u.created'),
    bool('IsOnline', 'u.in_office'),
    bool('IsChatUser', '0'),
    int('OrganizationID', account),
    text('Organization', "(SELECT value FROM meta WHERE name = 'organization')"),
    int('GroupID', 'u.group_id'),
  ],
};

/** Reference 2.7. */
export const groups: Table = {
  single: 'Group',
  plural: 'Groups',
  key: 'GroupID',
  from: 'ts_groups g',
  id: 'g.id',
  order: 'g.id',
  fields: [text('Name', 'g.name'), text('Description', 'g.description'), int('OrganizationID', account)],
};
