-- When a move shall take effect; NULL on requests of a time when every move was made at once.
ALTER TABLE transition_request ADD COLUMN planned_at TEXT;

-- What the ticket is written from: kept with the request, so that a program that was stopped can still write it.
ALTER TABLE transition_request ADD COLUMN wants_ticket INTEGER NOT NULL DEFAULT 0 CHECK (wants_ticket IN (0, 1));
ALTER TABLE transition_request ADD COLUMN ticket_info TEXT;
ALTER TABLE transition_request ADD COLUMN deletion_reason TEXT;
ALTER TABLE transition_request ADD COLUMN deletion_feedback TEXT;

-- The durable steps of a move, each written in the transaction of what it tells.
CREATE TABLE move_step (
    request    TEXT NOT NULL REFERENCES transition_request (id) ON DELETE CASCADE,
    n          INTEGER NOT NULL CHECK (n > 0),
    step       TEXT NOT NULL CHECK (length(step) > 0),
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,
    note       TEXT NOT NULL,
    undo       TEXT NOT NULL, -- what it would take to take it back
    undo_names TEXT NOT NULL, -- of what, a name a line
    PRIMARY KEY (request, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER move_step_stays BEFORE UPDATE ON move_step
BEGIN SELECT RAISE(ABORT, 'a step that was done never changes'); END;

-- Copies of this book that were made: a move that deletes the tenant wants a fresh one.
CREATE TABLE book_copy (
    id   INTEGER PRIMARY KEY,
    at   TEXT NOT NULL,
    who  TEXT NOT NULL,
    file TEXT NOT NULL CHECK (length(file) > 0)
) STRICT;
