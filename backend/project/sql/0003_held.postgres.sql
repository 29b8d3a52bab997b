-- What the mass-change guard looks at: a field of a row that a run would empty, or a row it
-- would delete (field 0).
CREATE TABLE _tributary_held (
  scope_id BIGINT NOT NULL REFERENCES _tributary_scopes (id) ON DELETE CASCADE,
  row_id   BIGINT NOT NULL,
  table_id BIGINT NOT NULL REFERENCES _tributary_tables (id) ON DELETE CASCADE,
  field_id BIGINT NOT NULL,
  counted  BIGINT NOT NULL,               -- the run has counted the row as updated already
  held     BIGINT NOT NULL,               -- 0: decided when the read ends, 1: waits for the person
  PRIMARY KEY (scope_id, row_id, field_id)
);
