-- Grain: one row per user among the 10 that cost most (position 1 to 10), and one for all others (position 11).
with ranked as (
    select
        user_id as member_id,
        coalesce(user_name, user_id) as member_name,
        request_count,
        total_tokens,
        spend_usd,
        spend_share,
        row_number() over (order by spend_usd desc, total_tokens desc, user_id) as position
    from marts.usage_by_user(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
),
team_of_user as (
    select
        user_id as member_id,
        case when count(distinct team_id) = 1 then any_value(team_name) else count(distinct team_id) || ' teams' end as member_detail
    from marts.filtered_usage(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
    group by user_id
)
select
    least(position, 11) as position,
    count(*) as member_count,
    case when count(*) filter (where position > 10) = 0 then any_value(member_name) end as member_name,
    case when count(*) filter (where position > 10) = 0 then any_value(member_detail) end as member_detail,
    sum(request_count)::bigint as request_count,
    sum(total_tokens)::bigint as total_tokens,
    sum(spend_usd) as spend_usd,
    sum(spend_share) as spend_share
from ranked
join team_of_user using (member_id)
group by least(position, 11)
order by 1;
