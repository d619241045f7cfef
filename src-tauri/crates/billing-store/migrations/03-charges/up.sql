-- Texts of charges, each once: the same few hundred names stand in millions of rows.
CREATE TABLE charge_term (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- One row of a bill (FOCUS), priced by the provider and kept exactly. NULL and the empty text are two things. Costs,
-- prices and quantities are the decimals as they were written: sums are made from these texts, never from floats.
-- Columns without a type comment refer to charge_term.
CREATE TABLE charge (
    id                           INTEGER PRIMARY KEY,
    source                       INTEGER NOT NULL REFERENCES import_source (id),
    -- Hash of the columns that say which charge this is, and of everything in it.
    identity                     BLOB NOT NULL CHECK (length(identity) = 16),
    content                      BLOB NOT NULL CHECK (length(content) = 16),
    -- Instants.
    billing_period_start         TEXT,
    billing_period_end           TEXT,
    charge_period_start          TEXT NOT NULL,
    charge_period_end            TEXT NOT NULL,
    -- Who bills whom.
    currency                     INTEGER NOT NULL REFERENCES charge_term (id),
    provider                     INTEGER,
    publisher                    INTEGER,
    invoice_issuer               INTEGER,
    invoice_id                   INTEGER,
    billing_account_id           INTEGER,
    billing_account_name         INTEGER,
    billing_account_type         INTEGER,
    sub_account_id               INTEGER,
    sub_account_name             INTEGER,
    sub_account_type             INTEGER,
    -- What for.
    charge_category              INTEGER,
    charge_class                 INTEGER,
    charge_description           INTEGER,
    charge_frequency             INTEGER,
    service_name                 INTEGER,
    service_category             INTEGER,
    service_subcategory          INTEGER,
    sku_id                       INTEGER,
    sku_price_id                 INTEGER,
    resource_id                  INTEGER,
    resource_name                INTEGER,
    resource_type                INTEGER,
    region_id                    INTEGER,
    region_name                  INTEGER,
    availability_zone            INTEGER,
    pricing_category             INTEGER,
    pricing_unit                 INTEGER,
    consumed_unit                INTEGER,
    commitment_discount_category INTEGER,
    commitment_discount_id       INTEGER,
    commitment_discount_name     INTEGER,
    commitment_discount_status   INTEGER,
    commitment_discount_type     INTEGER,
    -- Decimals as written.
    billed_cost                  TEXT NOT NULL,
    effective_cost               TEXT,
    list_cost                    TEXT,
    contracted_cost              TEXT,
    list_unit_price              TEXT,
    contracted_unit_price        TEXT,
    pricing_quantity             TEXT,
    consumed_quantity            TEXT,
    -- JSON: tags as they came, and every column that is not named above.
    tags                         TEXT,
    other                        TEXT
) STRICT;
CREATE INDEX charge_by_identity ON charge (identity);
CREATE INDEX charge_by_period ON charge (charge_period_start);

-- A charge that came again with another content: the former one, kept whole as JSON, and somebody should look.
CREATE TABLE charge_restatement (
    id          INTEGER PRIMARY KEY,
    charge_id   INTEGER NOT NULL REFERENCES charge (id),
    former      TEXT NOT NULL CHECK (json_valid(former)),
    former_source INTEGER NOT NULL REFERENCES import_source (id),
    at          TEXT NOT NULL,
    source      INTEGER NOT NULL REFERENCES import_source (id),
    reviewed_at TEXT
) STRICT;
CREATE INDEX charge_restatement_by_charge ON charge_restatement (charge_id);
