-- Grain: one row per combination of what the grain names with usage in the range: any of cost_centre, project and organization. What it does
-- not name is NULL. Every figure of attributed usage is defined here, once. What a user used of a model by a key is divided as a whole: to divide
-- millions of rows one by one takes half a minute, and tells nothing else above the last decimal.
create or replace macro marts.attributed_figures(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null,
    grain := ['everything']
) as table
with used as (
    select
        allocation_key, user_id, api_key_hash, model_name,
        max(usage_date) as last_usage_date,
        sum(request_count) as request_count,
        sum(successful_request_count) as successful_request_count,
        sum(failed_request_count) as failed_request_count,
        sum(prompt_tokens) as prompt_tokens,
        sum(completion_tokens) as completion_tokens,
        sum(total_tokens) as total_tokens,
        sum(cache_read_tokens) as cache_read_tokens,
        sum(cache_write_tokens) as cache_write_tokens,
        sum(spend_usd) as spend_usd
    from marts.filtered_usage(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
    )
    group by allocation_key, user_id, api_key_hash, model_name
),
attributed as (
    select
        used.user_id,
        used.api_key_hash,
        used.model_name,
        used.last_usage_date,
        dim_cost_centre.cost_centre_code,
        dim_project.project_id,
        dim_organization.organization_id,
        used.request_count * (share.share_to - share.share_from) as request_count,
        used.successful_request_count * (share.share_to - share.share_from) as successful_request_count,
        used.failed_request_count * (share.share_to - share.share_from) as failed_request_count,
        used.prompt_tokens * (share.share_to - share.share_from) as prompt_tokens,
        used.completion_tokens * (share.share_to - share.share_from) as completion_tokens,
        used.total_tokens * (share.share_to - share.share_from) as total_tokens,
        used.cache_read_tokens * (share.share_to - share.share_from) as cache_read_tokens,
        used.cache_write_tokens * (share.share_to - share.share_from) as cache_write_tokens,
        (used.spend_usd * share.share_to)::decimal(38, 12) - (used.spend_usd * share.share_from)::decimal(38, 12) as spend_usd
    from used
    join star.allocation_share as share on share.allocation_key = used.allocation_key
    join star.dim_cost_centre on dim_cost_centre.cost_centre_key = share.cost_centre_key
    join star.dim_project on dim_project.project_key = share.project_key
    join star.dim_organization on dim_organization.organization_key = share.organization_key
)
select
    case when list_contains(grain, 'cost_centre') then attributed.cost_centre_code end as cost_centre_code,
    case when list_contains(grain, 'project') then attributed.project_id end as project_id,
    case when list_contains(grain, 'organization') then attributed.organization_id end as organization_id,
    case
        when bool_or(attributed.user_id = '(not shown)') then null
        else count(distinct attributed.user_id) filter (where attributed.user_id <> '(unassigned)')
    end as user_count,
    count(distinct attributed.api_key_hash) as api_key_count,
    count(distinct attributed.model_name) as model_count,
    sum(attributed.request_count) as request_count,
    sum(attributed.successful_request_count) as successful_request_count,
    sum(attributed.failed_request_count) as failed_request_count,
    sum(attributed.prompt_tokens) as prompt_tokens,
    sum(attributed.completion_tokens) as completion_tokens,
    sum(attributed.total_tokens) as total_tokens,
    sum(attributed.cache_read_tokens) as cache_read_tokens,
    sum(attributed.cache_write_tokens) as cache_write_tokens,
    sum(attributed.spend_usd) as spend_usd,
    sum(attributed.spend_usd) / nullif(sum(sum(attributed.spend_usd)) over (), 0) as spend_share,
    sum(attributed.spend_usd) / nullif(sum(attributed.request_count), 0) as spend_per_request_usd,
    sum(attributed.successful_request_count) / nullif(sum(attributed.request_count), 0) as success_rate,
    max(attributed.last_usage_date) as last_usage_date
from attributed
group by all;
comment on macro table marts.attributed_figures is 'What usage_by_cost_centre, usage_by_project and usage_by_organization have in common. grain is a list of cost_centre, project, organization: one row for each combination with usage in the range, and one for everything without it. What several pay for is divided among them, requests and tokens with 4 decimals. Columns: cost_centre_code, project_id, organization_id (NULL but for what the grain names); user_count (distinct users; NULL when the snapshot does not show persons), api_key_count (distinct API keys), model_count (distinct models), each with any part in it; request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own); spend_share (part of the total, 0 to 1; NULL when nothing was spent); spend_per_request_usd (US dollars; NULL without requests); success_rate (0 to 1; NULL without requests); last_usage_date (UTC day)';
