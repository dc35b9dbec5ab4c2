-- Grain: one row per version of an API key. Only a service account's and a team's key keep their alias, and only when no word of it is a
-- word of any name, id or address that a person ever had, whichever version or source tells it.
create or replace temp table person_word as
select distinct unnest(regexp_extract_all(lower(named), '[\p{L}\p{M}\p{N}]{2,}')) as word
from (
    select unnest([user_name, user_id, user_email]) as text from whole.star.dim_user where user_key <> 0
    union
    select unnest([attributes ->> '$.user_alias', attributes ->> '$.user_email'])
    from whole.ops.directory_observation
    where entity_kind = 'user'
) as written, lateral (select split_part(text, '@', 1) as named);

create or replace temp table key_with_person as
select distinct api_key_key
from (
    select api_key_key, unnest(regexp_extract_all(lower(key_alias), '[\p{L}\p{M}\p{N}]{2,}')) as word
    from whole.star.dim_api_key
)
where word in (select word from person_word);

delete from star.dim_api_key;
insert into star.dim_api_key
select * replace (
    case
        when key_alias is null or key_kind in ('none', 'internal') then key_alias
        when key_kind in ('service_account', 'team')
            and not contains(key_alias, '@')
            and api_key_key not in (select api_key_key from key_with_person) then key_alias
        when getvariable('persons') = 'pseudonymous' then 'key-' || pseudonym(key_alias)
    end as key_alias,
    shown_user_id(user_id) as user_id,
    null as key_metadata
)
from whole.star.dim_api_key;
