-- Which plan was held when. The fee is the one agreed at the start, unless the price book names one for the plan.
CREATE TABLE subscription (
    name             TEXT PRIMARY KEY,
    plan_name        TEXT NOT NULL, -- for people
    plan_object_name TEXT NOT NULL, -- the plan's key
    start            TEXT NOT NULL,
    cancelled_at     TEXT CHECK (cancelled_at >= start),
    period_unit      TEXT NOT NULL CHECK (period_unit IN ('DAY', 'WEEK', 'MONTH', 'YEAR')),
    flat_price_minor INTEGER NOT NULL CHECK (flat_price_minor >= 0),
    currency         TEXT NOT NULL CHECK (length(currency) = 3),
    trial_end        TEXT           -- the anchor of the paid periods, when there was a trial
) STRICT, WITHOUT ROWID;

-- Billing periods as they came to be, with what the external provider says beside them.
CREATE TABLE billing_period (
    uid            TEXT PRIMARY KEY,
    subscription   TEXT NOT NULL REFERENCES subscription (name),
    period_start   TEXT NOT NULL,
    period_end     TEXT NOT NULL CHECK (period_start < period_end),
    external_start TEXT,
    external_end   TEXT CHECK ((external_start IS NULL) = (external_end IS NULL)),
    trial          INTEGER NOT NULL CHECK (trial IN (0, 1)),
    UNIQUE (subscription, period_start)
) STRICT, WITHOUT ROWID;
