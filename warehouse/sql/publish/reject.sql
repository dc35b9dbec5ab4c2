-- Grain: one row per line of a file that is no request. A name in it may be anywhere, so nothing of the line is shown.
insert into ops.reject
select * replace ('(not shown)' as excerpt) from whole.ops.reject;
