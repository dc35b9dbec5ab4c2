-- Grain: one row per source: the address it is read from, recorded or confirmed anew.
delete from ops.source where source = getvariable('source');
insert into ops.source
select getvariable('source'), getvariable('base_url'), getvariable('recorded_at')::timestamp;
