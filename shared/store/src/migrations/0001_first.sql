-- Every row has a number and a checksum over all its columns. Keys are unique by an index.
-- `tally` holds, for each table, how many rows it has and the sum of their checksums: it tells
-- when rows are missing as a whole.

CREATE TABLE fact (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    checksum BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX fact_key ON fact (key);

-- Numbers keep the order of arrival: causes before effects.
CREATE TABLE envelope (
    number INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    document INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    checksum BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX envelope_key ON envelope (hash);

CREATE TABLE command (
    number INTEGER PRIMARY KEY,
    set_id BLOB NOT NULL,
    bytes BLOB NOT NULL,
    checksum BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX command_key ON command (set_id);

CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    log BLOB NOT NULL,
    document INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL,
    checksum BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX log_key ON log (log, document, position);

CREATE TABLE head (
    number INTEGER PRIMARY KEY,
    log BLOB NOT NULL,
    document INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    checksum BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX head_key ON head (log, document);

CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    id BLOB NOT NULL,
    bytes BLOB NOT NULL,
    checksum BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX record_key ON record (kind, id);

CREATE TABLE tally (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    checksum_sum BLOB NOT NULL,
    checksum BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX tally_key ON tally (name);
