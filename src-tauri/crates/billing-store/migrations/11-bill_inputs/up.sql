-- What a line is for; NULL on lines of a time when it was not kept.
ALTER TABLE invoice_line ADD COLUMN span_start TEXT;
ALTER TABLE invoice_line ADD COLUMN span_end TEXT;

-- What an invoice was made from, by name, in a fixed order: so that a difference can say what changed.
CREATE TABLE invoice_input (
    invoice INTEGER NOT NULL REFERENCES invoice (id),
    n       INTEGER NOT NULL CHECK (n > 0),
    kind    TEXT NOT NULL CHECK (kind IN
                ('period', 'currency', 'prices', 'plan', 'usage', 'fee', 'correction', 'coupon', 'tax')),
    name    TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (invoice, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER invoice_input_new BEFORE INSERT ON invoice_input
    WHEN (SELECT document FROM invoice WHERE id = NEW.invoice) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;
CREATE TRIGGER invoice_input_is_final BEFORE UPDATE ON invoice_input
BEGIN SELECT RAISE(ABORT, 'an input is written anew, never changed'); END;
CREATE TRIGGER invoice_input_is_kept BEFORE DELETE ON invoice_input
    WHEN (SELECT document FROM invoice WHERE id = OLD.invoice) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;

-- What a bill would have been: kept as it was shown, with the hash of its inputs. Never changed, so that afterwards it
-- can be said whether the bill came as previewed.
CREATE TABLE preview (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN ('month', 'plan', 'addon')),
    subject      TEXT NOT NULL, -- the plan or the add-on; the month itself for a month
    at           TEXT,          -- when the change takes effect
    made_at      TEXT NOT NULL,
    made_by      TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end   TEXT NOT NULL CHECK (period_start < period_end),
    currency     TEXT NOT NULL CHECK (length(currency) = 3),
    total_minor  INTEGER NOT NULL,
    input_sha256 TEXT NOT NULL CHECK (length(input_sha256) = 64)
) STRICT;
CREATE INDEX preview_by_period ON preview (period_start, period_end);

CREATE TABLE preview_input (
    preview INTEGER NOT NULL REFERENCES preview (id),
    n       INTEGER NOT NULL CHECK (n > 0),
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (preview, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER preview_stays BEFORE UPDATE ON preview
BEGIN SELECT RAISE(ABORT, 'a preview never changes'); END;
CREATE TRIGGER preview_is_kept BEFORE DELETE ON preview
BEGIN SELECT RAISE(ABORT, 'a preview never changes'); END;
CREATE TRIGGER preview_input_stays BEFORE UPDATE ON preview_input
BEGIN SELECT RAISE(ABORT, 'a preview never changes'); END;
CREATE TRIGGER preview_input_is_kept BEFORE DELETE ON preview_input
BEGIN SELECT RAISE(ABORT, 'a preview never changes'); END;
