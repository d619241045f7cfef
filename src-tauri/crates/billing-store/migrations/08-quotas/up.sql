-- Objects that set limits beside the plan.
CREATE TABLE quota_object (
    namespace   TEXT NOT NULL,
    name        TEXT NOT NULL,
    uid         TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    disable     INTEGER NOT NULL CHECK (disable IN (0, 1)),
    created_at  TEXT NOT NULL,
    modified_at TEXT,
    creator     TEXT NOT NULL,
    PRIMARY KEY (namespace, name)
) STRICT;

CREATE TABLE quota_object_word (
    namespace TEXT NOT NULL,
    name      TEXT NOT NULL,
    sort      TEXT NOT NULL CHECK (sort IN ('label', 'annotation')),
    key       TEXT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (namespace, name, sort, key),
    FOREIGN KEY (namespace, name) REFERENCES quota_object (namespace, name) ON DELETE CASCADE
) STRICT;

-- Decimals as text, -1 unlimited.
CREATE TABLE quota_object_limit (
    namespace TEXT NOT NULL,
    name      TEXT NOT NULL,
    family    TEXT NOT NULL CHECK (family IN ('object', 'resource')),
    kind      TEXT NOT NULL,
    maximum   TEXT NOT NULL,
    PRIMARY KEY (namespace, name, family, kind),
    FOREIGN KEY (namespace, name) REFERENCES quota_object (namespace, name) ON DELETE CASCADE
) STRICT;

CREATE TABLE quota_object_rate (
    namespace TEXT NOT NULL,
    name      TEXT NOT NULL,
    rpc       TEXT NOT NULL,
    rate      INTEGER NOT NULL,
    burst     INTEGER NOT NULL,
    unit      TEXT NOT NULL,
    PRIMARY KEY (namespace, name, rpc),
    FOREIGN KEY (namespace, name) REFERENCES quota_object (namespace, name) ON DELETE CASCADE
) STRICT;

-- Kinds with their names and what is in use, as last read: a decimal as text, -1 not tracked, NULL when nothing was said.
CREATE TABLE quota_in_use (
    family       TEXT NOT NULL CHECK (family IN ('object', 'resource', 'api')),
    kind         TEXT NOT NULL,
    display_name TEXT NOT NULL,
    description  TEXT NOT NULL,
    current      TEXT,
    read_at      TEXT NOT NULL,
    PRIMARY KEY (family, kind)
) STRICT;

-- Earlier readings, for trends; NULL maximum = there was no limit.
CREATE TABLE quota_sample (
    family  TEXT NOT NULL CHECK (family IN ('object', 'resource')),
    kind    TEXT NOT NULL,
    at      TEXT NOT NULL,
    current TEXT NOT NULL,
    maximum TEXT,
    PRIMARY KEY (family, kind, at)
) STRICT, WITHOUT ROWID;

-- From which percentages on a kind is near and full, where that is not 80 and 100.
CREATE TABLE quota_threshold (
    family TEXT NOT NULL CHECK (family IN ('object', 'resource')),
    kind   TEXT NOT NULL,
    near   TEXT NOT NULL,
    full   TEXT NOT NULL,
    PRIMARY KEY (family, kind)
) STRICT;
