-- Price books as they were loaded. A version is never changed: a closed period keeps the one it was billed with.
CREATE TABLE price_version (
    number     INTEGER PRIMARY KEY,
    valid_from TEXT NOT NULL,
    currency   TEXT NOT NULL CHECK (length(currency) = 3),
    loaded_at  TEXT NOT NULL,
    -- The file, word for word, and its hash: the same file again is the same version.
    source     TEXT NOT NULL,
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;

-- Prices are decimals as text: never added up in SQL, always read whole.
CREATE TABLE price (
    version       INTEGER NOT NULL REFERENCES price_version (number),
    metric_label  TEXT NOT NULL CHECK (length(metric_label) > 0),
    usage_type    TEXT NOT NULL,
    unit          TEXT NOT NULL,
    unit_billable TEXT NOT NULL,
    -- Metered units in one billable unit; NULL = the hours that the billed period really has.
    factor        TEXT,
    billable_rule TEXT NOT NULL CHECK (billable_rule IN ('floor_min_one', 'exact')),
    included      TEXT NOT NULL,
    model         TEXT NOT NULL CHECK (model IN ('flat', 'per_unit', 'graduated', 'volume', 'package')),
    package_size  TEXT CHECK ((model = 'package') = (package_size IS NOT NULL)),
    tax_category  TEXT NOT NULL,
    PRIMARY KEY (version, metric_label)
) STRICT, WITHOUT ROWID;

-- At least one for each price; only the last is open (up_to NULL, else inclusive).
CREATE TABLE price_tier (
    version      INTEGER NOT NULL,
    metric_label TEXT NOT NULL,
    n            INTEGER NOT NULL,
    up_to        TEXT,
    unit_price   TEXT NOT NULL,
    PRIMARY KEY (version, metric_label, n),
    FOREIGN KEY (version, metric_label) REFERENCES price (version, metric_label)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_fee (
    version      INTEGER NOT NULL REFERENCES price_version (number),
    plan         TEXT NOT NULL,
    title        TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    PRIMARY KEY (version, plan)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER price_version_stays BEFORE UPDATE ON price_version
BEGIN SELECT RAISE(ABORT, 'a price version never changes'); END;
CREATE TRIGGER price_version_is_kept BEFORE DELETE ON price_version
BEGIN SELECT RAISE(ABORT, 'a price version never changes'); END;
CREATE TRIGGER price_stays BEFORE UPDATE ON price
BEGIN SELECT RAISE(ABORT, 'a price version never changes'); END;
CREATE TRIGGER price_tier_stays BEFORE UPDATE ON price_tier
BEGIN SELECT RAISE(ABORT, 'a price version never changes'); END;
