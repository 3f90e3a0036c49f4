import type { FieldNames } from '../model/desk.ts';
import type { OtherField } from '../model/ticket.ts';
import type { DataRecord } from '../wire/records.ts';

/**
 * The output tables of most actions are a gap, so each of our fields is looked for under these names, likeliest first.
 * Names are compared without regard to letter case, `_`, `-`, `.` and blanks.
 */
export type NameTable = Readonly<Record<string, string>>;

const TICKET = {
  number: 'tid ticketid ticketnumber ticketno ticketnum number ticket id recordid',
  subject: 'subject ticketsubject title tickettitle summary shortdescription headline topic issue problem name',
  description:
    'description ticketdescription longdescription problemdescription details detail body message text content ' +
    'request question problem issue notes note comments',
  status: 'status ticketstatus statusname currentstatus state ticketstate',
  priority: 'priority ticketpriority priorityname prioritylevel urgency severity importance',
  category: 'category ticketcategory categoryname',
  type: 'type tickettype typename',
  groupName:
    'assignedgroupname groupname techgroupname techniciangroupname teamname assignedgroup group techgroup techniciangroup team queue department',
  groupId: 'assignedgroupid groupid techgroupid gid',
  assigneeId:
    'assignedto assigneduid uid techid technicianid assignedtoid assignedtechid assignedtech assignedtechnician ' +
    'assigned assignee assigneeid ownerid owner tech technician agent agentid',
  assigneeName:
    'assignedtoname assignedname techname technicianname assignedtechname assignedtechnicianname assigneename ownername agentname',
  customerId: 'cid customerid custid customercid clientid accountid customer',
  customerName:
    'company companyname customername custname customer organization organisation clientname client accountname account',
  contact:
    'contact contactname contactperson caller callername requester requestername requestedby submittedby reportedby fullname',
  openedAt:
    'opendate opendatetime opened openedat openeddate dateopened dateopen opentime createdate created createdat createddate ' +
    'datecreated creationdate entereddate dateentered submitdate submitteddate datesubmitted insertdate dateinserted ' +
    'inserted adddate dateadded startdate ticketdate date',
  changedAt:
    'lastupdated lastupdate lastupdatedate lastupdateddate updated updatedat updatedate updateddate dateupdated modified ' +
    'modifydate modifieddate modifiedat datemodified lastmodified lastmodifieddate lastmodifiedat changed changedate changedat ' +
    'datechanged lastchange lastchanged lastactivity lastactivitydate lastaction lastactiondate lasthistory activitydate',
  closedAt:
    'closedate closeddate dateclosed closedat closedatetime closedon closed resolvedate resolveddate dateresolved resolvedat ' +
    'completeddate datecompleted completiondate finishdate enddate',
  dueAt: 'duedate datedue due dueat duedatetime dueby deadline targetdate expecteddate',
} as const satisfies NameTable;

const HISTORY = {
  id: 'id historyid hid entryid recordid noteid actionid logid',
  ticket: 'tid ticketid ticketnumber ticketno ticketnum ticket',
  at: 'date datetime historydate historydatetime entrydate entrydatetime notedate actiondate dateadded adddate addeddate insertdate dateinserted created createdate createdat createddate datecreated entered dateentered timestamp updated updatedate lastupdated time',
  authorId:
    'uid techid technicianid userid addedby enteredby createdby updatedby postedby madeby writtenby author by tech technician user agent',
  authorName:
    'techname technicianname username authorname addedbyname enteredbyname createdbyname name fullname from contactname contact customername',
  customerId: 'cid customerid custid customer',
  role: 'role usertype authortype postedbytype addedbytype enteredbytype usertypename',
  kind: 'type historytype entrytype actiontype kind activity event status ticketstatus action',
  public:
    'public ispublic customerviewable customervisible visibletocustomer visible isvisible viewable showcustomer portal visibility',
  internal: 'private isprivate internal isinternal internalonly techonly hidden ishidden',
  body: 'notes note comments comment text description details detail message body history historytext entry content response update remarks action',
} as const satisfies NameTable;

const LINE_ITEM = {
  id: 'id lineitemid itemid billingid entryid recordid lid',
  ticket: 'tid ticketid ticketnumber ticketno ticketnum',
  at: 'date datetime itemdate entrydate lineitemdate startdate workdate dateadded adddate insertdate created createdate createddate datecreated',
  uid: 'uid techid technicianid userid tech technician user addedby enteredby createdby',
  techName: 'techname technicianname username name',
  category: 'category billingcategory categoryname',
  duration: 'duration quantity qty amount timespent time length',
  hours: 'hours durationhours hoursspent totalhours',
  minutes: 'minutes durationminutes minutesspent totalminutes',
  unit: 'timeunit unit durationunit units timeunits unitoftime',
  title: 'title subject name summary',
  notes: 'notes note comments comment description details text memo',
} as const satisfies NameTable;

const TECHNICIAN = {
  id: 'uid techid technicianid userid username login loginname loginid user id',
  name: 'name fullname techname technicianname displayname realname',
  first: 'firstname givenname',
  last: 'lastname surname familyname',
  email: 'email emailaddress mail techemail',
  active: 'active isactive enabled isenabled',
  inactive: 'disabled isdisabled inactive isinactive deleted isdeleted locked',
} as const satisfies NameTable;

const CUSTOMER = {
  id: 'cid customerid custid customercid userid username login id',
  name: 'contact contactname fullname name customername displayname',
  first: 'firstname givenname',
  last: 'lastname surname familyname',
  company: 'company companyname organization organisation account accountname',
  email: 'email emailaddress mail customeremail',
} as const satisfies NameTable;

/** The name tables by kind of record. */
const TABLES = {
  tickets: TICKET,
  history: HISTORY,
  lineItems: LINE_ITEM,
  technicians: TECHNICIAN,
  customers: CUSTOMER,
} as const satisfies Readonly<Record<string, NameTable>>;

export type Tables = { readonly [K in keyof typeof TABLES]: { readonly [F in keyof (typeof TABLES)[K]]: string } };

/** The tables with the names that the user's settings add, which are looked for first. */
export function tablesWith(fieldNames: FieldNames | undefined): Tables {
  if (!fieldNames) return TABLES;
  const merged = Object.entries(TABLES).map(([kind, table]) => {
    const fields = Object.entries(table).map(([field, names]) => {
      const more = fieldNames[kind]?.[field] ?? [];
      return [field, [...more.map(likeness), names].join(' ')];
    });
    return [kind, Object.fromEntries(fields)];
  });
  return Object.fromEntries(merged) as Tables;
}

/** Names are compared in this form. */
function likeness(name: string): string {
  return name.toLowerCase().replace(/[_\-. ]/g, '');
}

/** A record whose fields are found by likeness, and which knows what nobody asked for. */
export class FieldReader {
  readonly #fields = new Map<string, { name: string; value: string }>();
  readonly #used = new Set<string>();

  constructor(record: DataRecord) {
    for (const [name, value] of Object.entries(record.values)) {
      const key = likeness(name);
      if (!this.#fields.get(key)?.value.trim()) this.#fields.set(key, { name, value });
    }
  }

  /** The first of `names` with a value that no other field has taken; that field is then taken. */
  take(names: string): string | undefined {
    for (const key of names.split(' ')) {
      const found = this.#fields.get(key);
      if (found?.value.trim() && !this.#used.has(key)) {
        this.#used.add(key);
        return found.value;
      }
    }
    return undefined;
  }

  /** What no field was taken for, with the desk's own names. */
  rest(): OtherField[] {
    return [...this.#fields]
      .filter(([key, { value }]) => !this.#used.has(key) && value.trim())
      .map(([, { name, value }]) => ({ name, value: value.trim() }));
  }
}
