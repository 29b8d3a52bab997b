CREATE TABLE run_requests (
    run_id   TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    at       TEXT NOT NULL,                    -- when the run ended; only the newest are kept
    requests TEXT NOT NULL                     -- JSON object: what services were asked, without secrets
);

CREATE INDEX run_requests_by_time ON run_requests (at);
