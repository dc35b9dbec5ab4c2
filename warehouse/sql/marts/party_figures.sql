-- Grain: one row per combination of what the grain names with usage of the party in the range: any of day, user, api_key, model and provider.
-- What it does not name is NULL. Every figure of a statement is defined here, once.
create or replace macro marts.party_figures(from_date, to_date, for_kind := 'user', for_id := null, grain := ['everything']) as table
with summed as (
    select
        case when list_contains(grain, 'day') then usage_date end as usage_date,
        case when list_contains(grain, 'user') then user_id end as user_id,
        case when list_contains(grain, 'api_key') then api_key_hash end as api_key_hash,
        case when list_contains(grain, 'model') then model_name end as model_name,
        case when list_contains(grain, 'provider') then provider_id end as provider_id,
        arg_max(used.key_alias, used.usage_date) as key_alias,
        string_agg(distinct used.provider_id, ', ' order by used.provider_id) as provider_ids,
        case
            when bool_or(used.user_id = '(not shown)') then null
            else count(distinct used.user_id) filter (where used.user_id <> '(unassigned)')
        end as user_count,
        count(distinct used.usage_date) as active_day_count,
        max(used.usage_date) as last_usage_date,
        sum(used.request_count)::decimal(38, 4) as request_count,
        sum(used.successful_request_count)::decimal(38, 4) as successful_request_count,
        sum(used.failed_request_count)::decimal(38, 4) as failed_request_count,
        sum(used.prompt_tokens)::decimal(38, 4) as prompt_tokens,
        sum(used.completion_tokens)::decimal(38, 4) as completion_tokens,
        sum(used.total_tokens)::decimal(38, 4) as total_tokens,
        sum(used.cache_read_tokens)::decimal(38, 4) as cache_read_tokens,
        sum(used.cache_write_tokens)::decimal(38, 4) as cache_write_tokens,
        sum(used.spend_usd) as spend_usd
    from marts.party_usage(from_date, to_date, for_kind := for_kind, for_id := for_id) as used
    group by all
)
select
    summed.usage_date,
    summed.user_id,
    case when list_contains(grain, 'user') then coalesce(label.user_name, summed.user_id) end as user_name,
    summed.api_key_hash,
    case when list_contains(grain, 'api_key') then summed.key_alias end as key_alias,
    summed.model_name,
    summed.provider_id,
    summed.provider_ids,
    summed.user_count,
    summed.active_day_count,
    summed.last_usage_date,
    summed.request_count,
    summed.successful_request_count,
    summed.failed_request_count,
    summed.prompt_tokens,
    summed.completion_tokens,
    summed.total_tokens,
    summed.cache_read_tokens,
    summed.cache_write_tokens,
    summed.spend_usd,
    summed.spend_usd / nullif(sum(summed.spend_usd) over (), 0) as spend_share,
    summed.successful_request_count / nullif(summed.request_count, 0) as success_rate
from summed
left join star.dim_user as label
    on label.user_id = summed.user_id
    and label.valid_from <= to_date
    and label.valid_to > to_date;
comment on macro table marts.party_figures is 'Sums of marts.party_usage. grain is a list of day, user, api_key, model, provider: one row for each combination with usage of the party in the range, and one for everything without it. Columns: usage_date, user_id, user_name (as on to_date), api_key_hash, key_alias (of the last day), model_name, provider_id (NULL but for what the grain names); provider_ids (providers, comma separated); user_count (distinct users; NULL when the snapshot does not show persons); active_day_count (days with usage); last_usage_date (UTC day); request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens), each with 4 decimals; spend_usd (US dollars, LiteLLM''s own); spend_share (part of the party''s total, 0 to 1; NULL when nothing was spent); success_rate (0 to 1; NULL without requests)';
