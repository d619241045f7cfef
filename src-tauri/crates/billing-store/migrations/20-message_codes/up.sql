-- What kind of thing a stored message tells of, so that it can be said in another language. Messages of an earlier time
-- have no code and stay as they were written.
ALTER TABLE tenant_part ADD COLUMN code TEXT;
ALTER TABLE tenant_sync ADD COLUMN code TEXT;
ALTER TABLE tenant_intent ADD COLUMN code TEXT;
ALTER TABLE tenant_anomaly ADD COLUMN code TEXT;
