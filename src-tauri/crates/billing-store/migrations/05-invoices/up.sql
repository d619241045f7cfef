-- What is printed on invoices from now on. An issued one keeps its own copy.
CREATE TABLE billing_profile (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    seller_name    TEXT NOT NULL,
    seller_address TEXT NOT NULL, -- one line each
    seller_tax_id  TEXT,
    buyer_name     TEXT NOT NULL,
    buyer_address  TEXT NOT NULL,
    buyer_tax_id   TEXT,
    tax_category   TEXT,
    tax_label      TEXT,
    tax_percent    TEXT,          -- decimal; NULL where no tax is charged
    due_days       INTEGER NOT NULL,
    language       TEXT NOT NULL,
    payment_note   TEXT NOT NULL, -- one paragraph a line
    CHECK ((tax_percent IS NULL) = (tax_label IS NULL) AND (tax_percent IS NULL) = (tax_category IS NULL))
) STRICT;

CREATE TABLE coupon (
    id              INTEGER PRIMARY KEY, -- order of being applied
    title           TEXT NOT NULL,
    discount_type   TEXT NOT NULL,       -- FIXED_AMOUNT, PERCENTAGE, or what a tenant said
    discount_amount INTEGER NOT NULL,    -- hundredths of its currency, or steps of 0.01 %
    currency        TEXT NOT NULL CHECK (length(currency) = 3),
    valid_from      TEXT NOT NULL,
    valid_until     TEXT                 -- first instant after
) STRICT;

CREATE TABLE invoice (
    id               INTEGER PRIMARY KEY,
    -- INV-000001 from the number on; before that the name of the running one.
    name             TEXT NOT NULL UNIQUE,
    number           INTEGER UNIQUE CHECK (number > 0),
    document         TEXT NOT NULL CHECK (document IN ('draft', 'final', 'void')),
    settlement       TEXT NOT NULL
        CHECK (settlement IN ('unpaid', 'processing', 'partly_paid', 'paid', 'failed', 'refunded')),
    period_start     TEXT NOT NULL,
    period_end       TEXT NOT NULL,
    currency         TEXT NOT NULL CHECK (length(currency) = 3),
    trial            INTEGER NOT NULL CHECK (trial IN (0, 1)),
    issued_at        TEXT,
    due_at           TEXT,
    subtotal_minor   INTEGER NOT NULL,
    discount_minor   INTEGER NOT NULL,
    tax_minor        INTEGER NOT NULL,
    total_minor      INTEGER NOT NULL,
    paid_minor       INTEGER NOT NULL DEFAULT 0,
    refunded_minor   INTEGER NOT NULL DEFAULT 0,
    price_version    INTEGER REFERENCES price_version (number),
    template_version INTEGER NOT NULL,
    language         TEXT NOT NULL,
    seller_name      TEXT NOT NULL,
    seller_address   TEXT NOT NULL,
    seller_tax_id    TEXT,
    buyer_name       TEXT NOT NULL,
    buyer_address    TEXT NOT NULL,
    buyer_tax_id     TEXT,
    payment_note     TEXT NOT NULL,
    CHECK (period_start < period_end),
    CHECK (total_minor = subtotal_minor - discount_minor + tax_minor),
    CHECK (document <> 'final' OR (number IS NOT NULL AND issued_at IS NOT NULL AND due_at IS NOT NULL))
) STRICT;
CREATE INDEX invoice_by_period ON invoice (period_start);
-- At most one invoice that counts for a period.
CREATE UNIQUE INDEX invoice_of_period ON invoice (period_start, period_end) WHERE document <> 'void';

CREATE TABLE invoice_line (
    invoice           INTEGER NOT NULL REFERENCES invoice (id),
    n                 INTEGER NOT NULL CHECK (n > 0),
    usage_type        TEXT NOT NULL,
    metric_label      TEXT NOT NULL,
    unit              TEXT NOT NULL,
    quantity          TEXT NOT NULL, -- decimals as text: shown and re-rated, never added up in SQL
    unit_billable     TEXT NOT NULL,
    quantity_billable TEXT NOT NULL,
    unit_price        TEXT,          -- decimal; 'tiered'; NULL = nothing to say
    amount_minor      INTEGER NOT NULL,
    fixed             INTEGER NOT NULL CHECK (fixed IN (0, 1)),
    tax_category      TEXT NOT NULL,
    receipt           TEXT NOT NULL, -- JSON
    PRIMARY KEY (invoice, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice_discount (
    invoice         INTEGER NOT NULL REFERENCES invoice (id),
    n               INTEGER NOT NULL,
    title           TEXT NOT NULL,
    discount_type   TEXT NOT NULL,
    discount_amount INTEGER NOT NULL,
    amount_minor    INTEGER NOT NULL CHECK (amount_minor >= 0),
    PRIMARY KEY (invoice, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice_tax (
    invoice      INTEGER NOT NULL REFERENCES invoice (id),
    n            INTEGER NOT NULL,
    category     TEXT NOT NULL,
    label        TEXT NOT NULL,
    percent      TEXT NOT NULL,
    base_minor   INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    PRIMARY KEY (invoice, n)
) STRICT, WITHOUT ROWID;

-- Attempts to pay and refunds, in order; never changed afterwards.
CREATE TABLE invoice_payment (
    id           INTEGER PRIMARY KEY,
    invoice      INTEGER NOT NULL REFERENCES invoice (id),
    at           TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('payment', 'refund')),
    method       TEXT NOT NULL, -- as shown to people: Visa ···· 4242
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    outcome      TEXT NOT NULL CHECK (outcome IN ('succeeded', 'failed', 'unknown')),
    note         TEXT NOT NULL
) STRICT;
CREATE INDEX invoice_payment_by_invoice ON invoice_payment (invoice, id);

CREATE TABLE invoice_pdf (
    invoice   INTEGER PRIMARY KEY REFERENCES invoice (id),
    bytes     BLOB NOT NULL,
    sha256    TEXT NOT NULL CHECK (length(sha256) = 64),
    language  TEXT NOT NULL,
    stored_at TEXT NOT NULL
) STRICT;

-- A final invoice never changes: only its money moves on, and it may be cancelled.
CREATE TRIGGER invoice_is_final BEFORE UPDATE OF
    id, name, number, period_start, period_end, currency, trial, issued_at, due_at, subtotal_minor, discount_minor,
    tax_minor, total_minor, price_version, template_version, language, seller_name, seller_address, seller_tax_id,
    buyer_name, buyer_address, buyer_tax_id, payment_note
    ON invoice WHEN OLD.document <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;
CREATE TRIGGER invoice_stays_final BEFORE UPDATE OF document ON invoice
    WHEN (OLD.document = 'final' AND NEW.document = 'draft') OR (OLD.document = 'void' AND NEW.document <> 'void')
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;
CREATE TRIGGER invoice_is_kept BEFORE DELETE ON invoice WHEN OLD.document <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice is never deleted'); END;

CREATE TRIGGER invoice_line_new BEFORE INSERT ON invoice_line
    WHEN (SELECT document FROM invoice WHERE id = NEW.invoice) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;
CREATE TRIGGER invoice_line_is_final BEFORE UPDATE ON invoice_line
    WHEN (SELECT document FROM invoice WHERE id = OLD.invoice) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;
CREATE TRIGGER invoice_line_is_kept BEFORE DELETE ON invoice_line
    WHEN (SELECT document FROM invoice WHERE id = OLD.invoice) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;

CREATE TRIGGER invoice_discount_new BEFORE INSERT ON invoice_discount
    WHEN (SELECT document FROM invoice WHERE id = NEW.invoice) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;
CREATE TRIGGER invoice_discount_is_final BEFORE UPDATE ON invoice_discount
BEGIN SELECT RAISE(ABORT, 'a discount is written anew, never changed'); END;
CREATE TRIGGER invoice_discount_is_kept BEFORE DELETE ON invoice_discount
    WHEN (SELECT document FROM invoice WHERE id = OLD.invoice) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;

CREATE TRIGGER invoice_tax_new BEFORE INSERT ON invoice_tax
    WHEN (SELECT document FROM invoice WHERE id = NEW.invoice) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;
CREATE TRIGGER invoice_tax_is_final BEFORE UPDATE ON invoice_tax
BEGIN SELECT RAISE(ABORT, 'a tax is written anew, never changed'); END;
CREATE TRIGGER invoice_tax_is_kept BEFORE DELETE ON invoice_tax
    WHEN (SELECT document FROM invoice WHERE id = OLD.invoice) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a final invoice never changes'); END;

CREATE TRIGGER invoice_payment_stays BEFORE UPDATE ON invoice_payment
BEGIN SELECT RAISE(ABORT, 'a payment record never changes'); END;
CREATE TRIGGER invoice_payment_is_kept BEFORE DELETE ON invoice_payment
BEGIN SELECT RAISE(ABORT, 'a payment record never changes'); END;
CREATE TRIGGER invoice_pdf_stays BEFORE UPDATE ON invoice_pdf
BEGIN SELECT RAISE(ABORT, 'a stored document never changes'); END;
CREATE TRIGGER invoice_pdf_is_kept BEFORE DELETE ON invoice_pdf
BEGIN SELECT RAISE(ABORT, 'a stored document never changes'); END;
