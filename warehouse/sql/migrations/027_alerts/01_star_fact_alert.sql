-- Grain: one row per rule, subject, level and period; of a rule that cannot run, one per cause until its cool-down is over.
create table star.fact_alert (
    raised_at       timestamp not null,
    as_of_date      date,
    rule_id         varchar   not null,
    metric          varchar,
    unit            varchar,
    scope_kind      varchar   not null,
    scope_id        varchar   not null,
    detail          varchar,
    alert_level     varchar   not null,
    period_from     date,
    comparison      varchar,
    threshold_value decimal(38, 12),
    measured_value  decimal(38, 12),
    problem         varchar
);
comment on table star.fact_alert is 'What crossed a level of config/alert_rules.csv, and rules that cannot run: each once; docs/alerts.md has the rules';
comment on column star.fact_alert.raised_at is 'When the run that raised it looked (UTC)';
comment on column star.fact_alert.as_of_date is 'Last complete UTC day that was known; NULL when none was';
comment on column star.fact_alert.rule_id is 'Name of the rule in config/alert_rules.csv; (book) when the book itself cannot be read';
comment on column star.fact_alert.metric is 'What is measured, as config/alert_rules.csv names it; NULL of a rule that cannot run';
comment on column star.fact_alert.unit is 'Unit of the values: usd, tokens, percent, count or hours; NULL of a rule that cannot run';
comment on column star.fact_alert.scope_kind is 'Of what: total, team, user, api_key, model, provider, organisation, cost_centre, service, client, source or rule';
comment on column star.fact_alert.scope_id is 'Durable key of it; (all) for total, keyed hash of the address for a client, the name of the rule for one that cannot run';
comment on column star.fact_alert.detail is 'Which of several of the subject: the budget, the kind of anomaly, the network of the client; NULL where there is one';
comment on column star.fact_alert.alert_level is 'warning, critical, or broken for a rule that cannot run';
comment on column star.fact_alert.period_from is 'First UTC day of the day, month or period that was measured; NULL of a rule that cannot run';
comment on column star.fact_alert.comparison is 'How it crossed the threshold: above, at_least, below or at_most; NULL of a rule that cannot run';
comment on column star.fact_alert.threshold_value is 'The level it crossed (in unit); NULL of a rule that cannot run';
comment on column star.fact_alert.measured_value is 'What was measured (in unit); NULL of a rule that cannot run';
comment on column star.fact_alert.problem is 'Why a rule cannot run, a sentence; NULL of any other';
