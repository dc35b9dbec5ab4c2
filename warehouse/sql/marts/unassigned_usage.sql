-- Grain: one row per API key with usage in the range that no cost centre pays for.
create or replace macro marts.unassigned_usage(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with used as (
    select
        api_key_hash,
        cost_centre_code,
        arg_max(team_id, usage_date) as team_id,
        max(user_id) as user_id,
        count(distinct user_id) as user_count,
        min(usage_date) as first_usage_date,
        max(usage_date) as last_usage_date,
        sum(request_count)::bigint as request_count,
        sum(total_tokens)::bigint as total_tokens,
        sum(spend_usd) as spend_usd,
        sum(spend_usd) / nullif(sum(sum(spend_usd)) over (), 0) as spend_share
    from marts.filtered_usage(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
    group by api_key_hash, cost_centre_code
)
select
    used.api_key_hash,
    label.key_alias,
    label.key_kind,
    case when used.user_count = 1 then used.user_id end as user_id,
    used.team_id,
    used.first_usage_date,
    used.last_usage_date,
    used.request_count,
    used.total_tokens,
    used.spend_usd,
    used.spend_share
from used
left join star.dim_api_key as label
    on label.api_key_hash = used.api_key_hash
    and label.valid_from <= to_date
    and label.valid_to > to_date
where used.cost_centre_code = '(unassigned)'
order by used.spend_usd desc, used.total_tokens desc, used.api_key_hash;
comment on macro table marts.unassigned_usage is 'API keys with usage that no rule of config/attribution.csv matches, the dearest first. Columns: api_key_hash, key_alias, key_kind (as on to_date); user_id (NULL when several used it); team_id (of the last day); first_usage_date, last_usage_date (UTC days without a cost centre); request_count (requests), total_tokens (tokens) and spend_usd (US dollars, LiteLLM''s own) on those days; spend_share (part of all spend of the range, 0 to 1; NULL when nothing was spent)';
