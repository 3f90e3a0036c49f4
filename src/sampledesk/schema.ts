/**
 * Tables of both systems as the first version had them: folders of that time are still in use, so it is never changed.
 * What came later is in `steps`. Instants are whole seconds since 1970 UTC, flags are 0 and 1.
 */
export const schema = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE rd_groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL, category TEXT NOT NULL, source TEXT NOT NULL) STRICT;
CREATE TABLE rd_techs (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE COLLATE NOCASE, name TEXT NOT NULL, email TEXT, phone TEXT,
  extension TEXT, groups TEXT, rights TEXT, viewable_tickets TEXT, supervisor TEXT, date_added INTEGER NOT NULL) STRICT;
CREATE TABLE rd_companies (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, address TEXT, city TEXT, state TEXT, zip TEXT,
  country TEXT, phone TEXT, email TEXT, portal INTEGER) STRICT;
CREATE INDEX rd_companies_name ON rd_companies(name);
CREATE TABLE rd_customers (id INTEGER PRIMARY KEY, cid TEXT NOT NULL UNIQUE COLLATE NOCASE, company_id INTEGER REFERENCES rd_companies(id),
  contact TEXT, email TEXT, phone TEXT, portal TEXT, support TEXT NOT NULL, chat TEXT NOT NULL, contracts TEXT, date_added INTEGER NOT NULL) STRICT;
CREATE TABLE rd_tickets (id INTEGER PRIMARY KEY, cid TEXT NOT NULL COLLATE NOCASE, company_id INTEGER REFERENCES rd_companies(id), contact TEXT,
  phone TEXT, email TEXT, source TEXT, open_date INTEGER NOT NULL, close_date INTEGER, due_date INTEGER, last_updated INTEGER NOT NULL,
  category TEXT, sub_category TEXT, assigned_to TEXT COLLATE NOCASE, assigned_group INTEGER REFERENCES rd_groups(id), escalation_level TEXT,
  status TEXT NOT NULL COLLATE NOCASE, priority TEXT, subject TEXT NOT NULL, description TEXT NOT NULL, customer_group TEXT) STRICT;
CREATE INDEX rd_tickets_status ON rd_tickets(status);
CREATE INDEX rd_tickets_assigned ON rd_tickets(assigned_to);
CREATE INDEX rd_tickets_group ON rd_tickets(assigned_group);
CREATE INDEX rd_tickets_cid ON rd_tickets(cid);
CREATE INDEX rd_tickets_open ON rd_tickets(open_date);
CREATE INDEX rd_tickets_updated ON rd_tickets(last_updated);
CREATE TABLE rd_history (id INTEGER PRIMARY KEY, tid INTEGER NOT NULL REFERENCES rd_tickets(id), date_added INTEGER NOT NULL, added_by TEXT,
  name TEXT, type TEXT NOT NULL, internal TEXT NOT NULL, notes TEXT NOT NULL) STRICT;
CREATE INDEX rd_history_tid ON rd_history(tid);
CREATE TABLE rd_attachments (id INTEGER PRIMARY KEY, tid INTEGER NOT NULL REFERENCES rd_tickets(id), file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL, file_date INTEGER NOT NULL) STRICT;
CREATE INDEX rd_attachments_tid ON rd_attachments(tid);
CREATE TABLE rd_line_items (id INTEGER PRIMARY KEY, tid INTEGER REFERENCES rd_tickets(id), uid TEXT COLLATE NOCASE, cid TEXT COLLATE NOCASE,
  cost TEXT, date INTEGER NOT NULL, title TEXT, category TEXT, duration REAL, time_unit TEXT, notes TEXT) STRICT;
CREATE INDEX rd_line_items_tid ON rd_line_items(tid);
CREATE INDEX rd_line_items_uid ON rd_line_items(uid);
CREATE TABLE rd_time (id INTEGER PRIMARY KEY, tid INTEGER REFERENCES rd_tickets(id), uid TEXT COLLATE NOCASE, cid TEXT COLLATE NOCASE,
  date INTEGER NOT NULL, duration REAL NOT NULL, time_unit TEXT NOT NULL, notes TEXT) STRICT;
CREATE INDEX rd_time_cid ON rd_time(cid);

CREATE TABLE ts_users (id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL, name TEXT NOT NULL, email TEXT, title TEXT,
  is_active INTEGER NOT NULL, is_admin INTEGER NOT NULL, in_office INTEGER NOT NULL, group_id INTEGER, last_login INTEGER, created INTEGER NOT NULL) STRICT;
CREATE TABLE ts_groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT) STRICT;
CREATE TABLE ts_types (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT, position INTEGER NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE ts_statuses (id INTEGER PRIMARY KEY, type_id INTEGER NOT NULL REFERENCES ts_types(id), name TEXT NOT NULL, description TEXT,
  position INTEGER NOT NULL, is_closed INTEGER NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE ts_severities (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT, position INTEGER NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE ts_action_types (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE ts_products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT, created INTEGER NOT NULL, modified INTEGER NOT NULL) STRICT;
CREATE TABLE ts_versions (id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL REFERENCES ts_products(id) ON DELETE CASCADE, number TEXT NOT NULL,
  status TEXT NOT NULL, released INTEGER, is_released INTEGER NOT NULL, description TEXT) STRICT;
CREATE TABLE ts_customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT, website TEXT, domains TEXT, is_active INTEGER NOT NULL,
  portal INTEGER NOT NULL, primary_contact INTEGER, expires INTEGER, hours_month INTEGER, tier TEXT, creator_id INTEGER NOT NULL,
  created INTEGER NOT NULL, modified INTEGER NOT NULL) STRICT;
CREATE TABLE ts_contacts (id INTEGER PRIMARY KEY, first_name TEXT, middle_name TEXT, last_name TEXT, email TEXT, title TEXT,
  customer_id INTEGER REFERENCES ts_customers(id) ON DELETE SET NULL, is_active INTEGER NOT NULL, is_portal INTEGER NOT NULL, created INTEGER NOT NULL,
  modified INTEGER NOT NULL) STRICT;
CREATE INDEX ts_contacts_customer ON ts_contacts(customer_id);
CREATE TABLE ts_tickets (id INTEGER PRIMARY KEY, number INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, type_id INTEGER NOT NULL REFERENCES ts_types(id),
  status_id INTEGER NOT NULL REFERENCES ts_statuses(id), severity_id INTEGER REFERENCES ts_severities(id), is_closed INTEGER NOT NULL,
  product_id INTEGER REFERENCES ts_products(id) ON DELETE SET NULL, reported_id INTEGER REFERENCES ts_versions(id) ON DELETE SET NULL,
  solved_id INTEGER REFERENCES ts_versions(id) ON DELETE SET NULL, group_id INTEGER REFERENCES ts_groups(id), user_id INTEGER REFERENCES ts_users(id),
  parent_id INTEGER, is_visible INTEGER NOT NULL, is_kb INTEGER NOT NULL, source TEXT, created INTEGER NOT NULL, modified INTEGER NOT NULL,
  closed INTEGER, due INTEGER, creator_id INTEGER NOT NULL, modifier_id INTEGER NOT NULL, closer_id INTEGER, minutes INTEGER NOT NULL DEFAULT 0,
  sla_hours REAL, environment TEXT, regression INTEGER NOT NULL DEFAULT 0, effort_days REAL) STRICT;
CREATE INDEX ts_tickets_modified ON ts_tickets(modified);
CREATE INDEX ts_tickets_created ON ts_tickets(created);
CREATE INDEX ts_tickets_user ON ts_tickets(user_id, is_closed);
CREATE INDEX ts_tickets_group ON ts_tickets(group_id, is_closed);
CREATE INDEX ts_tickets_closed ON ts_tickets(is_closed);
CREATE TABLE ts_ticket_customers (ticket_id INTEGER NOT NULL REFERENCES ts_tickets(id) ON DELETE CASCADE,
  customer_id INTEGER NOT NULL REFERENCES ts_customers(id) ON DELETE CASCADE, PRIMARY KEY (ticket_id, customer_id)) STRICT, WITHOUT ROWID;
CREATE INDEX ts_ticket_customers_customer ON ts_ticket_customers(customer_id);
CREATE TABLE ts_ticket_contacts (ticket_id INTEGER NOT NULL REFERENCES ts_tickets(id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES ts_contacts(id) ON DELETE CASCADE, PRIMARY KEY (ticket_id, contact_id)) STRICT, WITHOUT ROWID;
CREATE INDEX ts_ticket_contacts_contact ON ts_ticket_contacts(contact_id);
CREATE TABLE ts_ticket_tags (ticket_id INTEGER NOT NULL REFERENCES ts_tickets(id) ON DELETE CASCADE, value TEXT NOT NULL,
  PRIMARY KEY (ticket_id, value)) STRICT, WITHOUT ROWID;
CREATE TABLE ts_actions (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES ts_tickets(id) ON DELETE CASCADE, type_id INTEGER,
  system_type INTEGER NOT NULL, name TEXT, description TEXT NOT NULL, minutes INTEGER, started INTEGER, is_visible INTEGER NOT NULL, is_kb INTEGER NOT NULL,
  created INTEGER NOT NULL, modified INTEGER NOT NULL, creator_id INTEGER NOT NULL, modifier_id INTEGER NOT NULL) STRICT;
CREATE INDEX ts_actions_ticket ON ts_actions(ticket_id);
CREATE TABLE ts_attachments (id INTEGER PRIMARY KEY, action_id INTEGER NOT NULL REFERENCES ts_actions(id) ON DELETE CASCADE, file_name TEXT NOT NULL,
  file_type TEXT NOT NULL, content BLOB NOT NULL, created INTEGER NOT NULL, creator_id INTEGER NOT NULL) STRICT;
CREATE INDEX ts_attachments_action ON ts_attachments(action_id);
CREATE TABLE ts_history (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES ts_tickets(id) ON DELETE CASCADE, action INTEGER NOT NULL,
  description TEXT NOT NULL, created INTEGER NOT NULL, actor_id INTEGER NOT NULL, actor TEXT) STRICT;
CREATE INDEX ts_history_ticket ON ts_history(ticket_id);
`;

/**
 * What later versions added, in order: a new database takes all steps, an older one those it has not taken yet
 * (`PRAGMA user_version` counts them). A step that was released is never changed; a new one goes to the end.
 */
export const steps: readonly string[] = [
  // The last id that a table gave out, so that none comes again after a deletion.
  'CREATE TABLE sequences (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT',
  `
CREATE TABLE ts_requests (hour INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT;
CREATE TABLE ts_kb_categories (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
ALTER TABLE ts_tickets ADD COLUMN kb_category_id INTEGER REFERENCES ts_kb_categories(id);
ALTER TABLE ts_tickets ADD COLUMN go_live INTEGER;
ALTER TABLE ts_tickets ADD COLUMN workaround TEXT;
ALTER TABLE ts_customers ADD COLUMN seats INTEGER;
ALTER TABLE ts_customers ADD COLUMN on_site INTEGER;
ALTER TABLE ts_customers ADD COLUMN renewal INTEGER;
ALTER TABLE ts_customers ADD COLUMN account_note TEXT;
ALTER TABLE ts_contacts ADD COLUMN language TEXT;
ALTER TABLE ts_contacts ADD COLUMN newsletter INTEGER;
ALTER TABLE ts_contacts ADD COLUMN extension INTEGER;
ALTER TABLE ts_contacts ADD COLUMN trained INTEGER;
ALTER TABLE ts_contacts ADD COLUMN nickname TEXT;
ALTER TABLE ts_products ADD COLUMN support_level TEXT;
ALTER TABLE ts_products ADD COLUMN open_source INTEGER;
ALTER TABLE ts_products ADD COLUMN list_price REAL;
ALTER TABLE ts_products ADD COLUMN end_of_life INTEGER;
ALTER TABLE ts_products ADD COLUMN successor TEXT;
CREATE TABLE ts_assets (id INTEGER PRIMARY KEY, name TEXT NOT NULL, product_id INTEGER REFERENCES ts_products(id) ON DELETE SET NULL, version TEXT,
  assigned_to TEXT, serial TEXT, cores INTEGER, under_warranty INTEGER, warranty_until INTEGER, inventory TEXT, created INTEGER NOT NULL,
  modified INTEGER NOT NULL) STRICT;
CREATE TABLE ts_notes (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES ts_customers(id) ON DELETE CASCADE, title TEXT NOT NULL,
  description TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, creator_id INTEGER NOT NULL) STRICT;
CREATE INDEX ts_notes_customer ON ts_notes(customer_id);
CREATE TABLE ts_addresses (id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES ts_contacts(id) ON DELETE CASCADE, description TEXT,
  line1 TEXT, line2 TEXT, line3 TEXT, city TEXT, state TEXT, zip TEXT, country TEXT, created INTEGER NOT NULL, modified INTEGER NOT NULL) STRICT;
CREATE INDEX ts_addresses_contact ON ts_addresses(contact_id);
CREATE TABLE ts_customer_products (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES ts_customers(id) ON DELETE CASCADE,
  product_id INTEGER NOT NULL REFERENCES ts_products(id) ON DELETE CASCADE, version_id INTEGER REFERENCES ts_versions(id) ON DELETE SET NULL,
  expires INTEGER, in_use INTEGER NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL) STRICT;
CREATE INDEX ts_customer_products_customer ON ts_customer_products(customer_id);
CREATE TRIGGER ts_contact_gone AFTER DELETE ON ts_contacts BEGIN
  UPDATE ts_customers SET primary_contact = NULL WHERE primary_contact = OLD.id; END;
CREATE TRIGGER ts_ticket_gone AFTER DELETE ON ts_tickets BEGIN
  UPDATE ts_tickets SET parent_id = NULL WHERE parent_id = OLD.id; END;
`,
  `
ALTER TABLE rd_techs ADD COLUMN customer_groups TEXT;
ALTER TABLE rd_techs ADD COLUMN chat_queues TEXT;
CREATE TABLE rd_invoices (id INTEGER PRIMARY KEY, cid TEXT NOT NULL COLLATE NOCASE, date INTEGER NOT NULL, from_date INTEGER NOT NULL,
  to_date INTEGER NOT NULL, total TEXT NOT NULL, status TEXT NOT NULL) STRICT;
CREATE INDEX rd_invoices_cid ON rd_invoices(cid);
ALTER TABLE rd_line_items ADD COLUMN invoice_id INTEGER REFERENCES rd_invoices(id);
CREATE INDEX rd_line_items_cid ON rd_line_items(cid);
CREATE INDEX rd_line_items_invoice ON rd_line_items(invoice_id);
CREATE TABLE rd_articles (id INTEGER PRIMARY KEY, title TEXT NOT NULL, category TEXT NOT NULL, keywords TEXT NOT NULL, content TEXT NOT NULL,
  added_by TEXT, customer_viewable TEXT NOT NULL, date_added INTEGER NOT NULL, last_updated INTEGER NOT NULL) STRICT;
CREATE TABLE rd_schedules (id INTEGER PRIMARY KEY, title TEXT NOT NULL, category TEXT, status TEXT NOT NULL, tid INTEGER REFERENCES rd_tickets(id),
  cids TEXT, uids TEXT, groups TEXT, start_date INTEGER NOT NULL, end_date INTEGER, date_completed INTEGER, recurring TEXT NOT NULL,
  recurrence_type TEXT, interval INTEGER, interval_unit TEXT, weekdays TEXT) STRICT;
CREATE INDEX rd_schedules_tid ON rd_schedules(tid);
CREATE TABLE rd_asset_fields (id INTEGER PRIMARY KEY, label TEXT NOT NULL UNIQUE COLLATE NOCASE, type TEXT NOT NULL, visible TEXT, customer_viewable TEXT,
  required TEXT, size INTEGER, max_size INTEGER, rows INTEGER, cols INTEGER, default_state TEXT, display_overview TEXT, data_type TEXT NOT NULL) STRICT;
CREATE TABLE rd_assets (id INTEGER PRIMARY KEY, tid INTEGER REFERENCES rd_tickets(id), cid TEXT COLLATE NOCASE, date_added INTEGER NOT NULL,
  added_by TEXT, last_updated INTEGER NOT NULL) STRICT;
CREATE INDEX rd_assets_tid ON rd_assets(tid);
CREATE INDEX rd_assets_cid ON rd_assets(cid);
CREATE TABLE rd_asset_values (asset_id INTEGER NOT NULL REFERENCES rd_assets(id), field_id INTEGER NOT NULL REFERENCES rd_asset_fields(id),
  value ANY NOT NULL, PRIMARY KEY (asset_id, field_id)) STRICT, WITHOUT ROWID;
`,
  // Narrow: a page deep in a long list, or of what changed, is found without passing the texts of all rows before it.
  `
CREATE INDEX rd_tickets_id ON rd_tickets(id);
CREATE INDEX rd_history_id ON rd_history(id);
CREATE INDEX ts_tickets_id ON ts_tickets(id, modified);
CREATE INDEX ts_tickets_closed_id ON ts_tickets(is_closed, id, modified);
`,
];
