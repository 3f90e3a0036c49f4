/**
 * What the narrow table is looked up and, most often, grouped by: groups are counted without the table, open ones too. A
 * first pass does without them, since each page would change every page of them, and makes them at its end.
 */
export const ticketIndexes: readonly string[] = [
  'tickets_number ON tickets(number)',
  'tickets_status ON tickets(status, state)',
  'tickets_group ON tickets("group", state)',
  'tickets_assignee ON tickets(assignee, state)',
  'tickets_customer ON tickets(customer, state)',
];

/**
 * The store of one desk, step by step: step n brings a file of version n to n + 1 (`user_version`). A step that was
 * released is never changed.
 */
export const steps: readonly string[] = [
  `
  -- What there is one of: cursors of syncs, when the desk was last read, for which address this is.
  CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- Names that tickets have in a field. \`folded\` is for comparing; \`ref\` is the desk's id of it, or ''.
  CREATE TABLE names(
    id INTEGER PRIMARY KEY,
    field TEXT NOT NULL,
    ref TEXT NOT NULL,
    folded TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE(field, ref, folded)
  ) STRICT;

  -- Narrow, so that lists, counts and groups over all of them stay fast; the rest of a ticket is in \`bodies\`. \`doc\` rises
  -- with the time of the last change (recency.ts), so that every index has the newest last for nothing. Times are
  -- seconds since 1970, names are ids of \`names\`, 0 is none. State: 0 open, 1 waiting, 2 closed. Urgency: 0 to 2.
  CREATE TABLE tickets(
    doc INTEGER PRIMARY KEY,
    -- Its row in \`bodies\`.
    body INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL,
    state INTEGER NOT NULL,
    urgency INTEGER NOT NULL,
    status INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    type INTEGER NOT NULL,
    category INTEGER NOT NULL,
    product INTEGER NOT NULL,
    "group" INTEGER NOT NULL,
    assignee INTEGER NOT NULL,
    customer INTEGER NOT NULL,
    contact INTEGER NOT NULL,
    opened INTEGER,
    changed INTEGER,
    closed INTEGER,
    due INTEGER,
    -- The full pass in which it was last seen; tickets not seen in one may be gone.
    seen INTEGER NOT NULL,
    -- For which \`changed\` (else \`opened\`, at least 1) its conversation was last read whole, 0 never. By the desk's clock
    -- alone, so that this machine's may be wrong.
    deep INTEGER NOT NULL,
    -- In small letters, for sorting. Last, so that what does not sort by it need not read it.
    subject TEXT NOT NULL
  ) STRICT;
  ${ticketIndexes.map(index => `CREATE INDEX ${index};`).join('\n  ')}

  -- The ticket as JSON of \`Ticket\`. By ids of their own, so that new ones come last and nothing is moved for them.
  CREATE TABLE bodies(id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;

  -- What the panel shows of a ticket, as JSON of \`TicketDetails\` without \`ticket\`, and its plain text for searching
  -- (without the description), which stands before because it is read alone. With a rowid: big rows waste a third of a
  -- table without.
  CREATE TABLE conversations(
    ticket TEXT NOT NULL UNIQUE,
    fetched TEXT NOT NULL,
    -- 1: all that a panel shows was read, and the ticket has not changed in what a list shows since.
    whole INTEGER NOT NULL,
    text TEXT NOT NULL,
    json TEXT NOT NULL
  ) STRICT;

  -- Time logged on tickets, by its place in the ticket's list, for timesheets: \`conversations\` holds it too. \`at\`: seconds
  -- since 1970.
  CREATE TABLE times(
    ticket TEXT NOT NULL,
    place INTEGER NOT NULL,
    at INTEGER,
    json TEXT NOT NULL,
    PRIMARY KEY(ticket, place)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX times_at ON times(at);

  -- Who is hit by a word: everything of the list in \`heads\` (\`rest\`: all but the subject), and all of that with the
  -- description and the conversation in \`talks\`, but only of tickets that have either. By \`doc\`.
  CREATE VIRTUAL TABLE heads USING fts5(
    subject, rest, content='', contentless_delete=1, detail=column, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
  );
  CREATE VIRTUAL TABLE talks USING fts5(
    text, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
  );
  -- Tickets of a full pass that are not in either yet: they are put there behind it.
  CREATE TABLE unindexed(body INTEGER PRIMARY KEY, doc INTEGER NOT NULL) STRICT;
  -- More of the first sync's small segments are merged at a time: less writing, and searches read a few more of them.
  INSERT INTO heads(heads, rank) VALUES('automerge', 8);
  INSERT INTO talks(talks, rank) VALUES('automerge', 8);

  -- What other windows have not heard of yet; old rows go. An empty ticket stands for "anything", none for "the
  -- desk was read". \`writer\`: who knows.
  CREATE TABLE changes(seq INTEGER PRIMARY KEY AUTOINCREMENT, writer INTEGER NOT NULL, ticket TEXT) STRICT;

  -- People, groups, pick-lists and what else is asked for now and then, as JSON.
  CREATE TABLE memory(key TEXT PRIMARY KEY, fetched TEXT NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- Notices that were told.
  CREATE TABLE told(ticket TEXT NOT NULL, reason TEXT NOT NULL, about TEXT NOT NULL, PRIMARY KEY(ticket, reason, about))
    STRICT, WITHOUT ROWID;

  -- Writes that the desk has not confirmed. The only rows that cannot be had from the desk again. \`lane\`: in which they
  -- keep their order. Times are milliseconds since 1970, but \`at\` and \`sent\` ISO 8601; the rest is JSON.
  CREATE TABLE outbox(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    ticket TEXT,
    lane TEXT NOT NULL,
    json TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    due INTEGER,
    -- When it may have left first, and the ids that were there before.
    sent TEXT,
    others TEXT,
    -- How often in a row the desk said that it is not there, and how often it was tried in vain.
    looked INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    failure TEXT,
    conflicts TEXT,
    -- Who sends it or looks for it.
    holder TEXT,
    pid INTEGER,
    until INTEGER,
    version INTEGER NOT NULL DEFAULT 0,
    -- What the one who put it down calls it, so that asking again puts down no other.
    key TEXT
  ) STRICT;
  CREATE INDEX outbox_lane ON outbox(lane);
  -- What the desk made of writes that are gone from there, for a day: \`row\` was its id in the outbox, \`id\` is the desk's.
  CREATE TABLE made(
    row INTEGER PRIMARY KEY, at INTEGER NOT NULL, lane TEXT NOT NULL, id TEXT, json TEXT NOT NULL, key TEXT
  ) STRICT;

  -- One window at a time reads the desk. \`until\`: milliseconds since 1970.
  CREATE TABLE lease(name TEXT PRIMARY KEY, holder TEXT NOT NULL, pid INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
  `,
  `
  -- Code that texts of a ticket link it to, by the link's id: what the texts hold, once more. As JSON of \`CodeLink\`.
  CREATE TABLE links(
    ticket TEXT NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY(ticket, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX links_path ON links(path);
  -- Links that were made on this machine. The desk may not have them.
  CREATE TABLE own_links(
    id TEXT PRIMARY KEY, ticket TEXT NOT NULL, number TEXT NOT NULL, path TEXT NOT NULL, json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX own_links_ticket ON own_links(ticket);
  CREATE INDEX own_links_path ON own_links(path);
  `,
  `
  -- Who spoke when in each conversation that is kept, in seconds since 1970: the first entry of a technician that the
  -- customer sees, and the last one that the customer sees with whose it is ('customer', 'technician', or NULL where that
  -- is not known). \`read\`: 0 for conversations of an earlier version until they were looked through.
  CREATE TABLE talk_facts(
    ticket TEXT PRIMARY KEY, answered INTEGER, spoke INTEGER, "by" TEXT, read INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX talk_facts_unread ON talk_facts(read) WHERE read = 0;
  INSERT INTO talk_facts(ticket, read) SELECT ticket, 0 FROM conversations;

  -- What the user has to do with a ticket: \`muted\` ones are told of no more; \`mark\`, since \`at\`, is why its row is marked
  -- until it is opened in whichever window; \`later\` is a notice, as JSON, put off at \`since\` to be told with others.
  -- Times are milliseconds since 1970.
  CREATE TABLE attention(
    ticket TEXT PRIMARY KEY, muted INTEGER NOT NULL DEFAULT 0, mark TEXT, at INTEGER, later TEXT, since INTEGER
  ) STRICT, WITHOUT ROWID;
  `,
];
