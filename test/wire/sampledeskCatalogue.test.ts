import assert from 'node:assert/strict';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { Caller, type Entity } from './teamsupportCaller.ts';

/** Members by entity, in the reference's order (2.2 to 2.10), without keys and custom fields. */
const members = {
  Customer: `Name Description Website IsActive InActiveReason PrimaryUserID PrimaryContact DateCreated DateModified CreatorID ModifierID
    HasPortalAccess CreatedBy LastModifiedBy SAExpirationDate SlaName CRMLinkID SlaLevelID DefaultWikiArticleID DefaultSupportGroupID
    DefaultSupportGroup DefaultSupportUserID DefaultSupportUser Domains SupportHoursMonth SupportHoursUsed SupportHoursRemaining NeedsIndexing`,
  Contact: `FirstName MiddleName LastName Email Title OrganizationID Organization IsActive IsPortalUser DateCreated DateModified LastLogin
    LastActivity LastPing InOffice InOfficeComment DisableOrganizationTicketsViewOnPortal PortalViewOnly BlockInboundEmail`,
  Product: 'Name Description DateCreated DateModified CreatorID ModifierID',
  Asset: 'Name ProductID ProductVersionNumber',
  Ticket: `ProductName ReportedVersion SolvedVersion GroupName TicketTypeName UserName Status StatusPosition SeverityPosition IsClosed Severity
    TicketNumber IsVisibleOnPortal IsKnowledgeBase ReportedVersionID SolvedVersionID ProductID GroupID UserID TicketStatusID TicketTypeID
    TicketSeverityID OrganizationID Name ParentID ModifierID CreatorID DateModified DateCreated DateClosed CloserID CloserName CreatorName
    ModifierName DaysClosed DaysOpened HoursSpent SlaViolationTime SlaWarningTime SlaViolationHours SlaWarningHours KnowledgeBaseCategoryID
    KnowledgeBaseCategoryName DueDate TicketSource JiraKey IsSecured PrimaryCustomer Customers Contacts Tags`,
  Action: `ActionTypeID SystemActionTypeID Name Description TimeSpent DateStarted IsVisibleOnPortal IsKnowledgeBase DateCreated DateModified CreatorID
    ModifierID CreatorName ModifierName TicketID ActionType ProductName ReportedVersion SolvedVersion GroupName TicketType UserName Status
    StatusPosition SeverityPosition IsClosed Severity TicketNumber ReportedVersionID SolvedVersionID ProductID GroupID UserID TicketStatusID
    TicketTypeID TicketSeverityID OrganizationID TicketName DateClosed CloserID CloserName DaysClosed DaysOpened HoursSpent`,
  OrganizationProduct: `OrganizationID ProductID ProductVersionID Product VersionStatus VersionNumber ReleaseDate IsReleased SupportExpiration
    ClientIsUsingProduct DateCreated DateModified CreatorID ModifierID`,
  User: `FirstName MiddleName LastName Email Title IsActive LastLogin LastActivity LastPing IsSystemAdmin IsFinanceAdmin IsPortalUser InOffice
    InOfficeComment DateCreated DateModified IsOnline IsChatUser OrganizationID Organization GroupID`,
  Group: 'Name Description OrganizationID',
  TicketType: 'Name Description IconURL DateCreated DateModified CreatorID ModifierID OrganizationID',
  TicketStatus:
    'Name Description Position TicketTypeID IsClosed DateCreated DateModified CreatorID ModifierID OrganizationID',
  TicketSeverity: 'Name Description Position DateCreated DateModified CreatorID ModifierID OrganizationID',
  ProductVersionStatus: 'Name Description IsShipping IsDiscontinued Position DateCreated DateModified OrganizationID',
  ActionLog: 'RefType RefID ActionLogType Description DateCreated DateModified CreatorID ModifierID Actor',
};
/** The account's own: a text, a number, a flag, a date, and one that is empty in what the seed makes. */
const custom = {
  tickets: ['Environment', 'EffortDays', 'RegressionSuspected', 'GoLiveDate', 'Workaround'],
  customers: ['AccountTier', 'Seats', 'OnSiteSupport', 'RenewalDate', 'AccountNote'],
  contacts: ['PreferredLanguage', 'PhoneExtension', 'ProductNews', 'LastTraining', 'Nickname'],
  products: ['SupportLevel', 'ListPrice', 'OpenSource', 'EndOfLife', 'Successor'],
  assets: ['SerialNumber', 'CpuCores', 'UnderWarranty', 'WarrantyUntil', 'InventoryTag'],
} as const;

for (const flavour of ['xml', 'json'] as const) {
  describe(`sample desk: TeamSupport's catalogue in ${flavour}`, function () {
    this.timeout(20_000);
    let desk: SampleDesk;
    let api: Caller;
    before(async () => {
      desk = await startSampleDesk(['--tickets', '40']);
      api = new Caller(desk, flavour);
    });
    after(() => desk.stop());

    const first = async (path: string, plural: string, single: string, key = `${single}ID`): Promise<Entity> => {
      const [found] = await api.list(path, plural, single, key);
      assert.ok(found, path);
      return found;
    };
    const firstCustomer = () => first('customers?Name[contains]=Bergmann', 'Customers', 'Customer', 'OrganizationID');
    const hasMembers = (entity: Entity, kind: keyof typeof members) => {
      const wanted = members[kind].split(/\s+/);
      const shown = Object.keys(entity).filter(name => name !== 'ID' && name !== `${kind}ID`);
      assert.deepEqual(shown.slice(0, wanted.length).sort(), [...wanted].sort());
    };

    it('has the members of the reference, and custom fields behind them', async () => {
      const customer = await firstCustomer();
      const ticket = await first('tickets', 'Tickets', 'Ticket');
      hasMembers(customer, 'Customer');
      hasMembers(ticket, 'Ticket');
      hasMembers(await first('contacts', 'Contacts', 'Contact'), 'Contact');
      hasMembers(await first('products', 'Products', 'Product'), 'Product');
      hasMembers(await first('assets', 'Assets', 'Asset'), 'Asset');
      hasMembers(await first(`tickets/${ticket.ID}/actions`, 'Actions', 'Action'), 'Action');
      hasMembers(await first(`tickets/${ticket.ID}/history`, 'History', 'ActionLog'), 'ActionLog');
      const own = `customers/${customer.ID}/products`;
      hasMembers(await first(own, 'OrganizationProducts', 'OrganizationProduct'), 'OrganizationProduct');
      hasMembers(await first('users', 'Users', 'User'), 'User');
      hasMembers(await first('groups', 'Groups', 'Group'), 'Group');
    });

    it('answers the pick-lists in full and takes no other verb', async () => {
      const lists = [
        ['tickettypes', 'TicketTypes', 'TicketType'],
        ['ticketstatuses', 'TicketStatuses', 'TicketStatus'],
        ['ticketseverities', 'TicketSeverities', 'TicketSeverity'],
        ['productversionstatuses', 'ProductVersionStatuses', 'ProductVersionStatus'],
      ] as const;
      for (const [path, plural, single] of lists) {
        hasMembers(await first(`properties/${path}`, plural, single), single);
        for (const verb of ['POST', 'PUT', 'DELETE']) assert.equal(await api.status(verb, `properties/${path}`), 405);
      }
    });

    it('makes, lists, changes and deletes assets', async () => {
      const { ID: ProductID = null } = await first('products?Name=Quillbay Gateway', 'Products', 'Product');
      const made = await api.one('POST', 'assets', 'Asset', {
        Name: 'edge-7',
        ProductID,
        ProductVersionNumber: '9.9.1-test',
        SerialNumber: 'S <1> & 2',
        CpuCores: 12,
        UnderWarranty: true,
        WarrantyUntil: '03/14/2031',
        AssetTag: 'unknown members are left out',
      });
      const { AssetID, ...values } = made;
      assert.deepEqual(values, {
        Name: 'edge-7',
        ProductID,
        ProductVersionNumber: '9.9.1-test',
        AssignedTo: null,
        SerialNumber: 'S <1> & 2',
        CpuCores: '12',
        UnderWarranty: 'True',
        WarrantyUntil: '3/14/2031',
        InventoryTag: null,
      });
      for (const query of [`Name=EDGE-7`, `ProductID=${ProductID}&ProductVersionNumber=9.9.1-test`]) {
        const found = await api.list(`assets?${query}`, 'Assets', 'Asset', 'AssetID');
        assert.deepEqual(found, [{ ID: AssetID, ...values }], query);
      }
      const changed = await api.one('PUT', `assets/${AssetID}`, 'Asset', {
        UnderWarranty: 'False',
        ProductVersionNumber: '',
      });
      assert.deepEqual(changed, { ...made, UnderWarranty: 'False', ProductVersionNumber: null });
      assert.deepEqual(await api.one('PUT', `assets/${AssetID}`, 'Asset', changed), changed);
      assert.equal(await api.status('POST', 'assets', { SerialNumber: 'no name' }), 400);
      assert.equal(await api.status('PUT', `assets/${AssetID}`, { ProductID: 1 }), 400);
      assert.deepEqual(await api.one('DELETE', `assets/${AssetID}`, 'Asset'), changed);
      assert.equal(await api.status('GET', `assets/${AssetID}`), 404);
      assert.equal(await api.status('PUT', `assets/${AssetID}`, { Name: 'x' }), 404);
    });

    it('shows the notes of a customer', async () => {
      const customers = await api.list('customers', 'Customers', 'Customer', 'OrganizationID');
      const lists = await Promise.all(
        customers.map(async ({ ID }) => ({
          ID,
          notes: await api.list(`customers/${ID}/notes`, 'Notes', 'Note', 'NoteID'),
        })),
      );
      const [some, other] = lists.filter(({ notes }) => notes.length > 0);
      const note = some?.notes[0];
      assert.ok(note?.Title && other);
      assert.match(note.Description ?? '', /^&lt;p&gt;/);
      const { NoteID, ...rest } = await api.one('GET', `customers/${some?.ID}/notes/${note.ID}`, 'Note');
      assert.deepEqual({ ID: NoteID, ...rest }, note);
      assert.equal(await api.status('GET', `customers/${other.ID}/notes/${note.ID}`), 404);
      assert.equal(await api.status('POST', `customers/${some?.ID}/notes`, { Title: 'x' }), 405);
      assert.equal(await api.status('DELETE', `customers/${some?.ID}/notes/${note.ID}`), 405);
    });

    it('takes addresses of a contact, by their id or as the only one', async () => {
      const contact = await api.one('POST', 'contacts', 'Contact', { Email: `who@${flavour}.example` });
      const path = `contacts/${contact.ContactID}/addresses`;
      const list = () => api.list(path, 'Addresses', 'Address', 'AddressID');
      assert.deepEqual(await list(), []);
      assert.equal(await api.status('PUT', path, { City: 'nowhere' }), 404);
      const made = await api.one('POST', path, 'Address', { Addr1: '5 Mill Lane', City: 'York', Zip: '01907' });
      const only = await api.one('PUT', path, 'Address', { Addr2: 'Gate 3' });
      assert.deepEqual(
        [only.AddressID, only.Addr1, only.Addr2, only.Zip],
        [made.AddressID, '5 Mill Lane', 'Gate 3', '01907'],
      );
      const second = await api.one('POST', path, 'Address', { Description: 'Home' });
      assert.equal(await api.status('PUT', path, { City: 'which?' }), 400);
      const named = await api.one('PUT', path, 'Address', { AddressID: second.AddressID, City: 'Leeds' });
      assert.deepEqual([named.AddressID, named.City], [second.AddressID, 'Leeds']);
      await api.one('PUT', `${path}/${made.AddressID}`, 'Address', { City: 'Ripon' });
      assert.deepEqual(
        (await list()).map(address => address.City),
        ['Ripon', 'Leeds'],
      );
      assert.equal((await api.one('GET', `${path}/${made.AddressID}`, 'Address')).City, 'Ripon');
      const stranger = await first('contacts', 'Contacts', 'Contact');
      assert.equal(await api.status('GET', `contacts/${stranger.ID}/addresses/${made.AddressID}`), 404);
      assert.equal(await api.status('DELETE', `${path}/${made.AddressID}`), 405);
      await api.one('DELETE', `contacts/${contact.ContactID}`, 'Contact');
      assert.equal(await api.status('GET', path), 404);
    });

    it('takes a file to an action and gives it back', async () => {
      const ticket = await first('tickets?TicketNumber=1010', 'Tickets', 'Ticket');
      const action = await api.one('POST', 'tickets/1010/actions', 'Action', { Description: 'See the file' });
      const path = `tickets/1010/actions/${action.ActionID}/attachments`;
      const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256);
      const form = new FormData();
      form.append('comment', 'not a file');
      form.append('file', new File([bytes], 'Überblick (1).bin', { type: 'image/png' }));
      const made = await api.entity(await api.send('POST', path, { body: form }), 'Attachment', 201);
      assert.deepEqual([made.FileName, made.FileSize, made.FileType], ['Überblick (1).bin', '70000', 'image/png']);
      const [listed, ...others] = await api.list(path, 'Attachments', 'Attachment', 'AttachmentID');
      assert.deepEqual([listed?.ID, others], [made.AttachmentID, []]);
      const back = await api.send(
        'GET',
        `tickets/${ticket.ID}/actions/${action.ActionID}/attachments/${made.AttachmentID}`,
      );
      assert.equal(back.headers.get('content-type'), 'image/png');
      assert.deepEqual(new Uint8Array(await back.arrayBuffer()), bytes);

      const two = new FormData();
      for (const name of ['a.txt', 'b.txt']) two.append(name, new File(['x'], name));
      const none = new FormData();
      none.append('file', 'text');
      for (const body of [two, none, '{"Attachment":{}}']) {
        assert.equal((await api.send('POST', path, { body })).status, 400);
      }
      assert.equal((await api.list(path, 'Attachments', 'Attachment', 'AttachmentID')).length, 1);
      for (const verb of ['PUT', 'DELETE', 'POST'])
        assert.equal(await api.status(verb, `${path}/${made.AttachmentID}`), 405);
      assert.equal(await api.status('GET', `${path}/1`), 404);
      await api.one('DELETE', `tickets/1010/actions/${action.ActionID}`, 'Action');
      assert.equal(await api.status('GET', path), 404);
    });

    it('makes, changes and deletes customers and products', async () => {
      for (const [path, single, key] of [
        ['customers', 'Customer', 'OrganizationID'],
        ['products', 'Product', 'ProductID'],
      ] as const) {
        const made = await api.one('POST', path, single, { Name: 'New & shiny' });
        const id = made[key];
        const changed = await api.one('PUT', `${path}/${id}`, single, { Description: 'Described' });
        assert.deepEqual([changed.Name, changed.Description], ['New & shiny', 'Described']);
        const { DateModified: _, ...whole } = changed;
        const { DateModified: __, ...back } = await api.one('PUT', `${path}/${id}`, single, changed);
        assert.deepEqual(back, whole);
        assert.equal(await api.status('POST', path, { Description: 'nameless' }), 400);
        await api.one('DELETE', `${path}/${id}`, single);
        assert.equal(await api.status('GET', `${path}/${id}`), 404);
        const next = await api.one('POST', path, single, { Name: 'After it' });
        assert.ok(Number(next[key]) > Number(id), 'an id came twice');
      }
    });

    it('gives no number or id of a deleted ticket again', async () => {
      const made = await api.one('POST', 'tickets', 'Ticket', { Name: 'Short lived' });
      await api.one('DELETE', `tickets/${made.TicketID}`, 'Ticket');
      const next = await api.one('POST', 'tickets', 'Ticket', { Name: 'Lasting' });
      assert.ok(Number(next.TicketNumber) > Number(made.TicketNumber) && Number(next.TicketID) > Number(made.TicketID));
      await api.one('DELETE', `tickets/${next.TicketID}`, 'Ticket');
    });

    it('links and unlinks contacts and customers', async () => {
      const customer = await api.one('POST', 'customers', 'Customer', { Name: 'Linked Ltd' });
      const contact = await api.one('POST', 'contacts', 'Contact', {
        Email: `bo@${flavour}.example`,
        OrganizationID: customer.OrganizationID,
      });
      const ticket = await api.one('POST', 'tickets', 'Ticket', { Name: 'Nobody yet' });
      assert.deepEqual(
        [ticket.Customers, ticket.Contacts, ticket.Tags, ticket.PrimaryCustomer],
        [null, null, null, null],
      );
      const path = `tickets/${ticket.TicketNumber}`;
      const linked = await api.one('POST', `${path}/contacts/${contact.ContactID}`, 'Contact', {
        ContactID: contact.ContactID,
      });
      assert.equal(linked.Email, contact.Email);
      const after = await api.one('GET', path, 'Ticket');
      assert.equal(after.PrimaryCustomer, 'Linked Ltd');
      assert.deepEqual(after.Contacts, { Contact: { ContactID: contact.ContactID, ContactName: '' } });
      const customers = await api.list(`${path}/customers`, 'Customers', 'Customer', 'OrganizationID');
      assert.deepEqual(
        customers.map(each => each.ID),
        [customer.OrganizationID],
      );
      await api.one('DELETE', `${path}/Customers/${customer.OrganizationID}`, 'Customer');
      assert.equal(await api.status('DELETE', `${path}/customers/${customer.OrganizationID}`), 404);
      await api.one('POST', `${path}/customers/${customer.OrganizationID}`, 'Customer');
      await api.one('DELETE', `${path}/contacts/${contact.ContactID}`, 'Contact');
      assert.deepEqual(await api.list(`${path}/contacts`, 'Contacts', 'Contact', 'ContactID'), []);
      assert.equal(await api.status('GET', `${path}/contacts/${contact.ContactID}`), 405);
      assert.equal(await api.status('POST', `${path}/contacts`), 405);
    });

    it('gives one user, group and version, and takes no writes of them', async () => {
      for (const [path, plural, single] of [
        ['users', 'Users', 'User'],
        ['groups', 'Groups', 'Group'],
      ] as const) {
        const { ID = null, ...listed } = await first(path, plural, single);
        const { [`${single}ID`]: key, ...shown } = await api.one('GET', `${path}/${ID}`, single);
        assert.equal(key, ID);
        assert.deepEqual(shown, listed);
        for (const verb of ['POST', 'PUT', 'DELETE']) assert.equal(await api.status(verb, `${path}/${ID}`), 405);
        assert.equal(await api.status('GET', `${path}/1`), 404);
      }
      const [product, other] = await api.list('products', 'Products', 'Product', 'ProductID');
      const path = `products/${product?.ID}/versions`;
      const version = await first(path, 'ProductVersions', 'ProductVersion');
      assert.match(version.ReleaseDate ?? '', /^\d+\/\d+\/\d{4} \d+:\d\d [AP]M$/);
      const single = await api.one('GET', `${path}/${version.ID}`, 'ProductVersion');
      assert.deepEqual([single.ProductVersionID, single.VersionNumber], [version.ID, version.VersionNumber]);
      assert.equal(await api.status('GET', `products/${other?.ID}/versions/${version.ID}`), 404);
      for (const verb of ['POST', 'PUT', 'DELETE']) assert.equal(await api.status(verb, path), 405);
    });

    it('has custom fields of every kind that are written, cleared and filtered', async () => {
      const { tickets, customers, contacts, products, assets } = custom;
      for (const [path, names, plural, single, key] of [
        ['tickets', tickets, 'Tickets', 'Ticket', 'TicketID'],
        ['customers', customers, 'Customers', 'Customer', 'OrganizationID'],
        ['contacts', contacts, 'Contacts', 'Contact', 'ContactID'],
        ['products', products, 'Products', 'Product', 'ProductID'],
        ['assets', assets, 'Assets', 'Asset', 'AssetID'],
      ] as const) {
        const [text, number, flag, date, empty] = names;
        const seeded = await api.list(path, plural, single, key);
        for (const name of [text, number, flag, date])
          assert.ok(
            seeded.some(each => each[name]),
            `${path}: no ${name}`,
          );
        assert.ok(seeded.every(each => each[empty] === null));
        assert.deepEqual(
          Object.keys(seeded[0] ?? {})
            .slice(-5)
            .sort(),
          [...names].sort(),
        );

        const made = await api.one('POST', path, single, {
          ...{ Name: 'Own fields', Email: `own@${path}.example` },
          ...{ [text]: 'Quite Ünusual', [number]: '7', [flag]: 'true', [date]: '2/28/2033', [empty]: 'Filled' },
        });
        const own = (entity: Entity) => names.map(name => entity[name]);
        const seven = number === 'EffortDays' || number === 'ListPrice' ? '7.00' : '7';
        assert.deepEqual(own(made), ['Quite Ünusual', seven, 'True', '2/28/2033', 'Filled']);
        for (const query of [
          `${text}=quite Ünusual&${empty}[contains]=ill`,
          `${text}=Quite Ünusual&${number}=7`,
          `${text}=Quite Ünusual&${number}[bt]=6&${number}[bt]=7.5&${flag}=True`,
          `${date}=20330101000000`,
          `${date}[lte]=20330228000000&${date}[gt]=20330227235959`,
        ]) {
          const found = await api.list(`${path}?${query}`, plural, single, key);
          assert.deepEqual(
            found.map(each => each.ID),
            [made[key]],
            query,
          );
        }
        assert.equal((await api.list(`${path}?${empty}=[null]`, plural, single, key)).length, seeded.length);
        assert.equal(await api.status('PUT', `${path}/${made[key]}`, { [number]: 'many' }), 400);
        assert.equal(await api.status('PUT', `${path}/${made[key]}`, { [date]: 'soon' }), 400);
        const cleared = await api.one('PUT', `${path}/${made[key]}`, single, {
          [text]: '',
          [number]: '',
          [date]: '',
          [empty]: '',
        });
        assert.deepEqual(own(cleared), [null, null, 'True', null, null]);
        await api.one('DELETE', `${path}/${made[key]}`, single);
      }
    });

    it('marks articles by the ticket and their two actions', async () => {
      const articles = await api.list('tickets?IsKnowledgeBase=True', 'Tickets', 'Ticket', 'TicketID');
      assert.equal(articles.length, 15);
      for (const article of articles) {
        assert.ok(article.KnowledgeBaseCategoryName && article.IsClosed === 'True' && article.ProductName);
        assert.deepEqual([article.Customers, article.Contacts], [null, null]);
        const actions = await api.list(
          `tickets/${article.ID}/actions?IsKnowledgeBase=True`,
          'Actions',
          'Action',
          'ActionID',
        );
        assert.deepEqual(
          actions.map(action => action.ActionType),
          ['Comment', 'Description'],
        );
        assert.ok(actions.every(action => (action.Description ?? '').length > 60));
      }
      const one = await first('tickets?IsKnowledgeBase=True&Name[contains]=voucher', 'Tickets', 'Ticket');
      const moved = await api.one('PUT', `tickets/${one.ID}`, 'Ticket', { KnowledgeBaseCategoryID: '' });
      assert.deepEqual([moved.KnowledgeBaseCategoryID, moved.KnowledgeBaseCategoryName], [null, null]);
      const back = { KnowledgeBaseCategoryID: one.KnowledgeBaseCategoryID };
      const again = await api.one('PUT', `tickets/${one.ID}`, 'Ticket', back);
      assert.equal(again.KnowledgeBaseCategoryName, one.KnowledgeBaseCategoryName);
    });

    it('says which verbs a path takes, and which paths there are not', async () => {
      const allowed: [string, string][] = [
        ['tickets', 'GET, POST'],
        ['tickets/1010', 'GET, PUT, DELETE'],
        ['tickets/1010/actions', 'GET, POST'],
        ['tickets/1010/history', 'GET'],
        ['customers/1/tickets', 'GET'],
        ['contacts/1/addresses', 'GET, POST, PUT'],
        ['contacts/1', 'GET, PUT, DELETE'],
        ['assets', 'GET, POST'],
        ['products/1', 'GET, PUT, DELETE'],
      ];
      for (const [path, verbs] of allowed) {
        const answer = await api.send('PATCH', path);
        assert.deepEqual([answer.status, answer.headers.get('allow')], [405, verbs], path);
      }
      for (const path of [
        'asset',
        'assets/1',
        'assets/x',
        'assets/1/2',
        'contacts/1/notes',
        'customers/1',
        'customers/1/notes',
        'customers/1/assets',
        'contacts/1/addresses',
        'groups/1/users',
        'products/1/versions',
        'properties',
        'properties/nothing',
        'tickets/1010/actions/1',
        'tickets/1010/actions/1/attachments',
        'tickets/1/history',
      ]) {
        assert.equal(await api.status('GET', path), 404, path);
      }
    });

    it('reads characters written by number, long texts and CDATA, whichever way they come', async () => {
      const long = '<p>'.repeat(4000);
      const made = await api.one('POST', 'customers', 'Customer', { Name: 'Äöü "€" \u{1f389}', Description: long });
      assert.deepEqual([made.Name, made.Description], ['Äöü "€" \u{1f389}', long]);
      if (flavour === 'xml') {
        const body = '<Customer><Name>&#65;&#x42;<![CDATA[ <C> ]]></Name><Website /></Customer>';
        const put = await api.send('PUT', `customers/${made.OrganizationID}`, { body });
        assert.equal((await api.entity(put, 'Customer', 200)).Name, 'AB <C>');
        for (const broken of [
          '<a><b></a>',
          '<!DOCTYPE a><a><Name>x</Name></a>',
          '<a>&nbsp;</a>',
          '<a/><b/>',
          'text',
          '<a>text</a>',
        ]) {
          assert.equal(
            (await api.send('PUT', `customers/${made.OrganizationID}`, { body: broken })).status,
            400,
            broken,
          );
        }
      }
    });
  });
}
