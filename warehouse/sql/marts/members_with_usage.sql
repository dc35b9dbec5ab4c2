-- Grain: one row per user, team, API key, model and provider with usage in the range.
create or replace macro marts.members_with_usage(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with member as (
    select 'user' as member_kind, user_id as member_id, request_count, spend_usd
    from marts.usage_figures(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
        grain := ['user']
    )
    union all
    select 'team' as member_kind, team_id as member_id, request_count, spend_usd
    from marts.usage_figures(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
        grain := ['team']
    )
    union all
    select 'api_key' as member_kind, api_key_hash as member_id, request_count, spend_usd
    from marts.usage_figures(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
        grain := ['api_key']
    )
    union all
    select 'model' as member_kind, model_name as member_id, request_count, spend_usd
    from marts.usage_figures(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
        grain := ['model']
    )
    union all
    select 'provider' as member_kind, provider_id as member_id, request_count, spend_usd
    from marts.usage_figures(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
        grain := ['provider']
    )
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
