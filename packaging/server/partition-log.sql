-- Lay the log of a large hospital out in sixteen parts, by space, so that each part can be tidied, moved and indexed by
-- itself. Stop the server and make a backup first; it needs as much free room as the log takes. The server notices no
-- difference. Run as the database's owner:  psql --single-transaction --set ON_ERROR_STOP=1 --file partition-log.sql
LOCK TABLE log IN ACCESS EXCLUSIVE MODE;
ALTER TABLE log RENAME TO log_whole;
ALTER TABLE log_whole RENAME CONSTRAINT pk_log TO pk_log_whole;
ALTER TABLE log_whole RENAME CONSTRAINT uq_log_space_revision TO uq_log_whole;
ALTER INDEX ix_log_space_owner_record RENAME TO ix_log_whole_record;
ALTER INDEX ix_log_epochs RENAME TO ix_log_whole_epochs;

CREATE TABLE log (LIKE log_whole INCLUDING DEFAULTS) PARTITION BY HASH (space);
DO $$
BEGIN
    FOR part IN 0..15 LOOP
        EXECUTE format('CREATE TABLE log_%s PARTITION OF log FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
    END LOOP;
END
$$;
INSERT INTO log SELECT * FROM log_whole;
ALTER TABLE log ADD CONSTRAINT pk_log PRIMARY KEY (space, seq);
ALTER TABLE log ADD CONSTRAINT uq_log_space_revision UNIQUE (space, revision);
CREATE INDEX ix_log_space_owner_record ON log (space, owner, record);
CREATE INDEX ix_log_epochs ON log (space, seq) WHERE kind = 4;
DROP TABLE log_whole;
