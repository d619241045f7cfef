-- One row: whose book this file is. An account is one file, so that two accounts can never mix.
CREATE TABLE account (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    uid        TEXT NOT NULL,
    name       TEXT NOT NULL CHECK (length(name) > 0),
    tenant     TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('local', 'remote', 'archive')),
    currency   TEXT NOT NULL CHECK (length(currency) = 3),
    created_at TEXT NOT NULL
) STRICT;

-- What was done, by whom, when: written in the same transaction as the change itself.
CREATE TABLE audit (
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    who    TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    before TEXT,
    after  TEXT
) STRICT;
CREATE INDEX audit_by_object ON audit (object, id);
