-- Grain: one row per judged UTC day.
create or replace view marts.anomaly_days as
select
    usage_date,
    learned_day_count,
    judged_scope_count,
    anomaly_count,
    silent_because
from star.fact_anomaly_day
order by usage_date desc;
comment on view marts.anomaly_days is 'Days that were looked through for anomalies, and those of which nothing could be told';
comment on column marts.anomaly_days.usage_date is 'UTC calendar day, complete when it was judged';
comment on column marts.anomaly_days.learned_day_count is 'Complete days of the 56 before it, from which was learned what is usual (days)';
comment on column marts.anomaly_days.judged_scope_count is 'Scopes with usage large enough to be judged: users, API keys, teams, models, providers and the total';
comment on column marts.anomaly_days.anomaly_count is 'Anomalies found';
comment on column marts.anomaly_days.silent_because is 'Why nothing can be told of the day, a sentence; NULL when something can';
