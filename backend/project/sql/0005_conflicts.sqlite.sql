-- What an integration says of a field where the row holds another value: one before it in the
-- table's order decides.
CREATE TABLE _tributary_conflicts (
  row_id   INTEGER NOT NULL,
  field_id INTEGER NOT NULL REFERENCES _tributary_fields (id) ON DELETE CASCADE,
  scope_id INTEGER NOT NULL REFERENCES _tributary_scopes (id) ON DELETE CASCADE,
  table_id INTEGER NOT NULL REFERENCES _tributary_tables (id) ON DELETE CASCADE,
  value    TEXT,                           -- JSON; empty: it says nothing
  since    TEXT NOT NULL,
  PRIMARY KEY (row_id, field_id, scope_id)
) STRICT;
CREATE INDEX _tributary_conflicts_table ON _tributary_conflicts (table_id, row_id);
CREATE INDEX _tributary_conflicts_field ON _tributary_conflicts (field_id);
CREATE INDEX _tributary_conflicts_scope ON _tributary_conflicts (scope_id);

-- The order by which the conflicts of a data transfer were settled last.
ALTER TABLE _tributary_progress ADD COLUMN settled_order TEXT NOT NULL DEFAULT '';
