-- Grain: that of marts.usage, and for cost centres and organisations share, of one party alone: all that a statement of it is made of.
-- Parts of all parties of a kind and of nobody sum to the whole. Keys that are not the party's own have no name, and all of them one hash.
create or replace macro marts.party_usage(from_date, to_date, for_kind := 'user', for_id := null) as table
with part as (
    select
        usage_date, user_id, api_key_hash, key_alias, team_id, model_name, provider_id,
        request_count, successful_request_count, failed_request_count, prompt_tokens, completion_tokens, total_tokens,
        cache_read_tokens, cache_write_tokens, spend_usd
    from marts.filtered_usage(from_date, to_date)
    where (for_kind = 'user' and user_id = for_id) or (for_kind = 'team' and team_id = for_id)
    union all
    select
        usage_date, user_id, api_key_hash, key_alias, team_id, model_name, provider_id,
        request_count, successful_request_count, failed_request_count, prompt_tokens, completion_tokens, total_tokens,
        cache_read_tokens, cache_write_tokens, spend_usd
    from marts.attributed_usage(from_date, to_date)
    where (for_kind = 'cost_centre' and cost_centre_code = for_id) or (for_kind = 'organization' and organization_id = for_id)
),
owned as (
    select
        part.*,
        part.api_key_hash in ('(no key)', '(invalid key)') or case for_kind
            when 'user' then coalesce(key_of_day.user_id = part.user_id, false)
            else coalesce(key_of_day.user_id = part.user_id, key_of_day.api_key_hash is not null)
                and (for_kind <> 'team' or coalesce(key_of_day.team_id = part.team_id, true))
        end as is_own_key
    from part
    left join star.dim_api_key as key_of_day
        on key_of_day.api_key_hash = part.api_key_hash
        and key_of_day.valid_from <= part.usage_date
        and key_of_day.valid_to > part.usage_date
)
select
    usage_date,
    user_id,
    case when is_own_key then api_key_hash else '(other keys)' end as api_key_hash,
    case when is_own_key then key_alias end as key_alias,
    is_own_key,
    model_name,
    provider_id,
    request_count,
    successful_request_count,
    failed_request_count,
    prompt_tokens,
    completion_tokens,
    total_tokens,
    cache_read_tokens,
    cache_write_tokens,
    spend_usd
from owned;
comment on macro table marts.party_usage is 'Usage of one party from from_date to to_date inclusive (UTC days). for_kind is user, team, organization or cost_centre, for_id the party''s id; usage of the members of a team is that which they had within it, and of what several cost centres or organisations pay for the party has its part (requests and tokens with 4 decimals). Columns: usage_date; user_id; api_key_hash, key_alias (as of the day; of keys that are not the party''s own (other keys) and NULL: a user owns the keys that the directory says are theirs, any other party those of nobody or of whoever used them, a team none of another team); is_own_key; model_name; provider_id; request_count, successful_request_count, failed_request_count (requests); prompt_tokens, completion_tokens, total_tokens, cache_read_tokens, cache_write_tokens (tokens); spend_usd (US dollars, LiteLLM''s own)';
