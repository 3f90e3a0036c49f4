import type { RecordInput, RecordKind, RecordResource } from '../model/records.ts';
import type { TeamSupportClient } from './client.ts';
import type { Entity, MemberType } from './entities.ts';
import * as entities from './entities.ts';

/** How sure the reference is of a path and verb. */
export type Certainty = 'documented' | 'seen' | 'inferred';
export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One path of the reference's catalogue (2.1) and the methods that serve its verbs. */
export interface ApiPath {
  /** Ids stand as `{id}`; a ticket's may be its number. */
  readonly path: string;
  readonly of: 'list' | 'one' | 'link' | 'file';
  readonly verbs: Readonly<Partial<Record<Verb, readonly [Certainty, keyof TeamSupportClient]>>>;
}

/** All that the API has for one kind of record. */
export interface ApiResource {
  readonly kind: RecordKind;
  readonly parents: readonly RecordKind[];
  readonly entity: Entity;
  /** Of the reference. */
  readonly section: string;
  readonly paths: readonly ApiPath[];
  /** Filters that clients use, with their operators, separated by blanks; any other member can be one too (1.14). */
  readonly filters?: string;
  /** The filter for free text. */
  readonly search?: string;
  /** Its list obeys page size and number (1.15); others are answered whole. */
  readonly paged?: boolean;
  /** Further members that only a new one takes. */
  readonly creates?: Readonly<Record<string, MemberType>>;
}

/** The whole API. What it offers as records and what a check-up asks follow from it. */
export const CATALOGUE: readonly ApiResource[] = [
  {
    kind: 'tickets',
    parents: [],
    entity: entities.TICKET,
    section: '2.2',
    paged: true,
    search: 'Name[contains]',
    creates: entities.ticketLinks,
    filters: `Name[contains] TicketNumber TicketID isClosed Status TicketTypeID GroupName UserID ProductID Severity
      IsKnowledgeBase DateCreated[gte] DateModified[gte] DateClosed[gte]`,
    paths: [
      { path: 'tickets', of: 'list', verbs: { GET: ['documented', 'tickets'], POST: ['seen', 'createTicket'] } },
      {
        path: 'tickets/{id}',
        of: 'one',
        verbs: { GET: ['seen', 'ticket'], PUT: ['seen', 'updateTicket'], DELETE: ['seen', 'deleteTicket'] },
      },
    ],
  },
  {
    kind: 'history',
    parents: ['tickets'],
    entity: entities.ACTION,
    section: '2.3',
    filters: 'SystemActionTypeID DateCreated[gte] IsVisibleOnPortal IsKnowledgeBase CreatorID',
    paths: [
      {
        path: 'tickets/{id}/actions',
        of: 'list',
        verbs: { GET: ['seen', 'actions'], POST: ['seen', 'createAction'] },
      },
      {
        path: 'tickets/{id}/actions/{id}',
        of: 'one',
        verbs: { GET: ['seen', 'action'], PUT: ['seen', 'updateAction'], DELETE: ['inferred', 'deleteAction'] },
      },
    ],
  },
  {
    kind: 'attachments',
    parents: ['tickets', 'history'],
    entity: entities.ATTACHMENT,
    section: '2.10',
    paths: [
      {
        path: 'tickets/{id}/actions/{id}/attachments',
        of: 'list',
        verbs: { GET: ['inferred', 'attachments'], POST: ['inferred', 'addAttachment'] },
      },
      {
        path: 'tickets/{id}/actions/{id}/attachments/{id}',
        of: 'file',
        verbs: { GET: ['seen', 'attachmentFile'] },
      },
    ],
  },
  {
    kind: 'ticketLog',
    parents: ['tickets'],
    entity: entities.HISTORY,
    section: '2.10',
    paths: [{ path: 'tickets/{id}/history', of: 'list', verbs: { GET: ['seen', 'ticketHistory'] } }],
  },
  {
    kind: 'ticketContacts',
    parents: ['tickets'],
    entity: entities.CONTACT,
    section: '2.5',
    paths: [
      { path: 'tickets/{id}/contacts', of: 'list', verbs: { GET: ['seen', 'ticketContacts'] } },
      {
        path: 'tickets/{id}/contacts/{id}',
        of: 'link',
        verbs: { POST: ['seen', 'linkContact'], DELETE: ['seen', 'unlinkContact'] },
      },
    ],
  },
  {
    kind: 'ticketCustomers',
    parents: ['tickets'],
    entity: entities.CUSTOMER,
    section: '2.4',
    paths: [
      { path: 'tickets/{id}/customers', of: 'list', verbs: { GET: ['seen', 'ticketCustomers'] } },
      {
        path: 'tickets/{id}/customers/{id}',
        of: 'link',
        verbs: { POST: ['inferred', 'linkCustomer'], DELETE: ['documented', 'unlinkCustomer'] },
      },
    ],
  },
  {
    kind: 'customers',
    parents: [],
    entity: entities.CUSTOMER,
    section: '2.4',
    paged: true,
    search: 'Name[contains]',
    filters: 'Name[contains] IsActive DateCreated[gte] DateModified[gte]',
    paths: [
      {
        path: 'customers',
        of: 'list',
        verbs: { GET: ['documented', 'customers'], POST: ['documented', 'createCustomer'] },
      },
      {
        path: 'customers/{id}',
        of: 'one',
        verbs: {
          GET: ['documented', 'customer'],
          PUT: ['seen', 'updateCustomer'],
          DELETE: ['documented', 'deleteCustomer'],
        },
      },
    ],
  },
  {
    kind: 'customerContacts',
    parents: ['customers'],
    entity: entities.CONTACT,
    section: '2.5',
    search: 'LastName[contains]',
    filters: 'Email FirstName[contains] LastName[contains] IsActive',
    paths: [{ path: 'customers/{id}/contacts', of: 'list', verbs: { GET: ['seen', 'customerContacts'] } }],
  },
  {
    kind: 'customerProducts',
    parents: ['customers'],
    entity: entities.CUSTOMER_PRODUCT,
    section: '2.4',
    filters: 'ProductID',
    paths: [{ path: 'customers/{id}/products', of: 'list', verbs: { GET: ['seen', 'customerProducts'] } }],
  },
  {
    kind: 'customerTickets',
    parents: ['customers'],
    entity: entities.TICKET,
    section: '2.2',
    paged: true,
    search: 'Name[contains]',
    filters: 'Name[contains] TicketNumber isClosed Status DateModified[gte]',
    paths: [{ path: 'customers/{id}/tickets', of: 'list', verbs: { GET: ['documented', 'customerTickets'] } }],
  },
  {
    kind: 'customerNotes',
    parents: ['customers'],
    entity: entities.NOTE,
    section: '2.10',
    paths: [{ path: 'customers/{id}/notes/{id}', of: 'one', verbs: { GET: ['seen', 'customerNote'] } }],
  },
  {
    kind: 'contacts',
    parents: [],
    entity: entities.CONTACT,
    section: '2.5',
    paged: true,
    search: 'LastName[contains]',
    filters: 'Email Email[contains] FirstName[contains] LastName[contains] Organization[contains] IsActive',
    paths: [
      { path: 'contacts', of: 'list', verbs: { GET: ['documented', 'contacts'], POST: ['seen', 'createContact'] } },
      {
        path: 'contacts/{id}',
        of: 'one',
        verbs: { GET: ['seen', 'contact'], PUT: ['inferred', 'updateContact'], DELETE: ['seen', 'deleteContact'] },
      },
    ],
  },
  {
    kind: 'contactAddresses',
    parents: ['contacts'],
    entity: entities.ADDRESS,
    section: '2.1',
    paths: [
      {
        path: 'contacts/{id}/addresses',
        of: 'list',
        verbs: { POST: ['inferred', 'createContactAddress'], PUT: ['inferred', 'updateContactAddress'] },
      },
    ],
  },
  {
    kind: 'products',
    parents: [],
    entity: entities.PRODUCT,
    section: '2.6',
    search: 'Name[contains]',
    filters: 'Name[contains]',
    paths: [
      { path: 'products', of: 'list', verbs: { GET: ['seen', 'products'], POST: ['seen', 'createProduct'] } },
      {
        path: 'products/{id}',
        of: 'one',
        verbs: { GET: ['seen', 'product'], PUT: ['seen', 'updateProduct'], DELETE: ['seen', 'deleteProduct'] },
      },
    ],
  },
  {
    kind: 'productVersions',
    parents: ['products'],
    entity: entities.VERSION,
    section: '2.6',
    filters: 'VersionNumber',
    paths: [{ path: 'products/{id}/versions', of: 'list', verbs: { GET: ['seen', 'productVersions'] } }],
  },
  {
    kind: 'assets',
    parents: [],
    entity: entities.ASSET,
    section: '2.9',
    search: 'Name[contains]',
    filters: 'Name[contains] ProductID ProductVersionNumber',
    paths: [
      { path: 'assets', of: 'list', verbs: { GET: ['seen', 'assets'], POST: ['seen', 'createAsset'] } },
      {
        path: 'assets/{id}',
        of: 'one',
        verbs: { GET: ['inferred', 'asset'], PUT: ['seen', 'updateAsset'], DELETE: ['inferred', 'deleteAsset'] },
      },
    ],
  },
  {
    kind: 'technicians',
    parents: [],
    entity: entities.USER,
    section: '2.7',
    search: 'LastName[contains]',
    filters: 'LastName[contains] Email Organization IsActive',
    paths: [
      { path: 'users', of: 'list', verbs: { GET: ['seen', 'users'] } },
      { path: 'users/{id}', of: 'one', verbs: { GET: ['seen', 'user'] } },
    ],
  },
  {
    kind: 'groups',
    parents: [],
    entity: entities.GROUP,
    section: '2.7',
    search: 'Name[contains]',
    filters: 'Name[contains]',
    paths: [
      { path: 'groups', of: 'list', verbs: { GET: ['seen', 'groups'] } },
      { path: 'groups/{id}', of: 'one', verbs: { GET: ['inferred', 'group'] } },
    ],
  },
  pickList('ticketTypes', entities.TICKET_TYPE, 'seen', 'Name[contains]'),
  pickList('ticketStatuses', entities.TICKET_STATUS, 'documented', 'Name[contains] TicketTypeID IsClosed'),
  pickList('ticketSeverities', entities.TICKET_SEVERITY, 'inferred', 'Name[contains]'),
  pickList('productVersionStatuses', entities.VERSION_STATUS, 'inferred', 'Name[contains]'),
];

/** The path of a resource that has the verb for this use, and how sure that is. */
function pathFor(
  resource: ApiResource,
  of: ApiPath['of'],
  verb: Verb,
): { readonly path: string; readonly certainty: Certainty } | undefined {
  for (const each of resource.paths) {
    const [certainty] = each.verbs[verb] ?? [];
    if (each.of === of && certainty) return { path: each.path, certainty };
  }
  return undefined;
}

/** A resource as the house speaks of it. */
export function toResource(resource: ApiResource): RecordResource {
  const { entity, kind, parents, search } = resource;
  const list = pathFor(resource, 'list', 'GET');
  // A file is more than the text that values are.
  const create = kind !== 'attachments' && pathFor(resource, 'list', 'POST');
  const update = pathFor(resource, 'one', 'PUT') ?? pathFor(resource, 'list', 'PUT');
  const shown = list ?? pathFor(resource, 'one', 'GET');
  return {
    kind,
    parents,
    ...(list ? { list: { filters: filtersOf(resource), ...(search ? { search } : {}) } } : {}),
    get: pathFor(resource, 'one', 'GET') !== undefined,
    ...(create ? { create: inputsOf(entity, { ...entity.writes, ...resource.creates }, entity.required) } : {}),
    ...(update ? { update: inputsOf(entity, entity.writes, []) } : {}),
    remove: pathFor(resource, 'one', 'DELETE') !== undefined,
    link: pathFor(resource, 'link', 'POST') !== undefined,
    download: pathFor(resource, 'file', 'GET') !== undefined,
    upload: kind === 'attachments',
    known: shown !== undefined && shown.certainty !== 'inferred',
  };
}

function filtersOf({ filters = '', entity }: ApiResource): RecordInput[] {
  return filters
    .split(/\s+/)
    .filter(Boolean)
    .map(name => {
      const type = entity.members.get(name.replace(/\[.*/, '').toLowerCase())?.type ?? 'text';
      return inputOf(name, type === 'longText' ? 'text' : type);
    });
}

function inputsOf(
  { inferredWrites = [] }: Entity,
  members: Entity['writes'],
  required: readonly string[],
): RecordInput[] {
  return Object.entries(members).map(([name, type]) => ({
    ...inputOf(name, type),
    ...(required.includes(name) ? { required: true } : {}),
    ...(inferredWrites.includes(name) ? { inferred: true } : {}),
  }));
}

/** A member as an input of the house. */
export function inputOf(name: string, type: MemberType): RecordInput {
  return { name, type, ...(type === 'flag' ? { choices: ['True', 'False'] } : {}) };
}

function pickList(
  kind: 'ticketTypes' | 'ticketStatuses' | 'ticketSeverities' | 'productVersionStatuses',
  entity: Entity,
  certainty: Certainty,
  filters: string,
): ApiResource {
  const path = `properties/${kind.toLowerCase()}`;
  return {
    kind,
    parents: [],
    entity,
    section: '2.8',
    search: 'Name[contains]',
    filters,
    paths: [{ path, of: 'list', verbs: { GET: [certainty, kind] } }],
  };
}
