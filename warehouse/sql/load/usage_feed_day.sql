-- Grain: one row per API key, model, provider and user of the staged day, with the members' names as the star spells them.
-- A user is known by id, else by e-mail address.
create or replace temp table user_of_feed as
with named as (
    select distinct user_name from staged_usage_feed where user_name is not null
),
known as (
    select user_name, arg_min(user_id, (preference, user_key)) as user_id
    from (
        select named.user_name, dim_user.user_id, dim_user.user_key, 1 as preference
        from named
        join star.dim_user on dim_user.user_id = member_name(named.user_name)
        union all
        select named.user_name, dim_user.user_id, dim_user.user_key, 2
        from named
        join star.dim_user on lower(dim_user.user_id) = lower(named.user_name)
        where contains(named.user_name, '@')
        union all
        select named.user_name, dim_user.user_id, dim_user.user_key, 3
        from named
        join star.dim_user on lower(dim_user.user_email) = lower(named.user_name)
        where contains(named.user_name, '@')
    )
    group by user_name
)
select named.user_name, coalesce(known.user_id, member_name(named.user_name)) as user_id
from named
left join known on known.user_name = named.user_name;

-- Each figure is one that every row of the cell tells, or none: what half of them tell is refused before.
create or replace temp table usage_of_day as
select
    coalesce(user_of_feed.user_id, '(unassigned)') as user_id,
    coalesce(member_name(staged.api_key), '(no key)') as api_key_hash,
    coalesce(member_name(staged.model), '(no model)') as model_name,
    coalesce(staged.provider, 'unknown') as provider_id,
    sum(staged.request_count)::bigint as request_count,
    sum(staged.prompt_tokens)::bigint as prompt_tokens,
    sum(staged.completion_tokens)::bigint as completion_tokens,
    sum(staged.total_tokens)::bigint as total_tokens,
    sum(staged.cost_usd)::decimal(38, 12) as cost_usd
from staged_usage_feed as staged
left join user_of_feed on user_of_feed.user_name = staged.user_name
group by all;

insert into star.dim_api_key
select
    (select max(api_key_key) from star.dim_api_key) + row_number() over (order by api_key_hash),
    api_key_hash, null, 'unlisted', null, null, null, false, null, null,
    true, date '0001-01-01', date '9999-12-31', true
from (select distinct api_key_hash from usage_of_day)
where api_key_hash not in (select api_key_hash from star.dim_api_key);
