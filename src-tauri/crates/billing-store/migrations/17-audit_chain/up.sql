-- The trail becomes a chain: each line holds the hash of the line before it and its own over all of its fields. The lines of
-- earlier programs wait in `audit_unchained` and are chained in the same transaction.
DROP INDEX audit_by_object;
ALTER TABLE audit RENAME TO audit_unchained;

-- AUTOINCREMENT remembers the last number ever given, so that lines missing at the end are missed.
CREATE TABLE audit (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT CHECK (sequence > 0),
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,
    action     TEXT NOT NULL,
    object     TEXT NOT NULL,
    before     TEXT,
    after      TEXT,
    reason     TEXT,
    request_id TEXT,
    previous   TEXT NOT NULL CHECK (length(previous) = 64),
    hash       TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_by_object ON audit (object, sequence);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'a line of the trail never changes'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'a line of the trail is never deleted'); END;
CREATE TRIGGER audit_follows BEFORE INSERT ON audit
WHEN NEW.sequence <= (SELECT seq FROM sqlite_sequence WHERE name = 'audit')
BEGIN SELECT RAISE(ABORT, 'a line of the trail only follows the last one'); END;

-- The last time the chain was verified: how many lines it had, the hash of the last one, and the first broken line.
CREATE TABLE audit_check (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    at     TEXT NOT NULL,
    who    TEXT NOT NULL,
    lines  INTEGER NOT NULL CHECK (lines >= 0),
    hash   TEXT NOT NULL CHECK (length(hash) = 64),
    broken INTEGER
) STRICT;
