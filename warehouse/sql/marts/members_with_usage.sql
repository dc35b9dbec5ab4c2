-- Grain: one row per user, team, API key, model and provider with usage in the range.
create or replace macro marts.members_with_usage(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with member as (
    select
        case
            when grouping(user_id) = 0 then 'user'
            when grouping(team_id) = 0 then 'team'
            when grouping(api_key_hash) = 0 then 'api_key'
            when grouping(model_name) = 0 then 'model'
            else 'provider'
        end as member_kind,
        coalesce(user_id, team_id, api_key_hash, model_name, provider_id) as member_id,
        sum(request_count)::bigint as request_count,
        sum(spend_usd) as spend_usd
    from marts.filtered_usage(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
    group by grouping sets ((user_id), (team_id), (api_key_hash), (model_name), (provider_id))
),
named as (
    select 'user' as member_kind, user_id as member_id, user_name as member_name
    from star.dim_user
    where valid_from <= to_date and valid_to > to_date
    union all
    select 'team', team_id, team_name
    from star.dim_team
    where valid_from <= to_date and valid_to > to_date
    union all
    select 'api_key', api_key_hash, key_alias
    from star.dim_api_key
    where valid_from <= to_date and valid_to > to_date
)
select
    member.member_kind,
    member.member_id,
    coalesce(named.member_name, member.member_id) as member_name,
    member.request_count,
    member.spend_usd
from member
left join named on named.member_kind = member.member_kind and named.member_id = member.member_id;
comment on macro table marts.members_with_usage is 'Whoever and whatever has usage in the range, named as on to_date. Columns: member_kind (user, team, api_key, model, provider); member_id; member_name; request_count (requests); spend_usd (US dollars, LiteLLM''s own)';
