-- Grain: one row: the home this file belongs to. Written once, by the first process that opens the file.
insert into ops.home
select getvariable('home_id')
where not exists (select 1 from ops.home);
