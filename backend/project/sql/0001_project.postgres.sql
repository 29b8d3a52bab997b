CREATE TABLE _tributary_tables (
  id           BIGINT PRIMARY KEY,
  name         TEXT NOT NULL,
  folded       TEXT NOT NULL UNIQUE,
  live_rows    BIGINT NOT NULL DEFAULT 0,
  deleted_rows BIGINT NOT NULL DEFAULT 0  -- marked deleted, hidden
);

CREATE TABLE _tributary_fields (
  id       BIGINT PRIMARY KEY,            -- never used again: the history refers to it
  table_id BIGINT NOT NULL REFERENCES _tributary_tables (id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  name     TEXT NOT NULL,
  folded   TEXT NOT NULL,
  type     TEXT NOT NULL,
  required BIGINT NOT NULL,
  choices  TEXT NOT NULL,                  -- JSON list of text
  UNIQUE (table_id, folded)
);

-- The next number to give for rows, links, fields, history; it never goes back.
CREATE TABLE _tributary_counters (
  name TEXT PRIMARY KEY,
  next BIGINT NOT NULL
);

CREATE TABLE _tributary_scopes (
  id          BIGINT PRIMARY KEY,
  integration TEXT NOT NULL,
  data_type   TEXT NOT NULL,
  UNIQUE (integration, data_type)
);

CREATE TABLE _tributary_links (
  id       BIGINT PRIMARY KEY,
  scope_id BIGINT NOT NULL REFERENCES _tributary_scopes (id) ON DELETE CASCADE,
  identity TEXT NOT NULL,                  -- of the record at the service
  row_id   BIGINT NOT NULL,
  hash     BYTEA,                           -- of the mapped values last written; empty: compare again
  deleted  BIGINT NOT NULL DEFAULT 0,
  UNIQUE (scope_id, identity)
);
CREATE INDEX _tributary_links_row ON _tributary_links (row_id);

-- What the current full read has seen: bit i of chunk c is the link c * 32768 + i.
CREATE TABLE _tributary_seen (
  scope_id BIGINT NOT NULL REFERENCES _tributary_scopes (id) ON DELETE CASCADE,
  chunk    BIGINT NOT NULL,
  bits     BYTEA NOT NULL,
  PRIMARY KEY (scope_id, chunk)
);

CREATE TABLE _tributary_progress (
  scope_id            BIGINT PRIMARY KEY REFERENCES _tributary_scopes (id) ON DELETE CASCADE,
  checkpoint          TEXT,                -- the source's own state, JSON
  mapping_version     TEXT NOT NULL,
  full_read_run       TEXT NOT NULL,
  full_checkpoint     TEXT,
  last_full_at        TEXT NOT NULL,
  last_full_records   BIGINT NOT NULL,
  run                 TEXT NOT NULL,       -- the counters below are of this run
  count_read          BIGINT NOT NULL,
  count_created       BIGINT NOT NULL,
  count_updated       BIGINT NOT NULL,
  count_unchanged     BIGINT NOT NULL,
  count_deleted       BIGINT NOT NULL,
  count_left_out      BIGINT NOT NULL,
  count_record_errors BIGINT NOT NULL
);

-- Who changed rows: one line per run and data type. Empty texts: the person.
CREATE TABLE _tributary_causes (
  id          BIGINT PRIMARY KEY,
  run         TEXT NOT NULL,
  integration TEXT NOT NULL,
  data_type   TEXT NOT NULL,
  purged      BIGINT NOT NULL DEFAULT 0,  -- some of its history is gone: no undo
  UNIQUE (run, integration, data_type)
);

-- Rows first_row … last_row were created together.
CREATE TABLE _tributary_created (
  first_row BIGINT PRIMARY KEY,
  last_row  BIGINT NOT NULL,
  table_id  BIGINT NOT NULL,
  cause_id  BIGINT NOT NULL REFERENCES _tributary_causes (id),
  at        TEXT NOT NULL
);
CREATE INDEX _tributary_created_cause ON _tributary_created (cause_id);

-- Every other change of a row.
CREATE TABLE _tributary_history (
  id       BIGINT PRIMARY KEY,
  row_id   BIGINT NOT NULL,
  table_id BIGINT NOT NULL,
  cause_id BIGINT NOT NULL REFERENCES _tributary_causes (id),
  kind     TEXT NOT NULL,                  -- updated, deleted, removed, restored
  at       TEXT NOT NULL,
  before   TEXT NOT NULL                   -- JSON: field id → value before, changed fields only
);
CREATE INDEX _tributary_history_row ON _tributary_history (row_id);
CREATE INDEX _tributary_history_cause ON _tributary_history (cause_id);

-- How many rows changed per hour and table.
CREATE TABLE _tributary_activity (
  hour     TEXT NOT NULL,
  table_id BIGINT NOT NULL,
  created  BIGINT NOT NULL,
  updated  BIGINT NOT NULL,
  deleted  BIGINT NOT NULL,
  PRIMARY KEY (hour, table_id)
);

CREATE TABLE _tributary_record_errors (
  id           TEXT PRIMARY KEY,
  scope_id     BIGINT NOT NULL REFERENCES _tributary_scopes (id) ON DELETE CASCADE,
  subject      TEXT NOT NULL,              -- what it is about: one error per subject
  identity     TEXT NOT NULL,
  position     TEXT NOT NULL,
  code         TEXT NOT NULL,
  message      TEXT NOT NULL,
  source_field TEXT NOT NULL,
  field        TEXT NOT NULL,
  record       BYTEA,                       -- JSON, cut at 64 kB
  run          TEXT NOT NULL,
  first_seen   TEXT NOT NULL,
  last_seen    TEXT NOT NULL,
  ignored      BIGINT NOT NULL DEFAULT 0,
  UNIQUE (scope_id, subject)
);
CREATE INDEX _tributary_record_errors_seen ON _tributary_record_errors (last_seen, id);
