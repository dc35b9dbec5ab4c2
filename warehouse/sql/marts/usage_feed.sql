-- Grain: one row per feed, UTC day, API key, model, provider and user of usage that does not pass LiteLLM, with names.
create or replace view marts.usage_feed as
select
    fact.feed_name,
    fact.usage_date,
    dim_date.week_start_date,
    dim_date.month_start_date,
    dim_user.user_id,
    dim_user.user_name,
    dim_user.user_email,
    dim_api_key.api_key_hash,
    dim_api_key.key_alias,
    dim_model.model_name,
    dim_model.model_group,
    dim_provider.provider_id,
    fact.request_count,
    fact.prompt_tokens,
    fact.completion_tokens,
    fact.total_tokens,
    fact.cost_usd,
    'feed' as cost_source,
    day_status.state as day_state,
    coalesce(day_status.is_final, false) as is_final,
    fact.landing_fetch_id
from star.fact_usage_feed_daily as fact
join star.dim_date on dim_date.calendar_date = fact.usage_date
join star.dim_user on dim_user.user_key = fact.user_key
join star.dim_api_key on dim_api_key.api_key_key = fact.api_key_key
join star.dim_model on dim_model.model_key = fact.model_key
join star.dim_provider on dim_provider.provider_key = fact.provider_key
left join ops.day_status on day_status.source = 'usage-feed' and day_status.usage_date = fact.usage_date;
comment on view marts.usage_feed is 'Usage that does not pass LiteLLM, at the grain of the fact, with names: feed, UTC day, API key, model, provider, user; none of it is in marts.usage';
comment on column marts.usage_feed.feed_name is 'Name of the feed the usage was read from';
comment on column marts.usage_feed.usage_date is 'UTC calendar day, as the feed states it';
comment on column marts.usage_feed.week_start_date is 'Monday of the ISO week';
comment on column marts.usage_feed.month_start_date is 'First day of the month';
comment on column marts.usage_feed.user_id is 'Durable key of the user, or (unassigned); an e-mail address that the directory knows is that user';
comment on column marts.usage_feed.user_name is 'Alias, else e-mail, else id of the user';
comment on column marts.usage_feed.user_email is 'E-mail address of the user; NULL when unknown';
comment on column marts.usage_feed.api_key_hash is 'Durable key of the API key: the hash the feed states, or the SHA-256 of what it states instead; (no key) when it states none';
comment on column marts.usage_feed.key_alias is 'Alias of the API key; NULL when none or unknown';
comment on column marts.usage_feed.model_name is 'Model as the feed names it, or (no model)';
comment on column marts.usage_feed.model_group is 'Public name of the model; NULL when several or unknown';
comment on column marts.usage_feed.provider_id is 'Provider as the feed names it, or unknown';
comment on column marts.usage_feed.request_count is 'Requests (requests); NULL when the feed does not tell';
comment on column marts.usage_feed.prompt_tokens is 'Prompt tokens (tokens); NULL when the feed does not tell';
comment on column marts.usage_feed.completion_tokens is 'Completion tokens (tokens); NULL when the feed does not tell';
comment on column marts.usage_feed.total_tokens is 'Prompt and completion tokens (tokens); NULL when the feed tells neither their sum nor both';
comment on column marts.usage_feed.cost_usd is 'Cost as the feed states it (US dollars); NULL when it does not tell';
comment on column marts.usage_feed.cost_source is 'Where cost_usd comes from; always feed';
comment on column marts.usage_feed.day_state is 'State of the day in the ledger: loaded or partial';
comment on column marts.usage_feed.is_final is 'The day is past the look-back; the feed is not expected to change it';
comment on column marts.usage_feed.landing_fetch_id is 'Landing folder of the day the row was made from';
