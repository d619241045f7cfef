-- What a person keeps of an invoice, ours or a provider's: whether it was found on a bank statement, and notes. Nothing here
-- changes an invoice, so nothing here refers to its tables.
CREATE TABLE invoice_reconciled (
    invoice   TEXT PRIMARY KEY CHECK (length(invoice) > 0),
    day       TEXT NOT NULL CHECK (length(day) = 10),
    statement TEXT CHECK (statement IS NULL OR length(statement) > 0)
) STRICT;

CREATE TABLE invoice_note (
    id         TEXT PRIMARY KEY,
    invoice    TEXT NOT NULL CHECK (length(invoice) > 0),
    text       TEXT NOT NULL CHECK (length(text) > 0),
    written_by TEXT NOT NULL,
    written_at TEXT NOT NULL,
    changed_at TEXT
) STRICT;
CREATE INDEX invoice_note_by_invoice ON invoice_note (invoice, written_at);

-- Each such change with what was before and after, so that it can be taken back and done again.
CREATE TABLE own_edit (
    id      TEXT PRIMARY KEY,
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    changes TEXT NOT NULL CHECK (json_valid(changes)),
    undone  INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;
