-- Prices that hold under one plan only, and fees of add-ons; as the general ones, never changed.
CREATE TABLE plan_price (
    version       INTEGER NOT NULL REFERENCES price_version (number),
    plan          TEXT NOT NULL CHECK (length(plan) > 0),
    metric_label  TEXT NOT NULL CHECK (length(metric_label) > 0),
    usage_type    TEXT NOT NULL,
    unit          TEXT NOT NULL,
    unit_billable TEXT NOT NULL,
    factor        TEXT,
    billable_rule TEXT NOT NULL CHECK (billable_rule IN ('floor_min_one', 'exact')),
    included      TEXT NOT NULL,
    model         TEXT NOT NULL CHECK (model IN ('flat', 'per_unit', 'graduated', 'volume', 'package')),
    package_size  TEXT CHECK ((model = 'package') = (package_size IS NOT NULL)),
    tax_category  TEXT NOT NULL,
    PRIMARY KEY (version, plan, metric_label)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_price_tier (
    version      INTEGER NOT NULL,
    plan         TEXT NOT NULL,
    metric_label TEXT NOT NULL,
    n            INTEGER NOT NULL,
    up_to        TEXT,
    unit_price   TEXT NOT NULL,
    PRIMARY KEY (version, plan, metric_label, n),
    FOREIGN KEY (version, plan, metric_label) REFERENCES plan_price (version, plan, metric_label)
) STRICT, WITHOUT ROWID;

CREATE TABLE addon_fee (
    version      INTEGER NOT NULL REFERENCES price_version (number),
    addon        TEXT NOT NULL,
    title        TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
    PRIMARY KEY (version, addon)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER plan_price_stays BEFORE UPDATE ON plan_price
BEGIN SELECT RAISE(ABORT, 'a price version never changes'); END;
CREATE TRIGGER plan_price_is_kept BEFORE DELETE ON plan_price
BEGIN SELECT RAISE(ABORT, 'a price version never changes'); END;
CREATE TRIGGER plan_price_tier_stays BEFORE UPDATE ON plan_price_tier
BEGIN SELECT RAISE(ABORT, 'a price version never changes'); END;
CREATE TRIGGER plan_price_tier_is_kept BEFORE DELETE ON plan_price_tier
BEGIN SELECT RAISE(ABORT, 'a price version never changes'); END;
CREATE TRIGGER addon_fee_stays BEFORE UPDATE ON addon_fee
BEGIN SELECT RAISE(ABORT, 'a price version never changes'); END;
CREATE TRIGGER addon_fee_is_kept BEFORE DELETE ON addon_fee
BEGIN SELECT RAISE(ABORT, 'a price version never changes'); END;
