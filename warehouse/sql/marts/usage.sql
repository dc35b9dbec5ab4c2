-- Grain: one row per UTC day, API key, model, provider and user, with names: what BI tools list and every usage macro aggregates.
-- Names are those of the version valid on the day; the current ones are joined to the few versions, not to the many facts.
create or replace view marts.usage as
select
    fact.gateway,
    fact.usage_date,
    dim_date.week_start_date,
    dim_date.month_start_date,
    dim_user.user_id,
    dim_user.user_name,
    dim_user.user_email,
    dim_user.user_role,
    dim_user.department as user_department,
    dim_user.current_user_name,
    dim_api_key.api_key_hash,
    dim_api_key.key_alias,
    dim_api_key.key_kind,
    dim_api_key.current_key_alias,
    dim_team.team_id,
    dim_team.team_name,
    dim_team.current_team_name,
    dim_allocation.cost_centre_code,
    dim_allocation.project_id,
    dim_allocation.organization_id,
    dim_allocation.allocation_key,
    case
        when dim_api_key.known_from is not null then fact.usage_date < dim_api_key.known_from
        else dim_team.team_id <> '(unassigned)'
    end as is_attribution_assumed,
    dim_model.model_name,
    dim_model.model_group,
    dim_provider.provider_id,
    fact.request_count,
    fact.successful_request_count,
    fact.failed_request_count,
    fact.prompt_tokens,
    fact.completion_tokens,
    fact.total_tokens,
    fact.cache_read_tokens,
    fact.cache_write_tokens,
    fact.spend_usd,
    fact.list_cost_usd,
    'litellm' as cost_source,
    fact.response_time_ms_sum,
    fact.timed_request_count,
    day_status.state as day_state,
    coalesce(day_status.is_final, false) as is_final
from star.fact_usage_daily as fact
join star.dim_date on dim_date.calendar_date = fact.usage_date
join (
    select version.*, coalesce(latest.user_name, version.user_name) as current_user_name
    from star.dim_user as version
    left join star.dim_user as latest on latest.user_id = version.user_id and latest.is_current
) as dim_user on dim_user.user_key = fact.user_key
join (
    select version.*, latest.key_alias as current_key_alias
    from star.dim_api_key as version
    left join star.dim_api_key as latest on latest.api_key_hash = version.api_key_hash and latest.is_current
) as dim_api_key on dim_api_key.api_key_key = fact.api_key_key
join (
    select version.*, coalesce(latest.team_name, version.team_name) as current_team_name
    from star.dim_team as version
    left join star.dim_team as latest on latest.team_id = version.team_id and latest.is_current
) as dim_team on dim_team.team_key = fact.team_key
join star.dim_allocation on dim_allocation.allocation_key = fact.allocation_key
join star.dim_model on dim_model.model_key = fact.model_key
join star.dim_provider on dim_provider.provider_key = fact.provider_key
left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = fact.usage_date;
comment on view marts.usage is 'Usage at the grain of the fact, with names: UTC day, API key, model, provider, user. Names, role, owner and team are those of the day; current_ ones those of now';
comment on column marts.usage.gateway is 'Name of the gateway the usage went through';
comment on column marts.usage.usage_date is 'UTC calendar day';
comment on column marts.usage.week_start_date is 'Monday of the ISO week';
comment on column marts.usage.month_start_date is 'First day of the month';
comment on column marts.usage.user_id is 'Durable key of the user, or (unassigned)';
comment on column marts.usage.user_name is 'Alias, else e-mail, else id of the user, as of the day';
comment on column marts.usage.user_email is 'E-mail address of the user, as of the day; NULL when unknown';
comment on column marts.usage.user_role is 'Role of the user in the gateway, as of the day; NULL when unknown';
comment on column marts.usage.user_department is 'Department of the user as a directory tells it, as of the day; NULL when unknown';
comment on column marts.usage.current_user_name is 'Alias, else e-mail, else id of the user now';
comment on column marts.usage.api_key_hash is 'Durable key of the API key, or (no key), (invalid key)';
comment on column marts.usage.key_alias is 'Alias of the API key, as of the day; NULL when none or unknown';
comment on column marts.usage.key_kind is 'user, service_account, team, deleted, unlisted, internal or none, as of the day';
comment on column marts.usage.current_key_alias is 'Alias of the API key now; NULL when none or unknown';
comment on column marts.usage.team_id is 'Durable key of the team the key belonged to on the day, or (unassigned)';
comment on column marts.usage.team_name is 'Alias, else id of the team, as of the day';
comment on column marts.usage.current_team_name is 'Alias, else id of the team now';
comment on column marts.usage.cost_centre_code is 'Cost centre that pays by config/attribution.csv; (shared) when there are several, (unassigned) when there is none';
comment on column marts.usage.project_id is 'Project, by config/attribution.csv or else of the key as of the day; (shared) when there are several, (unassigned) when there is none';
comment on column marts.usage.organization_id is 'Organisation of the cost centre, else of the team, the key or the user, as of the day; (shared) when there are several, (unassigned) when there is none';
comment on column marts.usage.allocation_key is 'How it is divided among cost centres, projects and organisations (star.dim_allocation); marts.attributed_usage divides it';
comment on column marts.usage.is_attribution_assumed is 'No directory had told of the key by the day: its alias, owner and team are those it was first seen with later, or that LiteLLM''s usage names';
comment on column marts.usage.model_name is 'Model as the source stores its name, or (no model); a stored name that reads so has a backslash before it';
comment on column marts.usage.model_group is 'Public name of the model; NULL when several or unknown';
comment on column marts.usage.provider_id is 'Provider the requests were routed to, or unknown';
comment on column marts.usage.request_count is 'Requests, successful and failed (requests)';
comment on column marts.usage.successful_request_count is 'Successful requests (requests)';
comment on column marts.usage.failed_request_count is 'Failed requests (requests)';
comment on column marts.usage.prompt_tokens is 'Prompt tokens, cached ones included (tokens)';
comment on column marts.usage.completion_tokens is 'Completion tokens (tokens)';
comment on column marts.usage.total_tokens is 'Prompt and completion tokens (tokens)';
comment on column marts.usage.cache_read_tokens is 'Prompt tokens read from a provider''s cache, a part of prompt_tokens (tokens)';
comment on column marts.usage.cache_write_tokens is 'Prompt tokens written to a provider''s cache, a part of prompt_tokens (tokens)';
comment on column marts.usage.spend_usd is 'LiteLLM''s own spend (US dollars)';
comment on column marts.usage.list_cost_usd is 'Tokens at the list price of the day, as it was known when the day was loaded or repriced (US dollars); NULL without a price';
comment on column marts.usage.cost_source is 'Where spend_usd comes from; always litellm in this version';
comment on column marts.usage.response_time_ms_sum is 'Sum of response times of the timed requests (milliseconds); NULL when not timed';
comment on column marts.usage.timed_request_count is 'Requests with a response time (requests); NULL when not timed';
comment on column marts.usage.day_state is 'State of the day in the ledger: loaded or partial';
comment on column marts.usage.is_final is 'The day is past the look-back; the source is not expected to change it';
