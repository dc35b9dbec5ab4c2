-- Grain: one row: the party's usage of the range beside that of the period before it. It is made of one reading of both.
create or replace macro marts.party_comparison(from_date, to_date, for_kind := 'user', for_id := null) as table
with period as (
    from marts.previous_period(from_date, to_date)
),
loaded as (
    select case when count(*) > 0 then 0 end as amount
    from ops.day_status
    where source = 'litellm' and usage_date between from_date and to_date and state in ('loaded', 'zero', 'partial')
),
summed as (
    select
        case
            when bool_or(user_id = '(not shown)') then null
            else count(distinct user_id) filter (where usage_date >= from_date and user_id <> '(unassigned)')
        end as user_count,
        case
            when bool_or(user_id = '(not shown)') then null
            else count(distinct user_id) filter (where usage_date < from_date and user_id <> '(unassigned)')
        end as previous_user_count,
        coalesce(sum(request_count) filter (where usage_date >= from_date), 0) as request_count,
        coalesce(sum(request_count) filter (where usage_date < from_date), 0) as previous_request_count,
        coalesce(sum(successful_request_count) filter (where usage_date >= from_date), 0) as successful_request_count,
        coalesce(sum(total_tokens) filter (where usage_date >= from_date), 0) as total_tokens,
        coalesce(sum(total_tokens) filter (where usage_date < from_date), 0) as previous_total_tokens,
        coalesce(sum(spend_usd) filter (where usage_date >= from_date), 0) as spend_usd,
        coalesce(sum(spend_usd) filter (where usage_date < from_date), 0) as previous_spend_usd
    from marts.party_usage((select previous_from_date from period), to_date, for_kind := for_kind, for_id := for_id)
    where usage_date >= from_date or usage_date <= (select previous_to_date from period)
)
select
    period.previous_from_date,
    period.previous_to_date,
    period.is_previous_covered,
    period.is_covered,
    summed.user_count + loaded.amount as user_count,
    case when period.is_covered and period.is_previous_covered then (summed.user_count - summed.previous_user_count) / nullif(summed.previous_user_count, 0) end as user_count_change,
    (summed.request_count + loaded.amount)::decimal(38, 4) as request_count,
    case when period.is_previous_covered then summed.previous_request_count end::decimal(38, 4) as previous_request_count,
    case when period.is_covered and period.is_previous_covered then (summed.request_count - summed.previous_request_count) / nullif(summed.previous_request_count, 0) end as request_count_change,
    (summed.total_tokens + loaded.amount)::decimal(38, 4) as total_tokens,
    case when period.is_previous_covered then summed.previous_total_tokens end::decimal(38, 4) as previous_total_tokens,
    case when period.is_covered and period.is_previous_covered then (summed.total_tokens - summed.previous_total_tokens) / nullif(summed.previous_total_tokens, 0) end as total_tokens_change,
    summed.spend_usd + loaded.amount as spend_usd,
    case when period.is_previous_covered then summed.previous_spend_usd end as previous_spend_usd,
    case when period.is_covered and period.is_previous_covered then (summed.spend_usd - summed.previous_spend_usd) / nullif(summed.previous_spend_usd, 0) end as spend_change,
    summed.successful_request_count / nullif(summed.request_count, 0) as success_rate
from summed, period, loaded;
comment on macro table marts.party_comparison is 'Usage of one party in the range beside the period before it, as marts.previous_period tells it. for_kind is user, team, organization or cost_centre, for_id the party''s id. Figures are NULL when no day of the range is loaded, previous ones unless every day before is loaded and complete, changes unless every day of both is; a change is also NULL when the figure before was 0. Columns: previous_from_date, previous_to_date (UTC days, inclusive); is_previous_covered, is_covered; user_count (distinct users; NULL when the snapshot does not show persons) and user_count_change; request_count (requests), total_tokens (tokens), each with 4 decimals, and spend_usd (US dollars), each with previous_ and a change (request_count_change, total_tokens_change, spend_change; 0.1 is 10 % more); success_rate (0 to 1; NULL without requests)';
