-- Grain: one row per UTC day of the range, also days without usage: figures are 0 for a day that is loaded and NULL for one that is not.
create or replace macro marts.usage_by_day(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    dim_date.calendar_date as usage_date,
    coalesce(day_status.state, 'missing') as day_state,
    coalesce(day_status.is_final, false) as is_final,
    case when day_status.state in ('loaded', 'zero', 'partial') then case when used.usage_date is null then 0 else used.user_count end end as user_count,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.request_count, 0) end as request_count,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.successful_request_count, 0) end as successful_request_count,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.failed_request_count, 0) end as failed_request_count,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.prompt_tokens, 0) end as prompt_tokens,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.completion_tokens, 0) end as completion_tokens,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.total_tokens, 0) end as total_tokens,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.cache_read_tokens, 0) end as cache_read_tokens,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.cache_write_tokens, 0) end as cache_write_tokens,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.spend_usd, 0) end as spend_usd
from star.dim_date
left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
left join marts.usage_figures(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
    grain := ['day']
) as used on used.usage_date = dim_date.calendar_date
where dim_date.calendar_date between from_date and to_date
order by dim_date.calendar_date;
comment on macro table marts.usage_by_day is 'Usage per UTC day of the range; 0 on a loaded day without usage, NULL on a day not loaded. Columns: usage_date; day_state (loaded, zero, partial, failed, missing); is_final; user_count (distinct users; NULL when the snapshot does not show persons); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own)';
