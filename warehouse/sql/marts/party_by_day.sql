-- Grain: one row per UTC day of the range, also days without usage of the party: figures are 0 for a day that is loaded and NULL for one
-- that is not.
create or replace macro marts.party_by_day(from_date, to_date, for_kind := 'user', for_id := null) as table
select
    dim_date.calendar_date as usage_date,
    coalesce(day_status.state, 'missing') as day_state,
    coalesce(day_status.is_final, false) as is_final,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.request_count, 0) end as request_count,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.total_tokens, 0) end as total_tokens,
    case when day_status.state in ('loaded', 'zero', 'partial') then coalesce(used.spend_usd, 0) end as spend_usd
from star.dim_date
left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
left join marts.party_figures(from_date, to_date, for_kind := for_kind, for_id := for_id, grain := ['day']) as used
    on used.usage_date = dim_date.calendar_date
where dim_date.calendar_date between from_date and to_date
order by dim_date.calendar_date;
comment on macro table marts.party_by_day is 'Usage of one party per UTC day of the range; 0 on a loaded day without usage, NULL on a day not loaded. for_kind is user, team, organization or cost_centre, for_id the party''s id. Columns: usage_date; day_state (loaded, zero, partial, failed, missing); is_final; request_count (requests), total_tokens (tokens), each with 4 decimals; spend_usd (US dollars, LiteLLM''s own)';
