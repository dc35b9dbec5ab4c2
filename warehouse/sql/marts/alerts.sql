-- Grain: one row per rule, subject, level and period; of a rule that cannot run, one per cause until its cool-down is over.
create or replace view marts.alerts as
with named as (
    select
        alert.*,
        case alert.scope_kind
            when 'user' then coalesce(scope_user.user_name, alert.scope_id)
            when 'team' then coalesce(team.team_name, alert.scope_id)
            when 'api_key' then coalesce(api_key.key_alias, left(alert.scope_id, 12))
            when 'client' then coalesce(alert.detail, alert.scope_id)
            else alert.scope_id
        end as scope_name,
        case alert.unit
            when 'usd' then 'USD ' || format('{:,.2f}', alert.measured_value::double)
            when 'percent' then format('{:,.1f} %', alert.measured_value::double)
            when 'hours' then format('{:,.1f} hours', alert.measured_value::double)
            else format('{:,}', alert.measured_value::bigint)
        end as measured_text,
        case alert.unit
            when 'usd' then 'USD ' || format('{:,.2f}', alert.threshold_value::double)
            when 'percent' then format('{:,.1f} %', alert.threshold_value::double)
            when 'hours' then format('{:,.1f} hours', alert.threshold_value::double)
            else format('{:,}', alert.threshold_value::bigint)
        end as threshold_text
    from star.fact_alert as alert
    left join star.dim_user as scope_user
        on alert.scope_kind = 'user' and scope_user.user_id = alert.scope_id and scope_user.is_current
    left join star.dim_team as team
        on alert.scope_kind = 'team' and team.team_id = alert.scope_id and team.is_current
    left join star.dim_api_key as api_key
        on alert.scope_kind = 'api_key' and api_key.api_key_hash = alert.scope_id and api_key.is_current
)
select
    raised_at,
    as_of_date,
    alert_level,
    rule_id,
    metric,
    unit,
    scope_kind,
    scope_id,
    scope_name,
    detail,
    period_from,
    comparison,
    threshold_value,
    measured_value,
    problem,
    case
        when alert_level = 'broken' then coalesce(problem, format('The rule {} cannot run.', rule_id))
        else format(
            '{}{}: {} is {}, {} {} ({}, since {}).',
            case scope_kind when 'total' then 'Everything' when 'api_key' then 'API key ' || scope_name
                when 'cost_centre' then 'Cost centre ' || scope_name
                else upper(left(scope_kind, 1)) || substr(scope_kind, 2) || ' ' || scope_name end,
            case when detail is not null and scope_kind <> 'client' then ' (' || detail || ')' else '' end,
            case metric
                when 'failed_percent' then 'part of failed requests'
                when 'unsuccessful_percent' then 'part of requests without success in the worst hour'
                when 'quota_percent' then 'part of the quota that is used'
                when 'soft_budget_percent' then 'part of the soft budget that is spent'
                when 'hard_budget_percent' then 'part of the hard budget that is spent'
                when 'failed_logins' then 'number of failed logins within ten minutes'
                when 'key_requests' then 'number of requests within an hour'
                when 'key_addresses' then 'number of addresses within an hour'
                when 'failed_days' then 'number of failed days'
                when 'anomaly_usd' then 'distance from the usual'
                else replace(regexp_replace(metric, '_(usd|percent|hours)$', ''), '_', ' ')
            end,
            measured_text,
            case comparison when 'at_least' then 'at least' when 'at_most' then 'at most' else comparison end,
            threshold_text,
            alert_level,
            period_from)
    end as sentence
from named
order by raised_at desc, case alert_level when 'critical' then 1 when 'broken' then 2 else 3 end, rule_id, scope_kind, scope_id, period_from;
comment on view marts.alerts is 'What crossed a level of config/alert_rules.csv, and rules that cannot run, the newest first; each stands here once';
comment on column marts.alerts.raised_at is 'When the run that raised it looked (UTC)';
comment on column marts.alerts.as_of_date is 'Last complete UTC day that was known; NULL when none was';
comment on column marts.alerts.alert_level is 'warning, critical, or broken for a rule that cannot run';
comment on column marts.alerts.rule_id is 'Name of the rule in config/alert_rules.csv; (book) when the book itself cannot be read';
comment on column marts.alerts.metric is 'What is measured, as config/alert_rules.csv names it; NULL of a rule that cannot run';
comment on column marts.alerts.unit is 'Unit of the values: usd, tokens, percent, count or hours; NULL of a rule that cannot run';
comment on column marts.alerts.scope_kind is 'Of what: total, team, user, api_key, model, provider, organisation, cost_centre, service, client, source or rule';
comment on column marts.alerts.scope_id is 'Durable key of it; (all) for total, keyed hash of the address for a client, the name of the rule for one that cannot run';
comment on column marts.alerts.scope_name is 'Name of the user or team now, alias of the key or the beginning of its hash, network of the client; of others the id';
comment on column marts.alerts.detail is 'Which of several of the subject: the budget, the kind of anomaly, the network of the client; NULL where there is one';
comment on column marts.alerts.period_from is 'First UTC day of the day, month or period that was measured; NULL of a rule that cannot run';
comment on column marts.alerts.comparison is 'How it crossed the threshold: above, at_least, below or at_most; NULL of a rule that cannot run';
comment on column marts.alerts.threshold_value is 'The level it crossed (in unit); NULL of a rule that cannot run';
comment on column marts.alerts.measured_value is 'What was measured (in unit); NULL of a rule that cannot run';
comment on column marts.alerts.problem is 'Why a rule cannot run, a sentence; NULL of any other';
comment on column marts.alerts.sentence is 'All of it in words, in English';
