-- What lowers the claim of an issued invoice without money moving: its credit notes that are not refunds.
ALTER TABLE invoice ADD COLUMN credited_minor INTEGER NOT NULL DEFAULT 0 CHECK (credited_minor >= 0);

-- Usage that came or changed after an invoice was issued, put right on the invoice of a later month: the issued one
-- stays as it is. Withdrawn ones stay, so that the trail is whole.
CREATE TABLE correction (
    id            INTEGER PRIMARY KEY,
    invoice       INTEGER NOT NULL REFERENCES invoice (id), -- the one that is corrected
    carried_start TEXT NOT NULL,                            -- the month whose invoice carries it
    carried_end   TEXT NOT NULL CHECK (carried_start < carried_end),
    made_at       TEXT NOT NULL,
    made_by       TEXT NOT NULL,
    reason        TEXT NOT NULL,
    withdrawn_at  TEXT
) STRICT;
CREATE INDEX correction_by_invoice ON correction (invoice);
CREATE INDEX correction_by_month ON correction (carried_start, carried_end);

CREATE TABLE correction_line (
    correction   INTEGER NOT NULL REFERENCES correction (id),
    n            INTEGER NOT NULL CHECK (n > 0),
    title        TEXT NOT NULL,
    tax_category TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    receipt      TEXT NOT NULL, -- JSON
    PRIMARY KEY (correction, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER correction_stays BEFORE UPDATE OF
    id, invoice, carried_start, carried_end, made_at, made_by, reason ON correction
BEGIN SELECT RAISE(ABORT, 'a correction never changes'); END;
CREATE TRIGGER correction_stays_withdrawn BEFORE UPDATE OF withdrawn_at ON correction
    WHEN OLD.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a correction is withdrawn once'); END;
CREATE TRIGGER correction_is_kept BEFORE DELETE ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never deleted'); END;
CREATE TRIGGER correction_line_stays BEFORE UPDATE ON correction_line
BEGIN SELECT RAISE(ABORT, 'a correction never changes'); END;
CREATE TRIGGER correction_line_is_kept BEFORE DELETE ON correction_line
BEGIN SELECT RAISE(ABORT, 'a correction is never deleted'); END;

-- Credit notes: numbered without gaps, frozen with their document, each of one invoice.
CREATE TABLE credit_note (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    number      INTEGER NOT NULL UNIQUE CHECK (number > 0),
    invoice     INTEGER NOT NULL REFERENCES invoice (id),
    issued_at   TEXT NOT NULL,
    issued_by   TEXT NOT NULL,
    reason      TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('claim', 'refund')), -- lowers the claim, or money goes back
    for_usage   INTEGER NOT NULL CHECK (for_usage IN (0, 1)),      -- 1: settles a difference of usage
    net_minor   INTEGER NOT NULL,
    tax_minor   INTEGER NOT NULL,
    total_minor INTEGER NOT NULL CHECK (total_minor > 0 AND total_minor = net_minor + tax_minor)
) STRICT;
CREATE INDEX credit_note_by_invoice ON credit_note (invoice);

CREATE TABLE credit_note_tax (
    credit_note  INTEGER NOT NULL REFERENCES credit_note (id),
    n            INTEGER NOT NULL CHECK (n > 0),
    category     TEXT NOT NULL,
    label        TEXT NOT NULL,
    percent      TEXT NOT NULL,
    base_minor   INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    PRIMARY KEY (credit_note, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE credit_note_pdf (
    credit_note INTEGER PRIMARY KEY REFERENCES credit_note (id),
    bytes       BLOB NOT NULL,
    sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
    language    TEXT NOT NULL,
    stored_at   TEXT NOT NULL
) STRICT;

CREATE TRIGGER credit_note_stays BEFORE UPDATE ON credit_note
BEGIN SELECT RAISE(ABORT, 'a credit note never changes'); END;
CREATE TRIGGER credit_note_is_kept BEFORE DELETE ON credit_note
BEGIN SELECT RAISE(ABORT, 'a credit note is never deleted'); END;
CREATE TRIGGER credit_note_tax_stays BEFORE UPDATE ON credit_note_tax
BEGIN SELECT RAISE(ABORT, 'a credit note never changes'); END;
CREATE TRIGGER credit_note_tax_is_kept BEFORE DELETE ON credit_note_tax
BEGIN SELECT RAISE(ABORT, 'a credit note is never deleted'); END;
CREATE TRIGGER credit_note_pdf_stays BEFORE UPDATE ON credit_note_pdf
BEGIN SELECT RAISE(ABORT, 'a stored document never changes'); END;
CREATE TRIGGER credit_note_pdf_is_kept BEFORE DELETE ON credit_note_pdf
BEGIN SELECT RAISE(ABORT, 'a stored document never changes'); END;
