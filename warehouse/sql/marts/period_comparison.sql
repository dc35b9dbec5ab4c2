-- Grain: one row: the range beside the period before it.
create or replace macro marts.period_comparison(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with period as (
    select
        case
            when from_date = date_trunc('year', from_date) and to_date = from_date + interval 1 year - interval 1 day
                then from_date - interval 1 year
            when from_date = date_trunc('quarter', from_date) and to_date = from_date + interval 3 month - interval 1 day
                then from_date - interval 3 month
            when from_date = date_trunc('month', from_date) and to_date = from_date + interval 1 month - interval 1 day
                then from_date - interval 1 month
            else from_date - to_days((to_date - from_date + 1)::integer)
        end::date as previous_from_date,
        (from_date - interval 1 day)::date as previous_to_date
),
days_before as (
    select count(*) filter (where day_status.state in ('loaded', 'zero')) = count(*) as is_covered
    from star.dim_date
    left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
    where dim_date.calendar_date between (select previous_from_date from period) and (select previous_to_date from period)
),
now_and_before as (
    select
        count(distinct user_id) filter (where usage_date >= from_date and user_id <> '(unassigned)') as user_count,
        count(distinct user_id) filter (where usage_date < from_date and user_id <> '(unassigned)') as user_count_before,
        coalesce(sum(request_count) filter (where usage_date >= from_date), 0)::bigint as request_count,
        coalesce(sum(request_count) filter (where usage_date < from_date), 0)::bigint as request_count_before,
        coalesce(sum(total_tokens) filter (where usage_date >= from_date), 0)::bigint as total_tokens,
        coalesce(sum(total_tokens) filter (where usage_date < from_date), 0)::bigint as total_tokens_before,
        coalesce(sum(spend_usd) filter (where usage_date >= from_date), 0) as spend_usd,
        coalesce(sum(spend_usd) filter (where usage_date < from_date), 0) as spend_usd_before
    from marts.filtered_usage(
        (select previous_from_date from period), to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
)
select
    from_date as from_date,
    to_date as to_date,
    previous_from_date,
    previous_to_date,
    is_covered as is_previous_covered,
    spend_usd,
    case when is_covered then spend_usd_before end as previous_spend_usd,
    case when is_covered then (spend_usd - spend_usd_before) / nullif(spend_usd_before, 0) end as spend_change,
    user_count,
    case when is_covered then user_count_before end as previous_user_count,
    case when is_covered then (user_count - user_count_before) / nullif(user_count_before, 0) end as user_count_change,
    request_count,
    case when is_covered then request_count_before end as previous_request_count,
    case when is_covered then (request_count - request_count_before) / nullif(request_count_before, 0) end as request_count_change,
    total_tokens,
    case when is_covered then total_tokens_before end as previous_total_tokens,
    case when is_covered then (total_tokens - total_tokens_before) / nullif(total_tokens_before, 0) end as total_tokens_change,
    spend_usd / nullif(request_count, 0) as spend_per_request_usd,
    case when is_covered then spend_usd_before / nullif(request_count_before, 0) end as previous_spend_per_request_usd,
    case when is_covered
        then (spend_usd / nullif(request_count, 0)) / nullif(spend_usd_before / nullif(request_count_before, 0), 0) - 1
    end as spend_per_request_change
from now_and_before, days_before, period;
comment on macro table marts.period_comparison is 'The range beside the period before it: the previous calendar month, quarter or year when the range is one, else the equal number of days before. Previous figures and changes are NULL unless every day before is loaded and complete; a change is also NULL when the figure before was 0. Columns: from_date, to_date, previous_from_date, previous_to_date (UTC days, inclusive); is_previous_covered; spend_usd (US dollars), user_count (distinct users), request_count (requests), total_tokens (tokens), spend_per_request_usd (US dollars per request), each with previous_ and _change (relative, 0.1 is 10 % more)';
