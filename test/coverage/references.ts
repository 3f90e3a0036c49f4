/** One action or path of the two vendors' references, as `docs/coverage.md` lists it. */
export interface ReferenceRow {
  readonly system: 'readydesk' | 'teamsupport';
  /** The vendor's section, or the resource. */
  readonly section: string;
  /** `get_tickets`, or a verb and a path template: `GET tickets/{id}`. */
  readonly name: string;
  /** How sure the reference is of the name. */
  readonly certainty: 'documented' | 'name only' | 'seen in clients' | 'inferred';
}

type Certainty = ReferenceRow['certainty'];

const documented: Certainty = 'documented';
const named: Certainty = 'name only';
const seen: Certainty = 'seen in clients';
const inferred: Certainty = 'inferred';

function actions(section: string, ...names: readonly (string | readonly [string, Certainty])[]): ReferenceRow[] {
  return names.map(each => {
    const [name, certainty] = typeof each === 'string' ? [each, documented] : each;
    return { system: 'readydesk', section, name, certainty };
  });
}

function paths(path: string, verbs: Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', Certainty>>>) {
  return Object.entries(verbs).map(
    ([verb, certainty]): ReferenceRow => ({
      system: 'teamsupport',
      section: path.split('/')[0] ?? path,
      name: `${verb} ${path}`,
      certainty,
    }),
  );
}

/**
 * Every action of ReadyDesk's menu and every path of TeamSupport's catalogue. Typed from the references, not from the
 * code: what the code forgets shows as an empty cell.
 */
export const references: readonly ReferenceRow[] = [
  ...actions('Customers', 'get_customers', 'add_customer', 'update_customer'),
  ...actions('Companies', 'get_companies', 'add_company', 'update_company'),
  ...actions('Technicians', 'get_techs', 'add_tech', 'update_tech'),
  ...actions('Technician Groups', 'get_tech_groups', ['add_group', named], ['update_group', named]),
  ...actions('Tickets', 'get_tickets', 'add_ticket', 'update_ticket'),
  ...actions('Ticket History', 'get_history', ['add_history', inferred]),
  ...actions('Ticket Attachments', 'get_attachments'),
  ...actions('Billing Line Items', 'get_line_items', ['add_line_item', inferred], ['update_line_item', inferred]),
  ...actions('Billing Invoices', 'get_invoices', 'add_invoice'),
  ...actions('Time Tracking', 'get_time'),
  ...actions('Knowledge Base Articles', ['get_kb_articles', named]),
  ...actions('Scheduling', ['get_schedules', inferred], 'add_schedule', 'update_schedule'),
  ...actions(
    'Asset Managements',
    'get_assets',
    'get_asset_fields',
    ['add_asset_field', inferred],
    'update_asset_field',
  ),

  ...paths('tickets', { GET: documented, POST: seen }),
  ...paths('tickets/{id}', { GET: seen, PUT: seen, DELETE: seen }),
  ...paths('tickets/{id}/actions', { GET: seen, POST: seen }),
  ...paths('tickets/{id}/actions/{id}', { GET: seen, PUT: seen, DELETE: inferred }),
  ...paths('tickets/{id}/actions/{id}/attachments', { GET: inferred, POST: inferred }),
  ...paths('tickets/{id}/actions/{id}/attachments/{id}', { GET: seen }),
  ...paths('tickets/{id}/contacts', { GET: seen }),
  ...paths('tickets/{id}/contacts/{id}', { POST: seen, DELETE: seen }),
  ...paths('tickets/{id}/customers', { GET: seen }),
  ...paths('tickets/{id}/customers/{id}', { POST: inferred, DELETE: documented }),
  ...paths('tickets/{id}/history', { GET: seen }),
  ...paths('customers', { GET: documented, POST: documented }),
  ...paths('customers/{id}', { GET: documented, PUT: seen, DELETE: documented }),
  ...paths('customers/{id}/contacts', { GET: seen }),
  ...paths('customers/{id}/products', { GET: seen }),
  ...paths('customers/{id}/tickets', { GET: documented }),
  ...paths('customers/{id}/notes/{id}', { GET: seen }),
  ...paths('contacts', { GET: documented, POST: seen }),
  ...paths('contacts/{id}', { GET: seen, PUT: inferred, DELETE: seen }),
  ...paths('contacts/{id}/addresses', { POST: inferred, PUT: inferred }),
  ...paths('products', { GET: seen, POST: seen }),
  ...paths('products/{id}', { GET: seen, PUT: seen, DELETE: seen }),
  ...paths('products/{id}/versions', { GET: seen }),
  ...paths('assets', { GET: seen, POST: seen }),
  ...paths('assets/{id}', { GET: inferred, PUT: seen, DELETE: inferred }),
  ...paths('users', { GET: seen }),
  ...paths('users/{id}', { GET: seen }),
  ...paths('groups', { GET: seen }),
  ...paths('properties/ticketstatuses', { GET: documented }),
  ...paths('properties/tickettypes', { GET: seen }),
  ...paths('properties/ticketseverities', { GET: inferred }),
  ...paths('properties/productversionstatuses', { GET: inferred }),
];

/** The action that a ReadyDesk request asks for, or verb and template of a TeamSupport request. */
export function nameOfRequest(
  method: string,
  address: URL,
): { system: ReferenceRow['system']; name: string } | undefined {
  const action = address.searchParams.get('action');
  if (action) return { system: 'readydesk', name: action };
  const path = /\/api\/(?:xml|json)\/(.*)$/i.exec(address.pathname)?.[1];
  if (path === undefined) return undefined;
  const steps = path.toLowerCase().replace(/\/+$/, '').split('/');
  const template = steps.map(step => (/^[a-z]+$/.test(step) ? step : '{id}')).join('/');
  return { system: 'teamsupport', name: `${method} ${template}` };
}
