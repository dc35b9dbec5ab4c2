-- Grain: one row for the whole range: which of its days are loaded, provisional, restated, before the kept range, and whether they equal the source.
create or replace macro marts.coverage(from_date, to_date) as table
with days as (
    select
        dim_date.calendar_date as usage_date,
        coalesce(day_status.state, 'missing') as state,
        coalesce(day_status.is_final, false) as is_final
    from star.dim_date
    left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
    where dim_date.calendar_date between from_date and to_date
),
balance as (
    select
        count(*) filter (where scope = 'day') as reconciled_day_count,
        count(distinct usage_date) filter (where not is_balanced) as unbalanced_day_count,
        sum(source_request_count) filter (where scope = 'day') as source_request_count,
        sum(source_failed_count) filter (where scope = 'day') as source_failed_count,
        sum(source_prompt_tokens) filter (where scope = 'day') as source_prompt_tokens,
        sum(source_completion_tokens) filter (where scope = 'day') as source_completion_tokens,
        sum(source_spend_usd) filter (where scope = 'day') as source_spend_usd
    from ops.reconciliation
    where source = 'litellm' and usage_date between from_date and to_date
),
restated as (
    select
        count(distinct usage_date) as restated_day_count,
        string_agg(distinct usage_date::varchar, ', ' order by usage_date::varchar) as restated_dates
    from ops.restatement
    where source = 'litellm' and usage_date between from_date and to_date
),
warned as (
    select max(source_warning) as source_warning
    from ops.day_status
    where source = 'litellm' and usage_date between from_date and to_date
)
select
    count(*) as day_count,
    count(*) filter (where state in ('loaded', 'zero', 'partial')) as loaded_day_count,
    count(*) filter (where state = 'zero') as zero_day_count,
    count(*) filter (where state = 'partial') as partial_day_count,
    count(*) filter (where state in ('loaded', 'zero', 'partial') and not is_final) as provisional_day_count,
    count(*) filter (where state = 'failed') as failed_day_count,
    count(*) filter (where state = 'missing') as missing_day_count,
    count(*) filter (where state = 'expired') as expired_day_count,
    any_value(restated.restated_day_count) as restated_day_count,
    any_value(restated.restated_dates) as restated_dates,
    any_value(balance.reconciled_day_count) as reconciled_day_count,
    any_value(balance.unbalanced_day_count) as unbalanced_day_count,
    any_value(balance.source_request_count)::bigint as source_request_count,
    any_value(balance.source_failed_count)::bigint as source_failed_count,
    any_value(balance.source_prompt_tokens)::bigint as source_prompt_tokens,
    any_value(balance.source_completion_tokens)::bigint as source_completion_tokens,
    any_value(balance.source_spend_usd) as source_spend_usd,
    string_agg(usage_date::varchar, ', ' order by usage_date) filter (where state in ('failed', 'missing')) as absent_dates,
    any_value(warned.source_warning) as source_warning
from days, balance, restated, warned;
comment on macro table marts.coverage is 'Coverage of a range of UTC days. Columns: day_count; loaded_day_count (zero and partial ones included); zero_day_count; partial_day_count; provisional_day_count (loaded, not yet final); failed_day_count; missing_day_count; expired_day_count (before the kept range: deleted by retention); restated_day_count and restated_dates; reconciled_day_count; unbalanced_day_count; source_request_count, source_failed_count (requests), source_prompt_tokens, source_completion_tokens (tokens) and source_spend_usd (US dollars), the source''s own totals of the reconciled days; absent_dates (failed or missing, comma separated); source_warning (what is known against the source''s own figures of these days; NULL when nothing is)';
