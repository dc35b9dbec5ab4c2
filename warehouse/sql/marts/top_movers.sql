-- Grain: one row per user, team, API key, model and provider with usage in the range or in the period before it.
create or replace macro marts.top_movers(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null,
    compare_with := 'period before'
) as table
with period as (
    from marts.previous_period(from_date, to_date, compare_with := compare_with)
),
now as (
    from marts.members_with_usage(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
),
before as (
    from marts.members_with_usage(
        (select previous_from_date from period), (select previous_to_date from period),
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
)
select
    coalesce(now.member_kind, before.member_kind) as member_kind,
    coalesce(now.member_id, before.member_id) as member_id,
    coalesce(now.member_name, before.member_name) as member_name,
    coalesce(before.request_count, 0) as previous_request_count,
    coalesce(now.request_count, 0) as request_count,
    coalesce(before.spend_usd, 0) as previous_spend_usd,
    coalesce(now.spend_usd, 0) as spend_usd,
    coalesce(now.spend_usd, 0) - coalesce(before.spend_usd, 0) as change_usd,
    (coalesce(now.spend_usd, 0) - before.spend_usd) / nullif(before.spend_usd, 0) as spend_change,
    row_number() over (
        partition by coalesce(now.member_kind, before.member_kind)
        order by abs(change_usd) desc, coalesce(now.member_id, before.member_id)
    ) as place
from now
full join before on before.member_kind = now.member_kind and before.member_id = now.member_id
where (select is_covered and is_previous_covered from period)
order by member_kind, place;
comment on macro table marts.top_movers is 'Whose spend differs most from that of the period before (compare_with as in previous_period), per kind of member; no rows unless every day of both is loaded and complete. Columns: member_kind (user, team, api_key, model, provider); member_id; member_name (as on to_date, else as on the last day before); previous_request_count, request_count (requests); previous_spend_usd, spend_usd, change_usd (US dollars, LiteLLM''s own); spend_change (relative, 0.1 is 10 % more; NULL when nothing was spent before); place (1 is the largest change, up or down, of its kind)';
