-- What is kept of a payment method: the provider's token and what it tells, never the number of a card.
CREATE TABLE payment_method (
    name         TEXT PRIMARY KEY,
    number       INTEGER NOT NULL UNIQUE CHECK (number > 0), -- order of being added
    role         TEXT NOT NULL CHECK (role IN ('primary', 'secondary', 'normal')),
    token        TEXT NOT NULL CHECK (length(token) > 0),    -- read for charging only
    brand        TEXT,
    last_four    TEXT CHECK (last_four IS NULL OR length(last_four) = 4),
    expiry_year  INTEGER,
    expiry_month INTEGER CHECK (expiry_month IS NULL OR expiry_month BETWEEN 1 AND 12),
    contact_kind TEXT NOT NULL CHECK (contact_kind IN ('mailing', 'billing', 'payment')),
    address1     TEXT,
    address2     TEXT,
    city         TEXT,
    country      TEXT,
    county       TEXT,
    phone_number TEXT,
    state        TEXT,
    state_code   TEXT,
    zip_code     TEXT,
    added_by     TEXT,
    added_at     TEXT NOT NULL,
    CHECK ((expiry_year IS NULL) = (expiry_month IS NULL))
) STRICT;

-- At most one primary and one secondary, whatever a program does.
CREATE UNIQUE INDEX one_primary ON payment_method (role) WHERE role = 'primary';
CREATE UNIQUE INDEX one_secondary ON payment_method (role) WHERE role = 'secondary';

-- The last number given: a name is never given twice, also after a deletion.
CREATE TABLE payment_method_number (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    last INTEGER NOT NULL
) STRICT;
INSERT INTO payment_method_number (id, last) VALUES (1, 0);
