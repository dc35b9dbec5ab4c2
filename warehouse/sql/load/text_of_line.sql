-- Grain: one row per text that staged lines refer to by its hash.
create or replace temp table text_of_line as
select text_hash, any_value(text) as text
from staged_request
where text_hash is not null
group by text_hash;
