import type { FieldNameKind, fieldNameKinds } from '../model/fieldNames.ts';

/**
 * The output tables of most actions are a gap, so each of our fields is looked for under these names, likeliest first.
 * Names are compared without regard to letter case, `_`, `-`, `.` and blanks. Fields stand in the order in which they
 * are taken from a record: a name belongs to the first that takes it.
 */
export const TABLES = {
  tickets: {
    number: 'tid ticketid ticketnumber ticketno ticketnum number ticket id recordid',
    subject: 'subject ticketsubject title tickettitle summary shortdescription headline topic issue problem name',
    status: 'status ticketstatus statusname currentstatus state ticketstate',
    priority: 'priority ticketpriority priorityname prioritylevel urgency severity importance',
    description:
      'description ticketdescription longdescription problemdescription details detail body message text content ' +
      'request question problem issue notes note comments',
    groupId: 'assignedgroupid groupid techgroupid gid',
    groupName:
      'assignedgroupname groupname techgroupname techniciangroupname teamname assignedgroup group techgroup ' +
      'techniciangroup team queue department',
    assigneeName:
      'assignedtoname assignedname techname technicianname assignedtechname assignedtechnicianname assigneename ' +
      'ownername agentname',
    assigneeId:
      'assignedto assigneduid uid techid technicianid assignedtoid assignedtechid assignedtech assignedtechnician ' +
      'assigned assignee assigneeid ownerid owner tech technician agent agentid',
    customerId: 'cid customerid custid customercid clientid accountid customer',
    customerName:
      'company companyname customername custname customer organization organisation clientname client accountname account',
    contact:
      'contact contactname contactperson caller callername requester requestername requestedby submittedby reportedby fullname',
    closedAt:
      'closedate closeddate dateclosed closedat closedatetime closedon closed resolvedate resolveddate dateresolved ' +
      'resolvedat completeddate datecompleted completiondate finishdate enddate',
    type: 'type tickettype typename',
    category: 'category ticketcategory categoryname',
    openedAt:
      'opendate opendatetime opened openedat openeddate dateopened dateopen opentime createdate created createdat ' +
      'createddate datecreated creationdate entereddate dateentered submitdate submitteddate datesubmitted insertdate ' +
      'dateinserted inserted adddate dateadded startdate ticketdate date',
    changedAt:
      'lastupdated lastupdate lastupdatedate lastupdateddate updated updatedat updatedate updateddate dateupdated ' +
      'modified modifydate modifieddate modifiedat datemodified lastmodified lastmodifieddate lastmodifiedat changed ' +
      'changedate changedat datechanged lastchange lastchanged lastactivity lastactivitydate lastaction lastactiondate ' +
      'lasthistory activitydate',
    dueAt: 'duedate datedue due dueat duedatetime dueby deadline targetdate expecteddate',
    subCategory: 'subcategory subcategoryname ticketsubcategory',
    source: 'source ticketsource sourcename origin channel',
    escalation: 'escalationlevel escalation escalationlevelname',
    customerGroup: 'customergroup customergroupname custgroup',
    phone: 'phone phonenumber telephone tel customerphone contactphone callbacknumber',
    email: 'email emailaddress mail customeremail contactemail',
  },
  history: {
    ticket: 'tid ticketid ticketnumber ticketno ticketnum ticket',
    id: 'id historyid hid entryid recordid noteid actionid logid',
    body: 'notes note comments comment text description details detail message body history historytext entry content response update remarks action',
    authorId:
      'uid techid technicianid userid addedby enteredby createdby updatedby postedby madeby writtenby author by tech ' +
      'technician user agent',
    authorName:
      'techname technicianname username authorname addedbyname enteredbyname createdbyname name fullname from ' +
      'contactname contact customername',
    customerId: 'cid customerid custid customer',
    kind: 'type historytype entrytype actiontype kind activity event status ticketstatus action',
    at: 'date datetime historydate historydatetime entrydate entrydatetime notedate actiondate dateadded adddate addeddate insertdate dateinserted created createdate createdat createddate datecreated entered dateentered timestamp updated updatedate lastupdated time',
    role: 'role usertype authortype postedbytype addedbytype enteredbytype usertypename',
    internal: 'private isprivate internal isinternal internalonly techonly hidden ishidden',
    public:
      'public ispublic customerviewable customervisible visibletocustomer visible isvisible viewable showcustomer portal visibility',
  },
  lineItems: {
    ticket: 'tid ticketid ticketnumber ticketno ticketnum',
    duration: 'duration quantity qty amount timespent time length',
    unit: 'timeunit unit durationunit units timeunits unitoftime',
    hours: 'hours durationhours hoursspent totalhours',
    minutes: 'minutes durationminutes minutesspent totalminutes',
    title: 'title subject name summary',
    notes: 'notes note comments comment description details text memo',
    id: 'id lineitemid itemid billingid entryid recordid lid',
    at: 'date datetime itemdate entrydate lineitemdate startdate workdate dateadded adddate insertdate created createdate createddate datecreated',
    uid: 'uid techid technicianid userid tech technician user addedby enteredby createdby',
    techName: 'techname technicianname username name',
    category: 'category billingcategory categoryname',
    customerId: 'cid customerid custid customer',
    cost: 'cost price total totalcost itemcost charge fee value amount rate',
  },
  technicians: {
    id: 'uid techid technicianid userid username login loginname loginid user id',
    email: 'email emailaddress mail techemail',
    inactive: 'disabled isdisabled inactive isinactive deleted isdeleted locked',
    active: 'active isactive enabled isenabled',
    first: 'firstname givenname',
    last: 'lastname surname familyname',
    name: 'name fullname techname technicianname displayname realname',
  },
  customers: {
    id: 'cid customerid custid customercid userid username login id',
    email: 'email emailaddress mail customeremail',
    company: 'company companyname organization organisation account accountname',
    first: 'firstname givenname',
    last: 'lastname surname familyname',
    name: 'contact contactname fullname name customername displayname',
    companyId: 'companyid compid coid organizationid accountid',
    phone: 'phone phonenumber telephone tel workphone officephone mobile',
    title: 'title jobtitle position',
  },
  companies: {
    id: 'id companyid compid coid recordid',
    name: 'name companyname company organization organisation',
    website: 'website web url homepage webaddress',
    phone: 'phone phonenumber telephone tel companyphone',
    email: 'email emailaddress mail companyemail',
    address: 'address address1 street streetaddress companyaddress',
    city: 'city town',
    state: 'state province region county',
    zip: 'zip zipcode postalcode postcode',
    country: 'country countryname',
  },
  groups: {
    id: 'id groupid gid recordid',
    name: 'name groupname group techgroup',
    status: 'status statuses',
    category: 'category categories',
    source: 'source sources',
  },
  attachments: {
    ticket: 'ticketid tid ticketnumber ticketno',
    name: 'filename name file attachment attachmentname',
    size: 'filesize size length bytes',
    at: 'filedate date lastmodified modified dateadded',
  },
  invoices: {
    id: 'id invoiceid invoiceno invoicenumber number invoice recordid',
    customerId: 'cid customerid custid customer',
    from: 'fromdate datefrom from periodstart startdate periodfrom',
    to: 'todate dateto to periodend enddate periodto',
    total: 'total invoicetotal totalcost amount totalamount grandtotal cost sum balance',
    status: 'status invoicestatus state paid ispaid',
    at: 'date invoicedate dateadded dateinvoiced adddate insertdate created createdate createddate datecreated',
  },
  time: {
    id: 'id timeid entryid timeentryid recordid',
    ticket: 'tid ticketid ticketnumber ticketno ticketnum',
    customerId: 'cid customerid custid customer',
    uid: 'uid techid technicianid userid tech technician user',
    at: 'date datetime entrydate startdate starttime workdate dateadded',
    duration: 'duration time timespent minutes hours amount length total',
    unit: 'timeunit unit durationunit units',
    notes: 'notes note comments comment description details text title',
  },
  articles: {
    id: 'id kbid articleid aid kbarticleid articlenumber number recordid',
    title: 'title subject name articletitle headline question problem summary topic',
    category: 'category categoryname kbcategory section folder',
    changedAt:
      'lastupdated lastupdate lastmodified dateupdated datemodified modified updated modifieddate updatedate changed ' +
      'dateadded adddate date created createdate datecreated',
    body: 'body article articletext articlebody text content answer solution resolution description details html notes',
    url: 'url link address permalink articleurl',
  },
  schedules: {
    id: 'id scheduleid sid schedule recordid',
    ticket: 'tid ticketid ticketnumber ticketno ticketnum ticket tids tickets',
    title: 'title subject name scheduletitle summary',
    status: 'status schedulestatus state',
    category: 'category categoryname schedulecategory',
    startsAt: 'startdate start startsat datestart begindate begin starttime startdatetime date',
    completedAt: 'datecompleted completeddate completed completedat completiondate',
    endsAt: 'enddate end endsat dateend finishdate endtime enddatetime',
    technicians: 'uids uid technicians technician techs tech techid technicianid assignedto',
    recurring: 'recurring isrecurring recurs repeat repeats',
    recurrence: 'recurrencetype recurrence intervalunit',
  },
  assets: {
    id: 'id assetid aid recordid',
    ticket: 'ticketnumber tid ticketid ticketno ticketnum ticket',
    customerId: 'cid customerid custid customer',
    name:
      'name assetname title label assettag tag computername hostname machinename devicename device equipment model ' +
      'description serialnumber serialno',
    addedAt: 'dateadded adddate addeddate insertdate dateinserted created createdate createddate datecreated',
    changedAt: 'lastupdated lastupdate dateupdated lastmodified modified updated datemodified updatedate',
  },
  assetFields: {
    id: 'id fieldid assetfieldid recordid',
    label: 'label fieldlabel name fieldname title',
    type: 'type fieldtype inputtype control',
    dataType: 'datatype',
    required: 'required isrequired mandatory',
  },
} as const satisfies { readonly [K in FieldNameKind]: Readonly<Record<(typeof fieldNameKinds)[K][number], string>> };
