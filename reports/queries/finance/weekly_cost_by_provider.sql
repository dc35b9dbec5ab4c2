-- Grain: one row per ISO week of the range and series: the $8 providers that cost most, from 1, and all others (the next); one row without a series for a week without usage.
with ranked as (
    select
        provider_id,
        row_number() over (order by spend_usd desc, total_tokens desc, provider_id) as position
    from marts.usage_by_provider(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
),
stacked as (
    select
        usage_by_week_provider.week_start_date as first_date,
        least(ranked.position, $8::bigint + 1) as series,
        sum(usage_by_week_provider.spend_usd) as spend_usd
    from marts.usage_by_week_provider(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    ) as usage_by_week_provider
    join ranked using (provider_id)
    group by usage_by_week_provider.week_start_date, least(ranked.position, $8::bigint + 1)
),
week as (
    select
        date_trunc('week', usage_date)::date as first_date,
        count(*) filter (where day_state in ('failed', 'missing')) as absent_day_count,
        count(*) as day_count
    from marts.usage_by_day(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
    group by date_trunc('week', usage_date)::date
)
select
    week.first_date,
    week.absent_day_count,
    week.day_count,
    stacked.series,
    stacked.spend_usd
from week
left join stacked using (first_date)
order by week.first_date, stacked.series;
