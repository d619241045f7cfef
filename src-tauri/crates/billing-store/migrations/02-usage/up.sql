-- Where facts came from: one row for each import of a file, each ingest over the API, each seeding.
CREATE TABLE import_source (
    id             INTEGER PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('focus', 'usage', 'ingest', 'seed')),
    name           TEXT NOT NULL,
    sha256         TEXT CHECK (length(sha256) = 64),
    started_at     TEXT NOT NULL,
    -- NULL while it runs, and for ever when it was cancelled or killed.
    finished_at    TEXT,
    rows_read      INTEGER NOT NULL DEFAULT 0,
    rows_new       INTEGER NOT NULL DEFAULT 0,
    rows_unchanged INTEGER NOT NULL DEFAULT 0,
    rows_restated  INTEGER NOT NULL DEFAULT 0,
    rows_refused   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One thing that is metered; all text columns together are its natural key.
CREATE TABLE series (
    id           INTEGER PRIMARY KEY,
    namespace    TEXT NOT NULL,
    object       TEXT NOT NULL,
    metric_label TEXT NOT NULL,
    usage_type   TEXT NOT NULL,
    unit         TEXT NOT NULL,
    deployment   TEXT NOT NULL DEFAULT '',
    container    TEXT NOT NULL DEFAULT '',
    UNIQUE (namespace, object, metric_label, usage_type, unit, deployment, container)
) STRICT;
CREATE INDEX series_by_object ON series (object);

-- The facts: mantissa / 10^scale of a series in one UTC hour (hours since 1970). A mantissa is an integer, or 16 bytes
-- big-endian when 64 bits do not hold it. No REFERENCES here: series and source are given in the same transaction, and
-- looking both up again for each of millions of rows would double the cost of an import.
CREATE TABLE usage_hour (
    series_id INTEGER NOT NULL,
    hour      INTEGER NOT NULL,
    scale     INTEGER NOT NULL,
    mantissa  ANY NOT NULL
              CHECK (typeof(mantissa) = 'integer' OR (typeof(mantissa) = 'blob' AND length(mantissa) = 16)),
    source    INTEGER NOT NULL,
    PRIMARY KEY (series_id, hour)
) STRICT, WITHOUT ROWID;

-- Roll-ups, kept in the same transaction as the facts. `hours` counts the facts inside.
CREATE TABLE usage_day (
    series_id INTEGER NOT NULL REFERENCES series (id),
    day       INTEGER NOT NULL, -- days since 1970
    hours     INTEGER NOT NULL CHECK (hours > 0),
    scale     INTEGER NOT NULL,
    mantissa  ANY NOT NULL
              CHECK (typeof(mantissa) = 'integer' OR (typeof(mantissa) = 'blob' AND length(mantissa) = 16)),
    PRIMARY KEY (series_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_month (
    month     INTEGER NOT NULL, -- year * 12 + month - 1
    series_id INTEGER NOT NULL REFERENCES series (id),
    hours     INTEGER NOT NULL CHECK (hours > 0),
    scale     INTEGER NOT NULL,
    mantissa  ANY NOT NULL
              CHECK (typeof(mantissa) = 'integer' OR (typeof(mantissa) = 'blob' AND length(mantissa) = 16)),
    PRIMARY KEY (month, series_id)
) STRICT, WITHOUT ROWID;

-- How many series have a fact in an hour: the completeness calendar, and how far the data reaches.
CREATE TABLE usage_coverage (
    hour   INTEGER PRIMARY KEY,
    series INTEGER NOT NULL CHECK (series > 0)
) STRICT;

-- Hours that were delivered without a quantity: shown, never billed. A fact that comes later takes its place.
CREATE TABLE usage_gap (
    series_id INTEGER NOT NULL REFERENCES series (id),
    hour      INTEGER NOT NULL,
    status    TEXT NOT NULL CHECK (status IN ('NO_DATA', 'NOT_MEASURED')),
    PRIMARY KEY (series_id, hour)
) STRICT, WITHOUT ROWID;

-- A past hour that came again with another quantity: both are kept, and somebody should look.
CREATE TABLE usage_restatement (
    id           INTEGER PRIMARY KEY,
    series_id    INTEGER NOT NULL REFERENCES series (id),
    hour         INTEGER NOT NULL,
    old_scale    INTEGER NOT NULL,
    old_mantissa ANY NOT NULL,
    new_scale    INTEGER NOT NULL,
    new_mantissa ANY NOT NULL,
    at           TEXT NOT NULL,
    source       INTEGER NOT NULL REFERENCES import_source (id),
    reviewed_at  TEXT
) STRICT;
CREATE INDEX usage_restatement_by_series ON usage_restatement (series_id, hour);
