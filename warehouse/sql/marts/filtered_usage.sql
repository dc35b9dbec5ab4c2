-- Grain: that of marts.usage, restricted to a range of days and any filters; the one place where a filter is defined. A name means
-- whoever had it on some day of the range, and all of their usage in it: a filter is no part of a member that was renamed.
create or replace macro marts.filtered_usage(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select *
from marts.usage
where usage_date between from_date and to_date
    and (for_user is null or user_id in (
        select dim_user.user_id
        from star.dim_user
        where dim_user.user_id = for_user
            or (dim_user.user_email = for_user and dim_user.valid_from <= to_date and dim_user.valid_to > from_date)
    ))
    and (for_team is null or team_id in (
        select dim_team.team_id
        from star.dim_team
        where dim_team.team_id = for_team
            or (dim_team.team_name = for_team and dim_team.valid_from <= to_date and dim_team.valid_to > from_date)
    ))
    and (for_api_key is null or api_key_hash in (
        select dim_api_key.api_key_hash
        from star.dim_api_key
        where dim_api_key.api_key_hash = for_api_key
            or (dim_api_key.key_alias = for_api_key and dim_api_key.valid_from <= to_date and dim_api_key.valid_to > from_date)
    ))
    and (for_model is null or model_name = for_model or model_group = for_model)
    and (for_provider is null or provider_id = for_provider);
comment on macro table marts.filtered_usage is 'Rows of marts.usage from from_date to to_date inclusive (UTC days); for_user takes an id or e-mail, for_team an id or name, for_api_key a hash or alias, for_model a model or its group, for_provider an id. An e-mail, name or alias means whoever had it on some day of the range, with all of their usage in it. Columns: those of marts.usage';
