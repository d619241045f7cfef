-- The size of an imported file: the first thing to compare when a file comes that may be the same again.
ALTER TABLE import_source ADD COLUMN bytes INTEGER;
