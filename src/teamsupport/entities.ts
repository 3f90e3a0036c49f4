import type { RecordInput } from '../model/records.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';
import type { BodyValue } from '../wire/xml.ts';

export type MemberType = RecordInput['type'];

/** What a body may hold for a member; `null` empties it, which is inferred (1.7). */
export type MemberValue = BodyValue | null;

/** The members of a body: those that the reference knows, and custom fields by their API field names (1.13). */
export type Body<Known extends string> = { readonly [M in Known]?: MemberValue } & {
  readonly [custom: string]: MemberValue;
};

/** One member that answers carry. */
export interface Member {
  readonly name: string;
  readonly type: MemberType;
  /** What it is to Deskside, where it has a place in the model. */
  readonly meaning?: string;
}

/** What is known of one kind of record of the API. */
export interface Entity {
  /** The XML element of one, the JSON member around one (1.9). */
  readonly name: string;
  /** By lower-case name; the key and `ID` are among them. Answers may carry any others: custom fields. */
  readonly members: ReadonlyMap<string, Member>;
  /** Members that a body may hold. */
  readonly writes: Readonly<Record<string, MemberType>>;
  /** Those of them that no client was seen to send. */
  readonly inferredWrites?: readonly string[];
  /** Members that a new one must have. */
  readonly required: readonly string[];
  /** A title is made of the first of these that have a value. */
  readonly title: readonly string[];
}

/** Members by type, separated by blanks; `Name=meaning` for those that have a place in the model. */
type Reads = Readonly<Partial<Record<MemberType | 'nested', string>>>;

const audit = { date: 'DateCreated DateModified', integer: 'CreatorID ModifierID' } as const;

export const ticketWrites = {
  Name: 'text',
  TicketTypeID: 'integer',
  TicketStatusID: 'integer',
  TicketSeverityID: 'integer',
  Severity: 'text',
  ProductID: 'integer',
  ReportedVersionID: 'integer',
  SolvedVersionID: 'integer',
  GroupID: 'integer',
  UserID: 'integer',
  ParentID: 'integer',
  DueDate: 'date',
  IsVisibleOnPortal: 'flag',
  IsKnowledgeBase: 'flag',
  KnowledgeBaseCategoryID: 'integer',
} as const satisfies Record<string, MemberType>;

/** Only a new ticket takes these: they link a contact and a customer (2.2). */
export const ticketLinks = { ContactID: 'integer', CustomerID: 'integer' } as const satisfies Record<
  string,
  MemberType
>;

export const TICKET = entity('Ticket', {
  title: ['Name'],
  required: [],
  writes: ticketWrites,
  inferredWrites: [
    'TicketSeverityID',
    'GroupID',
    'UserID',
    'ParentID',
    'DueDate',
    'IsKnowledgeBase',
    'KnowledgeBaseCategoryID',
  ],
  reads: {
    integer: `TicketID=id TicketNumber=number StatusPosition SeverityPosition ReportedVersionID SolvedVersionID ProductID
      GroupID=groupId UserID=assigneeId TicketStatusID=statusId TicketTypeID=typeId TicketSeverityID OrganizationID ParentID
      ModifierID CreatorID CloserID DaysClosed DaysOpened SlaViolationTime SlaWarningTime KnowledgeBaseCategoryID`,
    text: `Name=subject Status=status Severity=priority TicketTypeName=type ProductName=product GroupName=group
      UserName=assignee ReportedVersion SolvedVersion CloserName CreatorName ModifierName KnowledgeBaseCategoryName
      TicketSource JiraKey PrimaryCustomer=customer`,
    flag: 'IsClosed=state IsVisibleOnPortal=visibleToCustomer IsKnowledgeBase=knowledgeBase IsSecured',
    date: 'DateCreated=openedAt DateModified=changedAt DateClosed=closedAt DueDate=dueAt',
    decimal: 'HoursSpent=minutesLogged SlaViolationHours SlaWarningHours',
    nested: 'Customers=customer Contacts=contact Tags',
  },
});

export const actionWrites = {
  Description: 'longText',
  TimeSpent: 'integer',
  ActionTypeID: 'integer',
  DateStarted: 'date',
  IsVisibleOnPortal: 'flag',
  IsKnowledgeBase: 'flag',
  CreatorID: 'integer',
} as const satisfies Record<string, MemberType>;

export const ACTION = entity('Action', {
  title: ['Name', 'ActionType'],
  required: [],
  writes: actionWrites,
  inferredWrites: ['DateStarted', 'IsKnowledgeBase'],
  reads: {
    integer: `ActionID=id ActionTypeID SystemActionTypeID=isDescription TimeSpent=minutes CreatorID=authorId ModifierID
      TicketID StatusPosition SeverityPosition TicketNumber ReportedVersionID SolvedVersionID ProductID GroupID UserID
      TicketStatusID TicketTypeID TicketSeverityID OrganizationID CloserID DaysClosed DaysOpened`,
    text: `Name CreatorName=author ModifierName ActionType=kind ProductName ReportedVersion SolvedVersion GroupName
      TicketType UserName Status Severity TicketName CloserName`,
    longText: 'Description=body',
    flag: 'IsVisibleOnPortal=visibility IsKnowledgeBase=knowledgeBase IsClosed',
    date: 'DateCreated=at DateModified DateStarted=startedAt DateClosed',
    decimal: 'HoursSpent',
  },
});

/** No source shows these members (2.10): names are read by likeness. */
export const ATTACHMENT = entity('Attachment', {
  title: ['FileName', 'Name', 'AttachmentName', 'Title'],
  required: [],
  writes: {},
  reads: { integer: 'AttachmentID=id', text: 'FileName=name FileSize=size', date: 'DateCreated=at' },
});

export const HISTORY = entity('History', {
  title: ['Description'],
  required: [],
  writes: {},
  reads: {
    integer: `HistoryID=id ActionLogID=id RefType RefID ActionLogType ${audit.integer}`,
    text: 'Description=text Actor=author',
    date: 'DateCreated=at DateModified',
  },
});

export const customerWrites = {
  Name: 'text',
  Description: 'longText',
  Website: 'text',
  Domains: 'text',
  IsActive: 'flag',
} as const satisfies Record<string, MemberType>;

export const CUSTOMER = entity('Customer', {
  title: ['Name', 'CustomerName'],
  required: ['Name'],
  writes: customerWrites,
  reads: {
    integer: `OrganizationID=id CustomerID=id PrimaryUserID SlaLevelID DefaultWikiArticleID DefaultSupportGroupID
      DefaultSupportUserID EntityID ${audit.integer}`,
    text: `Name=name CustomerName=name Website=website InActiveReason PrimaryContact CreatedBy LastModifiedBy SlaName
      CRMLinkID DefaultSupportGroup DefaultSupportUser Domains CustDisIndex CustDistIndexTrend EmailTicketActions`,
    longText: 'Description',
    flag: 'IsActive=active HasPortalAccess NeedsIndexing',
    date: `${audit.date} SAExpirationDate`,
    decimal: 'SupportHoursMonth SupportHoursUsed SupportHoursRemaining',
  },
});

export const CUSTOMER_PRODUCT = entity('OrganizationProduct', {
  title: ['Product'],
  required: [],
  writes: {},
  reads: {
    integer: `OrganizationProductID=id OrganizationID ProductID ProductVersionID ${audit.integer}`,
    text: 'Product=name VersionStatus=versionStatus VersionNumber=version',
    flag: 'IsReleased ClientIsUsingProduct',
    date: `ReleaseDate SupportExpiration=supportEndsAt ${audit.date}`,
  },
});

/** No source shows the members of a note (2.10). */
export const NOTE = entity('Note', {
  title: ['Title', 'Name', 'Subject'],
  required: [],
  writes: {},
  reads: {
    integer: `NoteID=id ${audit.integer}`,
    text: 'Title=name',
    longText: 'Description=body',
    date: audit.date,
  },
});

export const contactWrites = {
  FirstName: 'text',
  MiddleName: 'text',
  LastName: 'text',
  Email: 'text',
  Title: 'text',
  OrganizationID: 'integer',
  IsPortalUser: 'flag',
  IsActive: 'flag',
} as const satisfies Record<string, MemberType>;

export const CONTACT = entity('Contact', {
  title: ['ContactName'],
  required: [],
  writes: contactWrites,
  inferredWrites: ['MiddleName', 'IsActive'],
  reads: {
    integer: 'ContactID=id OrganizationID=customerId',
    text: `FirstName=name MiddleName LastName=name ContactName=name Email=email Title=title Organization=company
      InOfficeComment`,
    flag: `IsActive=active IsPortalUser InOffice DisableOrganizationTicketsViewOnPortal PortalViewOnly BlockInboundEmail`,
    date: `${audit.date} LastLogin LastActivity LastPing`,
  },
});

/** All that is known of addresses is that they are written (weak); their members are likely names. */
export const addressWrites = {
  AddressID: 'integer',
  Description: 'text',
  Addr1: 'text',
  Addr2: 'text',
  Addr3: 'text',
  City: 'text',
  State: 'text',
  Zip: 'text',
  Country: 'text',
  Comment: 'text',
} as const satisfies Record<string, MemberType>;

export const ADDRESS = entity('Address', {
  title: ['Description'],
  required: [],
  writes: addressWrites,
  inferredWrites: Object.keys(addressWrites),
  reads: { integer: 'AddressID=id' },
});

export const productWrites = { Name: 'text', Description: 'longText' } as const satisfies Record<string, MemberType>;

export const PRODUCT = entity('Product', {
  title: ['Name'],
  required: [],
  writes: productWrites,
  inferredWrites: ['Description'],
  reads: {
    integer: `ProductID=id ${audit.integer}`,
    text: 'Name=name',
    longText: 'Description',
    date: audit.date,
  },
});

export const VERSION = entity('ProductVersion', {
  title: ['VersionNumber', 'Name'],
  required: [],
  writes: {},
  reads: {
    integer: `ProductVersionID=id ProductID ${audit.integer}`,
    text: 'VersionNumber=name VersionStatus',
    longText: 'Description',
    flag: 'IsReleased',
    date: `ReleaseDate ${audit.date}`,
  },
});

export const assetWrites = {
  Name: 'text',
  ProductID: 'integer',
  ProductVersionNumber: 'text',
} as const satisfies Record<string, MemberType>;

export const ASSET = entity('Asset', {
  title: ['Name'],
  required: [],
  writes: assetWrites,
  reads: {
    integer: 'AssetID=id ProductID',
    text: 'Name=name ProductVersionNumber',
    date: audit.date,
  },
});

export const USER = entity('User', {
  title: ['Name', 'UserName'],
  required: [],
  writes: {},
  reads: {
    integer: 'UserID=id OrganizationID GroupID',
    text: 'FirstName=name MiddleName LastName=name Email=email Title InOfficeComment Organization',
    flag: 'IsActive=active IsSystemAdmin IsFinanceAdmin IsPortalUser InOffice IsOnline IsChatUser',
    date: `${audit.date} LastLogin LastActivity LastPing`,
  },
});

export const GROUP = entity('Group', {
  title: ['Name', 'GroupName'],
  required: [],
  writes: {},
  reads: { integer: 'GroupID=id OrganizationID', text: 'Name=name', longText: 'Description' },
});

export const TICKET_TYPE = pickList('TicketType', { text: 'IconURL', integer: 'ProductLineID' });
export const TICKET_STATUS = pickList('TicketStatus', { integer: 'TicketTypeID=typeId', flag: 'IsClosed=closed' });
export const TICKET_SEVERITY = pickList('TicketSeverity', {});
export const VERSION_STATUS = pickList('ProductVersionStatus', { flag: 'IsShipping IsDiscontinued' });

/** Names of all members that are dates: what a desk's way of writing them is learned from. */
export const DATE_MEMBERS: readonly string[] = [
  ...new Set(
    [TICKET, ACTION, HISTORY, CUSTOMER, CUSTOMER_PRODUCT, CONTACT, PRODUCT, VERSION, USER, TICKET_TYPE].flatMap(each =>
      [...each.members.values()].filter(({ type }) => type === 'date').map(({ name }) => name),
    ),
  ),
];

/** The record's own id: its member's name depends on flavour and on list or single (1.9). */
export function idIn(entity: Entity, record: DataRecord): string | undefined {
  const keys = [...entity.members.values()].filter(({ meaning }) => meaning === 'id').map(({ name }) => name);
  return fieldOf(record, ...keys);
}

/** What people would call a record. */
export function titleIn(entity: Entity, record: DataRecord): string {
  const person = ['FirstName', 'MiddleName', 'LastName'].map(name => fieldOf(record, name)?.trim()).filter(Boolean);
  const title = fieldOf(record, ...entity.title) ?? (person.join(' ') || fieldOf(record, 'Email'));
  return (title ?? idIn(entity, record) ?? entity.name).replace(/\s+/g, ' ').trim().slice(0, 200);
}

function pickList(name: string, more: Reads): Entity {
  return entity(name, {
    title: ['Name'],
    required: [],
    writes: {},
    reads: {
      integer: `${name}ID=id Position=order OrganizationID ${audit.integer} ${more.integer ?? ''}`,
      text: `Name=name ${more.text ?? ''}`,
      longText: 'Description',
      flag: more.flag ?? '',
      date: audit.date,
    },
  });
}

function entity(name: string, { reads, ...rest }: Omit<Entity, 'name' | 'members'> & { reads: Reads }): Entity {
  const members = new Map<string, Member>();
  for (const [type, words] of Object.entries(reads) as [MemberType | 'nested', string][]) {
    for (const word of words.split(/\s+/).filter(Boolean)) {
      const [member = '', meaning] = word.split('=');
      members.set(member.toLowerCase(), {
        name: member,
        type: type === 'nested' ? 'list' : type,
        ...(meaning ? { meaning } : {}),
      });
    }
  }
  members.set('id', { name: 'ID', type: 'integer', meaning: 'id' });
  return { name, members, ...rest };
}
