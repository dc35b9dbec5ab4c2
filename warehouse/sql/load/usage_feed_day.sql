-- Grain: one row per API key, model, provider and user of the staged day, with the members' names as the star spells them.
-- Each figure is one that every row of the cell tells, or none: what half of them tell is refused before.
create or replace temp table usage_of_day as
select
    coalesce(user_by_day.user_id, '(unassigned)') as user_id,
    coalesce(member_name(staged.api_key), '(no key)') as api_key_hash,
    coalesce(member_name(staged.model), '(no model)') as model_name,
    coalesce(staged.provider, 'unknown') as provider_id,
    sum(staged.request_count)::bigint as request_count,
    sum(staged.prompt_tokens)::bigint as prompt_tokens,
    sum(staged.completion_tokens)::bigint as completion_tokens,
    sum(staged.total_tokens)::bigint as total_tokens,
    sum(staged.cost_usd)::decimal(38, 12) as cost_usd
from staged_usage_feed as staged
left join user_by_day
    on user_by_day.named_id = staged.user_name
    and user_by_day.valid_from <= getvariable('usage_date')::date
    and user_by_day.valid_to > getvariable('usage_date')::date
group by all;

insert into star.dim_api_key by name
select
    nextval('ops.next_api_key_key') as api_key_key,
    api_key_hash,
    'unlisted' as key_kind,
    false as is_deleted,
    true as is_inferred,
    date '0001-01-01' as valid_from,
    date '9999-12-31' as valid_to,
    true as is_current
from (select distinct api_key_hash from usage_of_day)
where api_key_hash not in (select api_key_hash from star.dim_api_key);
