-- Grain: one row per UTC day, API key, model, provider and user.
create table star.fact_usage_daily (
    gateway                  varchar         not null,
    usage_date               date            not null,
    user_key                 integer         not null,
    api_key_key              integer         not null,
    team_key                 integer         not null,
    model_key                integer         not null,
    provider_key             integer         not null,
    request_count            bigint          not null,
    successful_request_count bigint          not null,
    failed_request_count     bigint          not null,
    prompt_tokens            bigint          not null,
    completion_tokens        bigint          not null,
    total_tokens             bigint          not null,
    cache_read_tokens        bigint          not null,
    cache_write_tokens       bigint          not null,
    spend_usd                decimal(38, 12) not null,
    list_cost_usd            decimal(38, 12),
    response_time_ms_sum     bigint,
    timed_request_count      bigint
);
comment on table star.fact_usage_daily is 'Usage per UTC day, API key, model, provider and user; every column of figures is additive';
comment on column star.fact_usage_daily.gateway is 'Name of the gateway the usage went through';
comment on column star.fact_usage_daily.usage_date is 'UTC calendar day of the requests'' start';
comment on column star.fact_usage_daily.user_key is 'User of the row (star.dim_user)';
comment on column star.fact_usage_daily.api_key_key is 'API key (star.dim_api_key)';
comment on column star.fact_usage_daily.team_key is 'Team of the key on the day (star.dim_team)';
comment on column star.fact_usage_daily.model_key is 'Model (star.dim_model)';
comment on column star.fact_usage_daily.provider_key is 'Provider (star.dim_provider)';
comment on column star.fact_usage_daily.request_count is 'Requests, successful and failed (requests)';
comment on column star.fact_usage_daily.successful_request_count is 'Successful requests (requests)';
comment on column star.fact_usage_daily.failed_request_count is 'Failed requests (requests)';
comment on column star.fact_usage_daily.prompt_tokens is 'Prompt tokens, cached ones included (tokens)';
comment on column star.fact_usage_daily.completion_tokens is 'Completion tokens (tokens)';
comment on column star.fact_usage_daily.total_tokens is 'Prompt and completion tokens (tokens)';
comment on column star.fact_usage_daily.cache_read_tokens is 'Prompt tokens read from a provider''s cache, a part of prompt_tokens (tokens)';
comment on column star.fact_usage_daily.cache_write_tokens is 'Prompt tokens written to a provider''s cache, a part of prompt_tokens (tokens)';
comment on column star.fact_usage_daily.spend_usd is 'LiteLLM''s own spend (US dollars)';
comment on column star.fact_usage_daily.list_cost_usd is 'Tokens at the list price of the day (US dollars); always NULL in this version, which knows no prices';
comment on column star.fact_usage_daily.response_time_ms_sum is 'Sum of response times of the timed requests (milliseconds); NULL when the source does not time';
comment on column star.fact_usage_daily.timed_request_count is 'Requests with a response time (requests); NULL when the source does not time';
