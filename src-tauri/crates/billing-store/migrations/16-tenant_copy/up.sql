-- What a remote tenant answered, kept so that it can be read without it. Hours go into usage_hour, quota objects and plans
-- into the tables of their topics; here is what only a copy needs.

-- Answers whole, as JSON of our nouns. The newest row of a question holds; earlier ones are history. A row stands for all
-- the time from the first to the last fetch that gave it.
CREATE TABLE tenant_answer (
    id           INTEGER PRIMARY KEY,
    question     TEXT NOT NULL CHECK (length(question) > 0), -- the operation and its arguments
    source       TEXT NOT NULL,                              -- the address that answered
    fetched_at   TEXT NOT NULL,
    confirmed_at TEXT NOT NULL CHECK (confirmed_at >= fetched_at),
    body         TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX tenant_answer_by_question ON tenant_answer (question, id);

-- Invoices of the provider: never recomputed. One that the tenant no longer lists is kept and marked.
CREATE TABLE tenant_invoice (
    name          TEXT PRIMARY KEY CHECK (length(name) > 0),
    position      INTEGER NOT NULL, -- in the tenant's own order
    status        TEXT NOT NULL,    -- our word, or other:WORD
    active        INTEGER NOT NULL CHECK (active IN (0, 1)),
    amount_minor  INTEGER NOT NULL,
    currency      TEXT NOT NULL CHECK (length(currency) = 3),
    period_start  TEXT NOT NULL,
    period_end    TEXT NOT NULL CHECK (period_start < period_end),
    first_seen_at TEXT NOT NULL,
    fetched_at    TEXT NOT NULL,
    gone_since    TEXT
) STRICT;

-- Their PDFs. Another content under the same number is a row of its own, and an anomaly.
CREATE TABLE tenant_document (
    invoice    TEXT NOT NULL REFERENCES tenant_invoice (name),
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
    bytes      BLOB NOT NULL,
    source     TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (invoice, sha256)
) STRICT;
CREATE TRIGGER tenant_document_stays BEFORE UPDATE ON tenant_document
BEGIN SELECT RAISE(ABORT, 'a provider''s document never changes'); END;

-- What a tenant told that cannot be: recorded, not repaired.
CREATE TABLE tenant_anomaly (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    topic   TEXT NOT NULL,
    object  TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;

-- How far the hours of a month are held.
CREATE TABLE tenant_month (
    month      INTEGER PRIMARY KEY, -- year * 12 + month - 1
    until_hour INTEGER NOT NULL,    -- the first hour that is not held
    series     INTEGER NOT NULL CHECK (series >= 0),
    checked_at TEXT NOT NULL,
    -- 1 once it was read whole after its end and the time in which late usage comes.
    settled    INTEGER NOT NULL CHECK (settled IN (0, 1))
) STRICT;

-- When a part of the copy was last whole, and what kept it from that since.
CREATE TABLE tenant_part (
    part       TEXT PRIMARY KEY,
    fetched_at TEXT,
    tried_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('whole', 'partial', 'failed')),
    message    TEXT,
    request_id TEXT,
    CHECK ((state = 'whole') = (message IS NULL)),
    CHECK (state <> 'whole' OR fetched_at IS NOT NULL)
) STRICT;

-- Each run of a sync. One without an end was killed.
CREATE TABLE tenant_sync (
    id         INTEGER PRIMARY KEY,
    source     TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at   TEXT,
    state      TEXT NOT NULL CHECK (state IN ('running', 'done', 'partial', 'cancelled', 'failed')),
    message    TEXT,
    calls      INTEGER NOT NULL DEFAULT 0,
    CHECK ((state = 'running') = (ended_at IS NULL))
) STRICT;

-- The outbox: what shall be changed at the tenant, written down before anything is sent. No provider token is in it.
CREATE TABLE tenant_intent (
    id         TEXT PRIMARY KEY,
    number     INTEGER NOT NULL UNIQUE, -- order of being written
    operation  TEXT NOT NULL,
    object     TEXT NOT NULL,           -- for people: what it is about
    body       TEXT NOT NULL CHECK (json_valid(body)),
    -- The object at the tenant when a draft was written; NULL when there was none.
    base       TEXT CHECK (base IS NULL OR json_valid(base)),
    state      TEXT NOT NULL
        CHECK (state IN ('draft', 'sending', 'done', 'refused', 'unknown', 'not_done', 'discarded')),
    written_by TEXT NOT NULL,
    written_at TEXT NOT NULL,
    sent_at    TEXT,
    ended_at   TEXT,
    message    TEXT,
    request_id TEXT,
    CHECK (state IN ('draft', 'discarded') OR sent_at IS NOT NULL),
    CHECK ((state IN ('draft', 'sending', 'unknown')) = (ended_at IS NULL))
) STRICT;
CREATE INDEX tenant_intent_open ON tenant_intent (state) WHERE state IN ('draft', 'sending', 'unknown');
