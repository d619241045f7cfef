-- The plans on offer. Words that only a tenant knows are kept as `other:WORD`.
CREATE TABLE plan (
    name                     TEXT PRIMARY KEY CHECK (length(name) > 0),
    position                 INTEGER NOT NULL,
    flat_price_minor         INTEGER NOT NULL,
    currency                 TEXT NOT NULL CHECK (length(currency) = 3),
    renewal_unit             TEXT NOT NULL,
    trial_period             INTEGER NOT NULL CHECK (trial_period >= 0),
    trial_unit               TEXT NOT NULL,
    billing_disabled         INTEGER NOT NULL CHECK (billing_disabled IN (0, 1)),
    tenant_type              TEXT NOT NULL,
    usage_plan_type          TEXT NOT NULL,
    transition_method        TEXT NOT NULL,
    requires_manual_approval INTEGER NOT NULL CHECK (requires_manual_approval IN (0, 1))
) STRICT;

CREATE TABLE plan_text (
    plan        TEXT NOT NULL REFERENCES plan (name) ON DELETE CASCADE,
    locale      TEXT NOT NULL,
    title       TEXT NOT NULL,
    subtitle    TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (plan, locale)
) STRICT;

CREATE TABLE plan_required_field (
    plan     TEXT NOT NULL REFERENCES plan (name) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    field    TEXT NOT NULL,
    PRIMARY KEY (plan, position)
) STRICT;

CREATE TABLE plan_addon (
    plan         TEXT NOT NULL REFERENCES plan (name) ON DELETE CASCADE,
    access       TEXT NOT NULL CHECK (access IN ('included', 'allowed')),
    position     INTEGER NOT NULL,
    addon        TEXT NOT NULL,
    display_name TEXT NOT NULL,
    PRIMARY KEY (plan, access, position)
) STRICT;

-- The limits a plan brings: decimals as text, -1 unlimited.
CREATE TABLE plan_limit (
    plan    TEXT NOT NULL REFERENCES plan (name) ON DELETE CASCADE,
    family  TEXT NOT NULL CHECK (family IN ('object', 'resource')),
    kind    TEXT NOT NULL,
    maximum TEXT NOT NULL,
    PRIMARY KEY (plan, family, kind)
) STRICT;

CREATE TABLE plan_rate (
    plan  TEXT NOT NULL REFERENCES plan (name) ON DELETE CASCADE,
    rpc   TEXT NOT NULL,
    rate  INTEGER NOT NULL,
    burst INTEGER NOT NULL,
    unit  TEXT NOT NULL,
    PRIMARY KEY (plan, rpc)
) STRICT;

-- Which plan was held when; at most one without an end.
CREATE TABLE plan_held (
    id         INTEGER PRIMARY KEY,
    plan       TEXT NOT NULL REFERENCES plan (name),
    held_from  TEXT NOT NULL,
    held_until TEXT,
    CHECK (held_until IS NULL OR held_until >= held_from)
) STRICT;
CREATE UNIQUE INDEX one_plan_held ON plan_held ((held_until IS NULL)) WHERE held_until IS NULL;

CREATE TABLE addon_subscription (
    id               INTEGER PRIMARY KEY,
    addon            TEXT NOT NULL,
    subscribed_from  TEXT NOT NULL,
    subscribed_until TEXT,
    CHECK (subscribed_until IS NULL OR subscribed_until >= subscribed_from)
) STRICT;
CREATE UNIQUE INDEX one_running_subscription ON addon_subscription (addon) WHERE subscribed_until IS NULL;

-- Requests to move. The provider's token is not here: it became a payment method.
CREATE TABLE transition_request (
    id                       TEXT PRIMARY KEY,
    number                   INTEGER NOT NULL UNIQUE, -- order of being asked for
    from_plan                TEXT,
    to_plan                  TEXT NOT NULL,
    requester                TEXT NOT NULL,
    approver                 TEXT,
    requires_manual_approval INTEGER NOT NULL CHECK (requires_manual_approval IN (0, 1)),
    ticket                   TEXT,
    domain                   TEXT,
    state                    TEXT NOT NULL
        CHECK (state IN ('creating', 'waiting_for_approval', 'finished', 'failed'))
) STRICT;
CREATE UNIQUE INDEX one_open_transition ON transition_request ((state IN ('creating', 'waiting_for_approval')))
    WHERE state IN ('creating', 'waiting_for_approval');

CREATE TABLE transition_step (
    request  TEXT NOT NULL REFERENCES transition_request (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    state    TEXT NOT NULL
        CHECK (state IN ('creating', 'waiting_for_approval', 'finished', 'failed')),
    at       TEXT NOT NULL,
    who      TEXT NOT NULL,
    reason   TEXT,
    PRIMARY KEY (request, position)
) STRICT;

CREATE TABLE transition_addon (
    request  TEXT NOT NULL REFERENCES transition_request (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    addon    TEXT NOT NULL,
    begins   INTEGER NOT NULL CHECK (begins IN (0, 1)), -- 1 subscribe, 0 drop
    PRIMARY KEY (request, position)
) STRICT;

-- Who is billed and who pays after the move, as given with the request.
CREATE TABLE transition_contact (
    request      TEXT NOT NULL REFERENCES transition_request (id) ON DELETE CASCADE,
    purpose      TEXT NOT NULL CHECK (purpose IN ('billing', 'payment')),
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
    PRIMARY KEY (request, purpose)
) STRICT;
