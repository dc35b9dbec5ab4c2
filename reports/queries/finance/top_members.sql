-- Grain: one row per dimension (user, model, provider, team) and member among those that cost most ($8 users and models, $9 providers and
-- teams; position counts from 1), then one without a position for usage of no user or team, and one without a name for all others.
with team_of_user as (
    select
        used.user_id,
        case used.team_count
            when 0 then '(unassigned)'
            when 1 then label.team_name
        end as team_name,
        used.team_count
    from (
        select
            user_id,
            count(distinct team_id) filter (where team_id <> '(unassigned)') as team_count,
            any_value(team_id) filter (where team_id <> '(unassigned)') as team_id
        from marts.filtered_usage(
            $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
        )
        group by user_id
    ) as used
    left join star.dim_team as label
        on label.team_id = used.team_id and label.valid_from <= $2 and label.valid_to > $2
),
-- The tier is that of the last day of the range. The quota is that of the month in which the last loaded day lies, and told of a range
-- with that day alone: told of another, it would change the figures of a month that is final.
quota as (
    select
        plan.user_id,
        plan.tier_name,
        case when used.data_through between $1 and $2 then greatest(used.call_share, used.token_share)::decimal(18, 6) end as quota_share,
        case when used.data_through between $1 and $2 then used.data_through end as quota_through
    from star.dim_user_plan as plan
    left join marts.quota_by_user as used using (user_id)
    where plan.valid_from <= $2 and plan.valid_to > $2
),
member as (
    select
        'user' as dimension,
        $8::bigint as named_count,
        user_id as member_id,
        coalesce(user_name, user_id) as member_name,
        team_of_user.team_name as member_detail,
        null::bigint as user_count,
        team_of_user.team_count,
        quota.tier_name,
        quota.quota_share,
        quota.quota_through,
        request_count,
        total_tokens,
        spend_usd,
        spend_share
    from marts.usage_by_user(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
    join team_of_user using (user_id)
    left join quota using (user_id)
    union all
    select
        'model' as dimension,
        $8::bigint as named_count,
        model_name as member_id,
        model_name as member_name,
        provider_ids as member_detail,
        null as user_count,
        null as team_count,
        null as tier_name,
        null as quota_share,
        null as quota_through,
        request_count,
        total_tokens,
        spend_usd,
        spend_share
    from marts.usage_by_model(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
    union all
    select
        'provider' as dimension,
        $9::bigint as named_count,
        provider_id as member_id,
        provider_id as member_name,
        null as member_detail,
        user_count,
        null as team_count,
        null as tier_name,
        null as quota_share,
        null as quota_through,
        request_count,
        total_tokens,
        spend_usd,
        spend_share
    from marts.usage_by_provider(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
    union all
    select
        'team' as dimension,
        $9::bigint as named_count,
        team_id as member_id,
        coalesce(team_name, team_id) as member_name,
        null as member_detail,
        user_count,
        null as team_count,
        null as tier_name,
        null as quota_share,
        null as quota_through,
        request_count,
        total_tokens,
        spend_usd,
        spend_share
    from marts.usage_by_team(
        $1, $2, for_user := $3, for_team := $4, for_api_key := $5, for_model := $6, for_provider := $7
    )
),
ranked as (
    select
        *,
        row_number() over (
            partition by dimension, member_id = '(unassigned)'
            order by spend_usd desc, total_tokens desc, member_id
        ) as rank,
        case
            when member_id = '(unassigned)' then 'unassigned'
            when rank <= named_count then 'named'
            else 'others'
        end as kind
    from member
)
select
    dimension,
    kind,
    case when kind = 'named' then rank end as position,
    count(*) as member_count,
    case when kind <> 'others' then any_value(member_name) end as member_name,
    case when kind <> 'others' then any_value(member_detail) end as member_detail,
    case when kind <> 'others' then any_value(user_count) end as user_count,
    case when kind <> 'others' then any_value(team_count) end as team_count,
    case when kind <> 'others' then any_value(tier_name) end as tier_name,
    case when kind <> 'others' then any_value(quota_share) end as quota_share,
    case when kind <> 'others' then any_value(quota_through) end as quota_through,
    sum(request_count)::bigint as request_count,
    sum(total_tokens)::bigint as total_tokens,
    sum(spend_usd) as spend_usd,
    sum(spend_share) as spend_share
from ranked
group by dimension, kind, position
order by dimension, kind = 'others', position nulls last;
