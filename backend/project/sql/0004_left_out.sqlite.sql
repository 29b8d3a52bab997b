-- When the full read in hand began: what it met is as young as that.
ALTER TABLE _tributary_progress ADD COLUMN read_began_at TEXT NOT NULL DEFAULT '';

-- What the read in hand left out by the person's choice; forgotten when it ends.
CREATE TABLE _tributary_left_out (
  scope_id INTEGER NOT NULL REFERENCES _tributary_scopes (id) ON DELETE CASCADE,
  identity TEXT NOT NULL,                  -- of the record at the service
  kind     TEXT NOT NULL,                  -- what was not done: created, updated, deleted
  PRIMARY KEY (scope_id, identity)
) STRICT, WITHOUT ROWID;
