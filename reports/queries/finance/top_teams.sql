-- Grain: one row per team among the 5 that cost most (position 1 to 5), and one for all others (position 6).
with ranked as (
    select
        team_id as member_id,
        coalesce(team_name, team_id) as member_name,
        user_count::varchar as member_detail,
        request_count,
        total_tokens,
        spend_usd,
        spend_share,
        row_number() over (order by spend_usd desc, total_tokens desc, team_id) as position
    from marts.usage_by_team(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
)
select
    least(position, 6) as position,
    count(*) as member_count,
    case when count(*) filter (where position > 5) = 0 then any_value(member_name) end as member_name,
    case when count(*) filter (where position > 5) = 0 then any_value(member_detail) end as member_detail,
    sum(request_count)::bigint as request_count,
    sum(total_tokens)::bigint as total_tokens,
    sum(spend_usd) as spend_usd,
    sum(spend_share) as spend_share
from ranked
group by least(position, 6)
order by 1;
