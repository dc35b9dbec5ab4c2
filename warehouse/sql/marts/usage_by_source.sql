-- Grain: one row per gateway and per feed with usage in the range. They stand side by side; whether they may be added is for the
-- reader to know: the same requests may pass both.
create or replace macro marts.usage_by_source(from_date, to_date) as table
with told as (
    select
        'litellm' as source, gateway as source_name, cost_source, usage_date,
        request_count, prompt_tokens, completion_tokens, total_tokens, spend_usd as cost_usd
    from marts.usage
    where usage_date between from_date and to_date
    union all
    select
        'usage-feed', feed_name, cost_source, usage_date,
        request_count, prompt_tokens, completion_tokens, total_tokens, cost_usd
    from marts.usage_feed
    where usage_date between from_date and to_date
),
loaded as (
    select source, count(*) as loaded_day_count
    from ops.day_status
    where usage_date between from_date and to_date and state in ('loaded', 'zero', 'partial')
    group by source
)
select
    told.source,
    told.source_name,
    told.cost_source,
    coalesce(any_value(loaded.loaded_day_count), 0) as loaded_day_count,
    count(distinct told.usage_date) as used_day_count,
    count(*) as row_count,
    sum(told.request_count)::bigint as request_count,
    count(told.request_count) as counted_row_count,
    sum(told.prompt_tokens)::bigint as prompt_tokens,
    sum(told.completion_tokens)::bigint as completion_tokens,
    sum(told.total_tokens)::bigint as total_tokens,
    count(told.total_tokens) as metered_row_count,
    sum(told.cost_usd) as cost_usd,
    count(told.cost_usd) as costed_row_count
from told
left join loaded on loaded.source = told.source
group by told.source, told.source_name, told.cost_source
order by told.source, told.source_name;
comment on macro table marts.usage_by_source is 'Usage per source, side by side and never added: the same requests may be in both. Columns: source (litellm, usage-feed); source_name (name of the gateway or the feed); cost_source (litellm, feed); loaded_day_count (days of the range that the source is loaded for); used_day_count (days with usage); row_count (rows of marts.usage or marts.usage_feed); request_count (requests); prompt_tokens, completion_tokens, total_tokens (tokens); cost_usd (US dollars, as the source states it). Each figure is the sum of the rows that tell it, NULL when none does; counted_row_count, metered_row_count and costed_row_count (rows) are those that tell request_count, total_tokens and cost_usd';
