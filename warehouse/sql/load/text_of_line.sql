-- Grain: one row per text that staged lines refer to by its hash, which stands in the column in which they do.
create or replace temp table text_of_line as
select user_hash, method_hash, endpoint_hash, origin_hash, any_value(text) as text
from staged_request
where line_number is null
group by all;
