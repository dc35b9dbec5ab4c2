-- Grain: one row per scope and member of the day: what the source stated beside what now stands in the facts. Replaces one day.
create or replace temp table loaded_sum as
with fact as (
    select * from star.fact_usage_daily
    where gateway = getvariable('gateway') and usage_date = getvariable('usage_date')::date
),
breakdown as (
    select * from star.fact_usage_breakdown_daily
    where gateway = getvariable('gateway') and usage_date = getvariable('usage_date')::date
),
loaded as (
    select 'day' as scope, '' as member, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from fact
    union all
    select 'model', model_name, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from fact join star.dim_model using (model_key)
    where model_key <> 0
    union all
    select 'provider', provider_id, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from fact join star.dim_provider using (provider_key)
    union all
    select 'user', user_id, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from fact join star.dim_user using (user_key)
    union all
    select 'api_key', api_key_hash, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from fact join star.dim_api_key using (api_key_key)
    union all
    select breakdown_kind, breakdown_value, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from breakdown
)
select
    scope,
    member,
    sum(request_count)::bigint as request_count,
    sum(failed_request_count)::bigint as failed_count,
    sum(prompt_tokens)::bigint as prompt_tokens,
    sum(completion_tokens)::bigint as completion_tokens,
    sum(spend_usd) as spend_usd
from loaded
group by scope, member;

create or replace temp table source_sum as
select
    scope,
    case
        when scope = 'user' and member = 'Unassigned' then '(unassigned)'
        when scope = 'api_key' then key_of_day.api_key_hash
        when scope in ('model', 'user') then member_name(member)
        else member
    end as member,
    sum(request_count)::bigint as request_count,
    sum(failed_request_count)::bigint as failed_count,
    sum(prompt_tokens)::bigint as prompt_tokens,
    sum(completion_tokens)::bigint as completion_tokens,
    sum(spend_usd) as spend_usd
from staged_sum
left join key_of_day on staged_sum.scope = 'api_key' and key_of_day.api_key = staged_sum.member
group by all;

create or replace temp table balance as
select
    scope,
    member,
    coalesce(source.request_count, 0) as source_request_count,
    coalesce(loaded.request_count, 0) as loaded_request_count,
    coalesce(source.failed_count, 0) as source_failed_count,
    coalesce(loaded.failed_count, 0) as loaded_failed_count,
    coalesce(source.prompt_tokens, 0) as source_prompt_tokens,
    coalesce(loaded.prompt_tokens, 0) as loaded_prompt_tokens,
    coalesce(source.completion_tokens, 0) as source_completion_tokens,
    coalesce(loaded.completion_tokens, 0) as loaded_completion_tokens,
    coalesce(source.spend_usd, 0)::decimal(38, 12) as source_spend_usd,
    coalesce(loaded.spend_usd, 0)::decimal(38, 12) as loaded_spend_usd,
    source_request_count = loaded_request_count
        and source_failed_count = loaded_failed_count
        and source_prompt_tokens = loaded_prompt_tokens
        and source_completion_tokens = loaded_completion_tokens
        and is_same_spend(source_spend_usd, loaded_spend_usd)
        as is_balanced
from source_sum as source
full join loaded_sum as loaded using (scope, member);

-- The source's spend is in no digest, for it may differ from the facts' by noise; is_balanced has compared it member by member. The loaded spend is exact.
delete from ops.reconciliation
where source = 'litellm' and usage_date = getvariable('usage_date')::date;

insert into ops.reconciliation
select
    'litellm',
    getvariable('usage_date')::date,
    scope,
    case when scope in ('user', 'api_key') then '' else member end as shown_member,
    sum(source_request_count),
    sum(loaded_request_count),
    sum(source_failed_count),
    sum(loaded_failed_count),
    sum(source_prompt_tokens),
    sum(loaded_prompt_tokens),
    sum(source_completion_tokens),
    sum(loaded_completion_tokens),
    sum(source_spend_usd),
    sum(loaded_spend_usd),
    case when scope in ('user', 'api_key') then digest_of_counts(
        member, source_request_count, source_failed_count, source_prompt_tokens, source_completion_tokens
    ) end,
    case when scope in ('user', 'api_key') then digest_of_figures(
        member, loaded_request_count, loaded_failed_count, loaded_prompt_tokens, loaded_completion_tokens, loaded_spend_usd
    ) end,
    bool_and(is_balanced),
    getvariable('run_id'),
    getvariable('checked_at')::timestamp
from balance
group by scope, shown_member;
