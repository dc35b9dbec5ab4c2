-- Grain: one row for the whole range. Only of users and teams is looked for what is unusual.
select
    count(*) as judged_day_count,
    count(*) filter (where silent_because is not null) as silent_day_count,
    max_by(silent_because, usage_date) filter (where silent_because is not null) as silent_because
from marts.anomaly_days
where usage_date between $1::date and $2::date and $3 in ('user', 'team') and $4 is not null;
