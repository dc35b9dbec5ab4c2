-- Grain: one row per UTC day of the range.
-- The gateway's own requests are told by the paths at which LiteLLM takes calls: those are LiteLLM's and the same everywhere, while a
-- service of config/service_routes.csv is the site's, may hold other requests too, and is fixed when a line is loaded. Compared are
-- successes: a key that is refused, a limit in front of the gateway or a retry inside it makes a failure on one side only.
create or replace macro marts.gateway_versus_log(
    from_date, to_date, tolerance := 0.01, for_service := null, for_request_source := 'access-log'
) as table
with gateway as (
    select
        fact.usage_date,
        sum(fact.request_count)::bigint as request_count,
        sum(fact.successful_request_count)::bigint as success_count
    from star.fact_usage_daily as fact
    join star.dim_api_key on dim_api_key.api_key_key = fact.api_key_key
    join star.dim_model on dim_model.model_key = fact.model_key
    where fact.usage_date between from_date and to_date
        and dim_api_key.api_key_hash <> 'litellm-internal-health-check'
        and not starts_with(dim_model.model_name, 'MCP: ')
    group by fact.usage_date
),
log as (
    select
        hour_at::date as usage_date,
        sum(request_count)::bigint as request_count,
        sum(success_count)::bigint as success_count
    from marts.filtered_request_hours(
        from_date, to_date, for_service := for_service, for_request_source := for_request_source
    )
    where regexp_matches(
        endpoint_path,
        '/completions$|/embeddings$|/responses$|/v1/messages$|/images/(generations|edits|variations)$|/audio/(speech|transcriptions)$|/moderations$|/rerank$|/ocr$|:(stream)?[gG]enerateContent$'
    )
    group by usage_date
),
day_count as (
    select
        dim_date.calendar_date as usage_date,
        coalesce(gateway_day.state, 'missing') as gateway_day_state,
        coalesce(log_day.state, 'missing') as log_day_state,
        case when gateway_day.state in ('loaded', 'zero', 'partial') then coalesce(gateway.request_count, 0) end as gateway_request_count,
        case when gateway_day.state in ('loaded', 'zero', 'partial') then coalesce(gateway.success_count, 0) end as gateway_success_count,
        case when log_day.state in ('loaded', 'zero', 'partial') then coalesce(log.request_count, 0) end as log_request_count,
        case when log_day.state in ('loaded', 'zero', 'partial') then coalesce(log.success_count, 0) end as log_success_count
    from star.dim_date
    left join ops.day_status as gateway_day
        on gateway_day.source = 'litellm' and gateway_day.usage_date = dim_date.calendar_date
    left join ops.day_status as log_day
        on log_day.source = regexp_replace(for_request_source, '-api$', '-log') || 's' and log_day.usage_date = dim_date.calendar_date
    left join gateway on gateway.usage_date = dim_date.calendar_date
    left join log on log.usage_date = dim_date.calendar_date
    where dim_date.calendar_date between from_date and to_date
)
select
    usage_date,
    gateway_day_state,
    log_day_state,
    gateway_request_count,
    log_request_count,
    gateway_success_count,
    log_success_count,
    log_success_count - gateway_success_count as difference,
    (log_success_count - gateway_success_count) / nullif(gateway_success_count, 0) as difference_share,
    case
        when gateway_day_state in ('loaded', 'zero') and log_day_state in ('loaded', 'zero')
            then abs(log_success_count - gateway_success_count) <= tolerance * gateway_success_count
    end as is_within_tolerance
from day_count
order by usage_date;
comment on macro table marts.gateway_versus_log is 'Requests that LiteLLM counted beside those that the log has of the paths at which LiteLLM takes calls (such as /v1/chat/completions or /embeddings; /mcp and all management is left out, as are health checks and MCP tools on LiteLLM''s side), per UTC day. Compared are the successful ones, because refused keys, limits and retries make failures on one side only. LiteLLM''s day is that of a request''s start, the log''s that of the time it wrote. Where more than one server logs such paths, for_service names the one in front of the gateway. Columns: usage_date; gateway_day_state, log_day_state (loaded, zero, partial, failed, missing); gateway_request_count, log_request_count (requests of any outcome); gateway_success_count, log_success_count (successful requests; for the log a status below 400); each NULL when its day was not read; difference (log less gateway, successful requests); difference_share (of the gateway''s; NULL when it has none); is_within_tolerance (the difference is at most tolerance, 0.01 unless said, of the gateway''s; NULL unless both days were read to their end)';
