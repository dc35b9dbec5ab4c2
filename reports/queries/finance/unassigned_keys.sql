-- Grain: one row per API key among the $8 that cost most of those that nobody pays for (position counts from 1), then one without a name for
-- all others; no row where there are no cost centres. A share is part of what nobody pays for.
with ranked as (
    select *, row_number() over (order by spend_usd desc, total_tokens desc, api_key_hash) as rank
    from marts.unassigned_usage(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
    where exists (from star.dim_cost_centre where cost_centre_code <> '(unassigned)')
)
select
    case when rank <= $8::bigint then rank end as position,
    count(*) as member_count,
    case when position is not null then any_value(coalesce(ranked.key_alias, ranked.api_key_hash)) end as member_name,
    case when position is not null then any_value(coalesce(dim_team.team_name, ranked.team_id)) end as member_detail,
    sum(ranked.request_count)::bigint as request_count,
    sum(ranked.total_tokens)::bigint as total_tokens,
    sum(ranked.spend_usd) as spend_usd,
    sum(ranked.spend_usd) / nullif(sum(sum(ranked.spend_usd)) over (), 0) as spend_share
from ranked
left join star.dim_team on dim_team.team_id = ranked.team_id and dim_team.valid_from <= $2 and dim_team.valid_to > $2
group by position
order by position nulls last;
