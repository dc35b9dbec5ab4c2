-- Grain: one row per judged UTC day.
create table star.fact_anomaly_day (
    usage_date         date    not null,
    learned_day_count  integer not null,
    judged_scope_count integer not null,
    anomaly_count      integer not null,
    silent_because     varchar
);
comment on table star.fact_anomaly_day is 'Days that were looked through for anomalies; of a day without one this says that there was none, and why nothing could be told';
comment on column star.fact_anomaly_day.usage_date is 'UTC calendar day, complete when it was judged';
comment on column star.fact_anomaly_day.learned_day_count is 'Complete days of the 56 before it, from which was learned what is usual (days)';
comment on column star.fact_anomaly_day.judged_scope_count is 'Scopes with usage large enough to be judged: users, API keys, teams, models, providers and the total';
comment on column star.fact_anomaly_day.anomaly_count is 'Anomalies found';
comment on column star.fact_anomaly_day.silent_because is 'Why nothing can be told of the day, a sentence; NULL when something can';
