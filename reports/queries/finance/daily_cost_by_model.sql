-- Grain: one row per UTC day of the range and series: the $8 models that cost most, from 1, and all others (the next); one row without a series for a day without usage.
with ranked as (
    select
        model_name,
        row_number() over (order by spend_usd desc, total_tokens desc, model_name) as position
    from marts.usage_by_model(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
),
stacked as (
    select
        usage_by_day_model.usage_date,
        least(ranked.position, $8::bigint + 1) as series,
        sum(usage_by_day_model.spend_usd) as spend_usd
    from marts.usage_by_day_model(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    ) as usage_by_day_model
    join ranked using (model_name)
    group by usage_by_day_model.usage_date, least(ranked.position, $8::bigint + 1)
)
select
    usage_by_day.usage_date as first_date,
    case when usage_by_day.day_state in ('failed', 'missing') then 1 else 0 end as absent_day_count,
    1 as day_count,
    stacked.series,
    stacked.spend_usd
from marts.usage_by_day(
    $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
) as usage_by_day
left join stacked using (usage_date)
order by first_date, stacked.series;
