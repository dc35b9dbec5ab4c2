-- Grain: one row per UTC day, API key, kind and value; kinds the source does not join with model. Never added to star.fact_usage_daily.
create table star.fact_usage_breakdown_daily (
    gateway                  varchar         not null,
    usage_date               date            not null,
    api_key_key              integer         not null,
    breakdown_kind           varchar         not null,
    breakdown_value          varchar         not null,
    request_count            bigint          not null,
    successful_request_count bigint          not null,
    failed_request_count     bigint          not null,
    prompt_tokens            bigint          not null,
    completion_tokens        bigint          not null,
    total_tokens             bigint          not null,
    cache_read_tokens        bigint          not null,
    cache_write_tokens       bigint          not null,
    spend_usd                decimal(38, 12) not null
);
comment on table star.fact_usage_breakdown_daily is 'Usage per UTC day, API key and endpoint, model group or MCP tool; another cut of the same requests, never added to star.fact_usage_daily';
comment on column star.fact_usage_breakdown_daily.gateway is 'Name of the gateway the usage went through';
comment on column star.fact_usage_breakdown_daily.usage_date is 'UTC calendar day of the requests'' start';
comment on column star.fact_usage_breakdown_daily.api_key_key is 'API key (star.dim_api_key)';
comment on column star.fact_usage_breakdown_daily.breakdown_kind is 'endpoint, model_group or mcp_tool';
comment on column star.fact_usage_breakdown_daily.breakdown_value is 'Name of the endpoint, model group or MCP tool as the source spells it';
comment on column star.fact_usage_breakdown_daily.request_count is 'Requests, successful and failed (requests)';
comment on column star.fact_usage_breakdown_daily.successful_request_count is 'Successful requests (requests)';
comment on column star.fact_usage_breakdown_daily.failed_request_count is 'Failed requests (requests)';
comment on column star.fact_usage_breakdown_daily.prompt_tokens is 'Prompt tokens, cached ones included (tokens)';
comment on column star.fact_usage_breakdown_daily.completion_tokens is 'Completion tokens (tokens)';
comment on column star.fact_usage_breakdown_daily.total_tokens is 'Prompt and completion tokens (tokens)';
comment on column star.fact_usage_breakdown_daily.cache_read_tokens is 'Prompt tokens read from a provider''s cache (tokens)';
comment on column star.fact_usage_breakdown_daily.cache_write_tokens is 'Prompt tokens written to a provider''s cache (tokens)';
comment on column star.fact_usage_breakdown_daily.spend_usd is 'LiteLLM''s own spend (US dollars)';
