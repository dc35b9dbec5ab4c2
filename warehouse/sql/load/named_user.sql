-- Grain: one row per user that the staged lines name. The names are in text_of_line.
create or replace temp table named_user as
select user_hash, text as named_id, text as user_id
from text_of_line
where user_hash is not null;
