-- Times are UTC text in sqldb.TimeLayout; "" is never. Lists and maps are JSON text.

CREATE TABLE authorizations (
    id            TEXT PRIMARY KEY,
    source        TEXT NOT NULL,
    name          TEXT NOT NULL UNIQUE,
    open_values   TEXT NOT NULL,               -- JSON object: what is no secret
    secret_fields TEXT NOT NULL,               -- JSON list of field names
    state         TEXT NOT NULL,
    state_code    TEXT NOT NULL,
    state_words   TEXT NOT NULL,
    hint          TEXT NOT NULL,
    checked_at    TEXT NOT NULL,
    last_used_at  TEXT NOT NULL,
    expires_at    TEXT NOT NULL,
    created_at    TEXT NOT NULL
);

CREATE TABLE secrets (
    authorization_id TEXT NOT NULL REFERENCES authorizations (id) ON DELETE CASCADE,
    field            TEXT NOT NULL,
    sealed           TEXT NOT NULL,            -- AES-256-GCM, bound to its name
    PRIMARY KEY (authorization_id, field)
);

CREATE TABLE source_configurations (
    id               TEXT PRIMARY KEY,
    source           TEXT NOT NULL,
    name             TEXT NOT NULL UNIQUE,
    authorization_id TEXT REFERENCES authorizations (id),
    settings         TEXT NOT NULL,            -- JSON object
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL
);

CREATE TABLE data_transfers (
    id               TEXT PRIMARY KEY,
    configuration_id TEXT NOT NULL REFERENCES source_configurations (id) ON DELETE CASCADE,
    data_type        TEXT NOT NULL,
    active           INTEGER NOT NULL,         -- 0 or 1
    mapping          TEXT NOT NULL,            -- JSON
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL,
    UNIQUE (configuration_id, data_type)
);

CREATE TABLE integrations (
    id               TEXT PRIMARY KEY,
    name             TEXT NOT NULL UNIQUE,
    configuration_id TEXT NOT NULL REFERENCES source_configurations (id),
    updates          TEXT NOT NULL,            -- JSON object: data type → types of updates
    every_seconds    DOUBLE PRECISION NOT NULL,            -- 0 when cron is set
    cron             TEXT NOT NULL,            -- five fields, local time
    email_alerts     TEXT NOT NULL,            -- JSON list
    budget           TEXT NOT NULL,            -- JSON, 0 is the default
    guard            TEXT NOT NULL,            -- JSON, 0 is the default
    hard_deletions   INTEGER NOT NULL,         -- 0 or 1
    state            TEXT NOT NULL,
    state_cause      TEXT NOT NULL,
    state_at         TEXT NOT NULL,
    paused_until     TEXT NOT NULL,
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL
);

CREATE TABLE runs (
    id             TEXT PRIMARY KEY,
    integration_id TEXT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    cause          TEXT NOT NULL,              -- schedule, manual, catch_up
    dry_run        INTEGER NOT NULL,           -- 0 or 1
    full_read      INTEGER NOT NULL,           -- 0 or 1
    started_at     TEXT NOT NULL,
    ended_at       TEXT NOT NULL,              -- "" while it runs
    result         TEXT NOT NULL,
    error_kind     TEXT NOT NULL,
    error_code     TEXT NOT NULL,
    error_words    TEXT NOT NULL,
    error_detail   TEXT NOT NULL,
    transfers      TEXT NOT NULL               -- JSON list, one per data type
);

CREATE INDEX runs_by_integration ON runs (integration_id, started_at);
CREATE INDEX runs_by_start ON runs (started_at);

CREATE TABLE manifests (
    source    TEXT PRIMARY KEY,                -- "manifest:" and the name of the source
    name      TEXT NOT NULL,
    path      TEXT NOT NULL,                   -- where it was loaded from
    content   TEXT NOT NULL,
    loaded_at TEXT NOT NULL
);

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL                        -- JSON
);
