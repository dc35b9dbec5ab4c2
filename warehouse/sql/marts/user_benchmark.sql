-- Grain: one row per user with usage in the range.
create or replace macro marts.user_benchmark(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
with used as (
    select user_id, last_team_id as team_id, request_count, total_tokens, spend_usd, active_day_count
    from marts.usage_figures(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
        grain := ['user']
    )
    where user_id not in ('(unassigned)', '(not shown)')
)
select
    used.user_id,
    label.user_name,
    used.team_id,
    used.active_day_count,
    used.request_count,
    used.total_tokens,
    used.spend_usd,
    count(*) over of_team as team_user_count,
    median(used.request_count) over of_team as team_median_request_count,
    median(used.total_tokens) over of_team as team_median_total_tokens,
    median(used.spend_usd) over of_team as team_median_spend_usd,
    median(used.spend_usd) over () as median_spend_usd,
    used.spend_usd / nullif(median(used.spend_usd) over of_team, 0) as times_team_median,
    used.spend_usd / nullif(median(used.spend_usd) over (), 0) as times_median
from used
left join star.dim_user as label
    on label.user_id = used.user_id
    and label.valid_from <= to_date
    and label.valid_to > to_date
window of_team as (partition by used.team_id)
order by used.spend_usd desc, used.user_id;
comment on macro table marts.user_benchmark is 'Users beside the median of the users of their team and of all, named as on to_date; nobody when the snapshot does not show persons. Columns: user_id, user_name; team_id (of the last day with usage); active_day_count (days with usage); request_count (requests); total_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); team_user_count (users of the team with usage); team_median_request_count, team_median_total_tokens, team_median_spend_usd; median_spend_usd (of all users with usage); times_team_median, times_median (spend_usd divided by the median; NULL when that is 0)';
