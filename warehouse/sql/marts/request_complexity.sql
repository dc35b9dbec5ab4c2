-- Grain: one row per API key, model and provider with requests in the range.
create or replace macro marts.request_complexity(from_date, to_date, simple_below := 500, medium_below := 2000) as table
select
    api_key_hash,
    any_value(current_key_alias) as key_alias,
    model_name,
    provider_id,
    sum(request_count)::bigint as request_count,
    sum(total_tokens)::bigint as total_tokens,
    sum(spend_usd) as spend_usd,
    sum(total_tokens) / sum(request_count) as tokens_per_request,
    case
        when sum(total_tokens) < simple_below * sum(request_count) then 'simple'
        when sum(total_tokens) < medium_below * sum(request_count) then 'medium'
        else 'complex'
    end as complexity
from marts.filtered_usage(from_date, to_date)
group by api_key_hash, model_name, provider_id
having sum(request_count) > 0 and sum(total_tokens) > 0
order by spend_usd desc, api_key_hash, model_name, provider_id;
comment on macro table marts.request_complexity is 'How much the requests of each API key ask of each model, by their mean tokens: LiteLLM tells days, not requests. Columns: api_key_hash, key_alias (NULL without one), model_name, provider_id; request_count (requests), total_tokens (tokens), spend_usd (US dollars, LiteLLM''s own); tokens_per_request (tokens, mean); complexity (simple below simple_below tokens a request, medium below medium_below, else complex)';
