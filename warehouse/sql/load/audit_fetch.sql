-- Grain: one row per audit log. Notes that a landing folder is loaded which was no reading to the log's end.
update ops.audit_watermark
set
    landing_fetch_id = greatest(landing_fetch_id, getvariable('landing_fetch_id')),
    run_id = getvariable('run_id')
where audit_source = getvariable('audit_source');
