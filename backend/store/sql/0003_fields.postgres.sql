ALTER TABLE data_transfers ADD COLUMN when_fields_change TEXT NOT NULL DEFAULT 'tell';  -- tell, add, stop

CREATE TABLE known_fields (
    transfer_id TEXT PRIMARY KEY REFERENCES data_transfers (id) ON DELETE CASCADE,
    settled     BIGINT NOT NULL,               -- 0 or 1: a full read has shown what there is
    fields      TEXT NOT NULL,                 -- JSON list
    changes     TEXT NOT NULL                  -- JSON list: what waits for the person
);
