-- Grain: one row for the whole range.
select
    count(*) as judged_day_count,
    count(*) filter (where silent_because is not null) as silent_day_count,
    max_by(silent_because, usage_date) filter (where silent_because is not null) as silent_because
from marts.anomaly_days
where usage_date between $1::date and $2::date;
