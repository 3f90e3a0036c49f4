-- What version 2 of a store has besides; never changed.
-- Code that texts of a ticket link it to, by the link's id: what the texts hold, once more. As JSON of `CodeLink`.
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

PRAGMA user_version = 2;
