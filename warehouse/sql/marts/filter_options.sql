-- Grain: one row per user, team, API key, model and provider with usage in the range: what a filter can be set to. Filters that are set
-- already leave what is used together with them.
create or replace macro marts.filter_options(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select member_kind, member_id, member_name, request_count
from marts.members_with_usage(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
)
order by member_kind, lower(member_name), member_id;
comment on macro table marts.filter_options is 'What the filters for_user, for_team, for_api_key, for_model and for_provider can be set to: whoever and whatever has usage in the range, retired models and deleted users included; with filters, what is used together with them. Columns: member_kind (user, team, api_key, model, provider); member_id (the value of the filter); member_name (as on to_date); request_count (requests)';
