-- The format that version 1 of a store has; never changed.
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE names(
  id INTEGER PRIMARY KEY,
  field TEXT NOT NULL,
  ref TEXT NOT NULL,
  folded TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE(field, ref, folded)
) STRICT;

CREATE TABLE tickets(
  doc INTEGER PRIMARY KEY,
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
  seen INTEGER NOT NULL,
  deep INTEGER NOT NULL,
  subject TEXT NOT NULL
) STRICT;
CREATE INDEX tickets_number ON tickets(number);
CREATE INDEX tickets_status ON tickets(status, state);
CREATE INDEX tickets_group ON tickets("group", state);
CREATE INDEX tickets_assignee ON tickets(assignee, state);
CREATE INDEX tickets_customer ON tickets(customer, state);

CREATE TABLE unindexed(body INTEGER PRIMARY KEY, doc INTEGER NOT NULL) STRICT;

CREATE TABLE bodies(id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;

CREATE TABLE conversations(
  ticket TEXT NOT NULL UNIQUE,
  fetched TEXT NOT NULL,
  whole INTEGER NOT NULL,
  text TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE times(
  ticket TEXT NOT NULL,
  place INTEGER NOT NULL,
  at INTEGER,
  json TEXT NOT NULL,
  PRIMARY KEY(ticket, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX times_at ON times(at);

CREATE VIRTUAL TABLE heads USING fts5(
  subject, rest, content='', contentless_delete=1, detail=column, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);
CREATE VIRTUAL TABLE talks USING fts5(
  text, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);
INSERT INTO heads(heads, rank) VALUES('automerge', 8);
INSERT INTO talks(talks, rank) VALUES('automerge', 8);

CREATE TABLE changes(seq INTEGER PRIMARY KEY AUTOINCREMENT, writer INTEGER NOT NULL, ticket TEXT) STRICT;

CREATE TABLE memory(key TEXT PRIMARY KEY, fetched TEXT NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE told(ticket TEXT NOT NULL, reason TEXT NOT NULL, about TEXT NOT NULL, PRIMARY KEY(ticket, reason, about))
  STRICT, WITHOUT ROWID;

CREATE TABLE outbox(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  ticket TEXT,
  lane TEXT NOT NULL,
  json TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  due INTEGER,
  sent TEXT,
  others TEXT,
  looked INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  conflicts TEXT,
  holder TEXT,
  pid INTEGER,
  until INTEGER,
  version INTEGER NOT NULL DEFAULT 0,
  key TEXT
) STRICT;
CREATE INDEX outbox_lane ON outbox(lane);
CREATE TABLE made(
  row INTEGER PRIMARY KEY, at INTEGER NOT NULL, lane TEXT NOT NULL, id TEXT, json TEXT NOT NULL, key TEXT
) STRICT;

CREATE TABLE lease(name TEXT PRIMARY KEY, holder TEXT NOT NULL, pid INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;

PRAGMA user_version = 1;
