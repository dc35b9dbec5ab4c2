-- Grain: that of marts.usage, restricted to a range of days and any filters; the one place where a filter is defined.
create or replace macro marts.filtered_usage(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select *
from marts.usage
where usage_date between from_date and to_date
    and (for_user is null or user_id = for_user or user_email = for_user)
    and (for_team is null or team_id = for_team or team_name = for_team)
    and (for_api_key is null or api_key_hash = for_api_key or key_alias = for_api_key)
    and (for_model is null or model_name = for_model or model_group = for_model)
    and (for_provider is null or provider_id = for_provider);
comment on macro table marts.filtered_usage is 'Rows of marts.usage from from_date to to_date inclusive (UTC days); for_user takes an id or e-mail, for_team an id or name, for_api_key a hash or alias, for_model a model or its group, for_provider an id. Columns: those of marts.usage';
