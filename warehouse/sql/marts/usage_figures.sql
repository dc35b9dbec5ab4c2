-- Grain: one row per combination of what the grain names with usage in the range: any of day, week, month, user, api_key, team, model and
-- provider. What it does not name is NULL. The planner sees a constant, so that what is left out costs nothing.
-- Every figure of usage is defined here, once.
create or replace macro marts.usage_figures(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null,
    grain := ['everything']
) as table
select
    case when list_contains(grain, 'day') then usage_date end as usage_date,
    case when list_contains(grain, 'week') then week_start_date end as week_start_date,
    case when list_contains(grain, 'month') then month_start_date end as month_start_date,
    case when list_contains(grain, 'user') then user_id end as user_id,
    case when list_contains(grain, 'api_key') then api_key_hash end as api_key_hash,
    case when list_contains(grain, 'team') then team_id end as team_id,
    case when list_contains(grain, 'model') then model_name end as model_name,
    case when list_contains(grain, 'provider') then provider_id end as provider_id,
    any_value(filtered.model_group) as model_group,
    string_agg(distinct filtered.provider_id, ', ' order by filtered.provider_id) as provider_ids,
    arg_max(filtered.team_id, filtered.usage_date) as last_team_id,
    max(filtered.usage_date) as last_usage_date,
    count(distinct filtered.usage_date) as active_day_count,
    case
        when bool_or(filtered.user_id = '(not shown)') then null
        else count(distinct filtered.user_id) filter (where filtered.user_id <> '(unassigned)')
    end as user_count,
    count(distinct filtered.api_key_hash) as api_key_count,
    count(distinct filtered.model_name) as model_count,
    sum(filtered.request_count)::bigint as request_count,
    sum(filtered.successful_request_count)::bigint as successful_request_count,
    sum(filtered.failed_request_count)::bigint as failed_request_count,
    sum(filtered.prompt_tokens)::bigint as prompt_tokens,
    sum(filtered.completion_tokens)::bigint as completion_tokens,
    sum(filtered.total_tokens)::bigint as total_tokens,
    sum(filtered.cache_read_tokens)::bigint as cache_read_tokens,
    sum(filtered.cache_write_tokens)::bigint as cache_write_tokens,
    sum(filtered.spend_usd) as spend_usd,
    sum(filtered.spend_usd) / nullif(sum(sum(filtered.spend_usd)) over (), 0) as spend_share,
    sum(filtered.spend_usd) / nullif(sum(filtered.request_count), 0) as spend_per_request_usd,
    sum(filtered.successful_request_count) / nullif(sum(filtered.request_count), 0) as success_rate,
    sum(filtered.response_time_ms_sum)::double / nullif(sum(filtered.timed_request_count), 0) as mean_response_time_ms,
    bool_or(filtered.is_attribution_assumed) as is_attribution_assumed
from marts.filtered_usage(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
) as filtered
group by all;
comment on macro table marts.usage_figures is 'What the usage_by_ macros have in common. grain is a list of day, week, month, user, api_key, team, model, provider: one row for each combination with usage in the range, and one for everything without it. Columns: usage_date, week_start_date, month_start_date, user_id, api_key_hash, team_id, model_name, provider_id (NULL but for what the grain names); model_group; provider_ids (providers, comma separated); last_team_id (of the last day); last_usage_date (UTC day); active_day_count (days with usage); user_count (distinct users; NULL when the snapshot does not show persons); api_key_count, model_count (distinct); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent); spend_per_request_usd (US dollars; NULL without requests); success_rate (0 to 1; NULL without requests); mean_response_time_ms (milliseconds a request, of those LiteLLM timed; NULL when it timed none); is_attribution_assumed (of some of it no directory had told by the day)';
