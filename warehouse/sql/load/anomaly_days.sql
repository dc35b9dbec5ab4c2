-- Grain: one row per complete UTC day until a day, of those that are judged and of the 56 days before each.
-- Then one row per scope (what is judged), and per scope and complete day with usage.
create or replace temp table anomaly_day as
with complete as (
    select usage_date
    from ops.day_status
    where source = 'litellm' and state in ('loaded', 'zero') and usage_date <= getvariable('latest')::date
)
select
    usage_date,
    isodow(usage_date) as weekday,
    isodow(usage_date) >= 6 as is_weekend,
    usage_date > (select max(usage_date) from complete) - getvariable('judged_days')::integer as is_judged
from complete
where usage_date > (select max(usage_date) from complete) - getvariable('judged_days')::integer - 56;

-- Versions of a member are one scope.
create or replace temp table anomaly_user as
select user_key, user_id, min(user_key) over (partition by user_id) as user_no from star.dim_user;

create or replace temp table anomaly_api_key as
select
    api_key_key,
    api_key_hash,
    min(api_key_key) over (partition by api_key_hash) as api_key_no,
    arg_max(key_kind, valid_from) over (partition by api_key_hash) in ('user', 'deleted', 'unlisted') as is_of_person
from star.dim_api_key;

create or replace temp table anomaly_team as
select team_key, team_id, min(team_key) over (partition by team_id) as team_no from star.dim_team;

create or replace temp table anomaly_usage as
select
    fact.usage_date,
    anomaly_user.user_no,
    anomaly_api_key.api_key_no,
    anomaly_team.team_no,
    fact.model_key as model_no,
    fact.provider_key as provider_no,
    fact.spend_usd,
    fact.spend_usd::double as spend,
    fact.request_count,
    fact.total_tokens
from star.fact_usage_daily as fact
join anomaly_user on anomaly_user.user_key = fact.user_key
join anomaly_api_key on anomaly_api_key.api_key_key = fact.api_key_key
join anomaly_team on anomaly_team.team_key = fact.team_key
where fact.usage_date in (select usage_date from anomaly_day);

-- What is usual is told from floating amounts; what a judged day cost is summed in decimals.
create or replace temp table anomaly_scope_day as
select
    case
        when grouping(user_no) = 0 then 'user'
        when grouping(api_key_no) = 0 then 'api_key'
        when grouping(team_no) = 0 then 'team'
        when grouping(model_no) = 0 then 'model'
        when grouping(provider_no) = 0 then 'provider'
        else 'total'
    end as scope_kind,
    coalesce(user_no, api_key_no, team_no, model_no, provider_no, 0) as scope_no,
    usage_date,
    sum(spend) as spend,
    sum(request_count)::bigint as request_count
from anomaly_usage
group by grouping sets (
    (usage_date), (usage_date, user_no), (usage_date, api_key_no), (usage_date, team_no), (usage_date, model_no), (usage_date, provider_no)
);

create or replace temp table anomaly_judged_usd as
select
    case
        when grouping(user_no) = 0 then 'user'
        when grouping(api_key_no) = 0 then 'api_key'
        when grouping(team_no) = 0 then 'team'
        when grouping(model_no) = 0 then 'model'
        when grouping(provider_no) = 0 then 'provider'
        else 'total'
    end as scope_kind,
    coalesce(user_no, api_key_no, team_no, model_no, provider_no, 0) as scope_no,
    usage_date,
    sum(spend_usd) as spend_usd
from anomaly_usage
where usage_date in (select usage_date from anomaly_day where is_judged)
group by grouping sets (
    (usage_date), (usage_date, user_no), (usage_date, api_key_no), (usage_date, team_no), (usage_date, model_no), (usage_date, provider_no)
);

create or replace temp table anomaly_scope_users as
select 'total' as scope_kind, 0 as scope_no, usage_date, count(*) as user_count
from (select distinct usage_date, user_no from anomaly_usage)
group by usage_date
union all
select 'team', team_no, usage_date, count(*)
from (select distinct usage_date, team_no, user_no from anomaly_usage)
group by usage_date, team_no
union all
select 'model', model_no, usage_date, count(*)
from (select distinct usage_date, model_no, user_no from anomaly_usage)
group by usage_date, model_no
union all
select 'provider', provider_no, usage_date, count(*)
from (select distinct usage_date, provider_no, user_no from anomaly_usage)
group by usage_date, provider_no;

-- Whoever is a person may be away: only what does not go on holiday can fall or be silent. Of a person only days with use are learned from.
create or replace temp table anomaly_scope as
select
    used.scope_kind,
    used.scope_no,
    coalesce(anomaly_user.user_id, anomaly_api_key.api_key_hash, anomaly_team.team_id, dim_model.model_name, dim_provider.provider_id, '(all)')
        as scope_id,
    used.scope_kind <> 'user' and not coalesce(anomaly_api_key.is_of_person, false) as is_expected,
    used.first_usage_date,
    used.most_usd
from (
    select
        scope_kind,
        scope_no,
        min(usage_date) as first_usage_date,
        max(spend) as most_usd,
        max(request_count) as most_requests
    from anomaly_scope_day
    group by scope_kind, scope_no
    having max(spend) >= getvariable('minimum_usd')::double or max(request_count) >= getvariable('minimum_requests')::bigint
) as used
left join anomaly_user on used.scope_kind = 'user' and anomaly_user.user_key = used.scope_no
left join anomaly_api_key on used.scope_kind = 'api_key' and anomaly_api_key.api_key_key = used.scope_no
left join anomaly_team on used.scope_kind = 'team' and anomaly_team.team_key = used.scope_no
left join star.dim_model on used.scope_kind = 'model' and dim_model.model_key = used.scope_no
left join star.dim_provider on used.scope_kind = 'provider' and dim_provider.provider_key = used.scope_no;
