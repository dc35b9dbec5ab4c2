-- Grain: one row per file. Takes back everything that was read of it, before it is read again.
delete from star.fact_request where source_file_key = getvariable('source_file_key');
delete from star.fact_request_hourly where source_file_key = getvariable('source_file_key');
delete from ops.reject where source_file_key = getvariable('source_file_key');
delete from ops.source_file where source_file_key = getvariable('source_file_key');
