-- Grain: one row per tier that a user with usage in the range was on, as of the day; usage of nobody, and of users without a tier, is a row too.
create or replace macro marts.usage_by_tier(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with used as (
    select
        filtered.*,
        case
            when filtered.user_id = '(not shown)' then null
            else coalesce(plan.tier_name, '(no tier)')
        end as tier_name
    from marts.filtered_usage(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    ) as filtered
    left join star.dim_user_plan as plan
        on plan.user_id = filtered.user_id
        and plan.valid_from <= filtered.usage_date
        and plan.valid_to > filtered.usage_date
)
select
    used.tier_name,
    case when used.tier_name is not null then count(distinct used.user_id) filter (where used.user_id <> '(unassigned)') end as user_count,
    sum(used.request_count)::bigint as request_count,
    sum(used.successful_request_count)::bigint as successful_request_count,
    sum(used.failed_request_count)::bigint as failed_request_count,
    sum(used.prompt_tokens)::bigint as prompt_tokens,
    sum(used.completion_tokens)::bigint as completion_tokens,
    sum(used.total_tokens)::bigint as total_tokens,
    sum(used.spend_usd) as spend_usd,
    sum(used.spend_usd) / nullif(sum(sum(used.spend_usd)) over (), 0) as spend_share,
    sum(used.spend_usd) / nullif(sum(used.request_count), 0) as spend_per_request_usd,
    sum(used.successful_request_count) / nullif(sum(used.request_count), 0) as success_rate
from used
left join star.dim_tier on dim_tier.tier_name = used.tier_name
group by used.tier_name, dim_tier.tier_order
order by dim_tier.tier_order nulls last, used.tier_name nulls last;
comment on macro table marts.usage_by_tier is 'Usage per tier of the users, as of the day, in the order of config/plan_tiers.csv. Columns: tier_name ((no tier) of users without one and of nobody; NULL when the snapshot does not show persons); user_count (distinct users; one who changed tier is in both); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent); spend_per_request_usd (US dollars; NULL without requests); success_rate (0 to 1; NULL without requests)';
