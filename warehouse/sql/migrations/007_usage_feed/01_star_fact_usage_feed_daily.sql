-- Grain: one row per feed, UTC day, API key, model, provider and user.
create table star.fact_usage_feed_daily (
    feed_name         varchar not null,
    usage_date        date    not null,
    user_key          integer not null,
    api_key_key       integer not null,
    model_key         integer not null,
    provider_key      integer not null,
    request_count     bigint,
    prompt_tokens     bigint,
    completion_tokens bigint,
    total_tokens      bigint,
    cost_usd          decimal(38, 12),
    landing_fetch_id  varchar not null
);
comment on table star.fact_usage_feed_daily is 'Usage that does not pass LiteLLM, from files or a query, per UTC day, API key, model, provider and user; no other table or mart of usage holds any of it';
comment on column star.fact_usage_feed_daily.feed_name is 'Name of the feed the usage was read from';
comment on column star.fact_usage_feed_daily.usage_date is 'UTC calendar day, as the feed states it';
comment on column star.fact_usage_feed_daily.user_key is 'User (star.dim_user)';
comment on column star.fact_usage_feed_daily.api_key_key is 'API key (star.dim_api_key)';
comment on column star.fact_usage_feed_daily.model_key is 'Model (star.dim_model)';
comment on column star.fact_usage_feed_daily.provider_key is 'Provider (star.dim_provider)';
comment on column star.fact_usage_feed_daily.request_count is 'Requests (requests); NULL when the feed does not tell';
comment on column star.fact_usage_feed_daily.prompt_tokens is 'Prompt tokens (tokens); NULL when the feed does not tell';
comment on column star.fact_usage_feed_daily.completion_tokens is 'Completion tokens (tokens); NULL when the feed does not tell';
comment on column star.fact_usage_feed_daily.total_tokens is 'Prompt and completion tokens (tokens); NULL when the feed tells neither their sum nor both';
comment on column star.fact_usage_feed_daily.cost_usd is 'Cost as the feed states it (US dollars); NULL when it does not tell';
comment on column star.fact_usage_feed_daily.landing_fetch_id is 'Landing folder of the day the row was made from';
