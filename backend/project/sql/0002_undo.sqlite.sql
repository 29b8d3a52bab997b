-- The run that took this one back; empty: none.
ALTER TABLE _tributary_causes ADD COLUMN undone_by TEXT NOT NULL DEFAULT '';
