-- Grain: that of marts.filtered_usage and, of usage that several pay for, share. An amount is rounded at the two ends of its share, so
-- that the parts sum to it.
create or replace macro marts.attributed_usage(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null
) as table
select
    usage.* exclude (allocation_key) replace (
        dim_cost_centre.cost_centre_code as cost_centre_code,
        dim_project.project_id as project_id,
        dim_organization.organization_id as organization_id,
        usage.request_count * (share.share_to - share.share_from) as request_count,
        usage.successful_request_count * (share.share_to - share.share_from) as successful_request_count,
        usage.failed_request_count * (share.share_to - share.share_from) as failed_request_count,
        usage.prompt_tokens * (share.share_to - share.share_from) as prompt_tokens,
        usage.completion_tokens * (share.share_to - share.share_from) as completion_tokens,
        usage.total_tokens * (share.share_to - share.share_from) as total_tokens,
        usage.cache_read_tokens * (share.share_to - share.share_from) as cache_read_tokens,
        usage.cache_write_tokens * (share.share_to - share.share_from) as cache_write_tokens,
        (usage.spend_usd * share.share_to)::decimal(38, 12) - (usage.spend_usd * share.share_from)::decimal(38, 12) as spend_usd,
        (usage.list_cost_usd * share.share_to)::decimal(38, 12) - (usage.list_cost_usd * share.share_from)::decimal(38, 12) as list_cost_usd
    ),
    dim_cost_centre.cost_centre_name,
    dim_cost_centre.ledger_account,
    share.share_to - share.share_from as attributed_share
from marts.filtered_usage(
    from_date, to_date,
    for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider
) as usage
join star.allocation_share as share on share.allocation_key = usage.allocation_key
join star.dim_cost_centre on dim_cost_centre.cost_centre_key = share.cost_centre_key
join star.dim_project on dim_project.project_key = share.project_key
join star.dim_organization on dim_organization.organization_key = share.organization_key;
comment on macro table marts.attributed_usage is 'Usage divided among cost centres, projects and organisations: a row of marts.usage that several pay for is a row for each of them. Columns: those of marts.usage but allocation_key, with cost_centre_code, project_id and organization_id of the share, and requests, tokens, spend_usd and list_cost_usd multiplied by it (requests and tokens with 4 decimals); response_time_ms_sum and timed_request_count are not divided, for they are of use as a ratio only; cost_centre_name, ledger_account (as the book has them now); attributed_share (part of the whole, 0 to 1)';
