-- Grain: one row per line that is no request. How many there were stays in the ledger of files.
delete from ops.reject
where source_file_key in (
    select source_file_key from ops.source_file where last_read_at < getvariable('kept_from')::date
);
