-- Grain: one row for the whole range: which of its days were read, and of which days every request is kept one by one.
create or replace macro marts.request_coverage(from_date, to_date, for_request_source := 'access-log') as table
with counted as (
    select hour_at::date as usage_date, sum(request_count) as request_count
    from star.fact_request_hourly
    where request_source = for_request_source
        and hour_at >= from_date::date::timestamp
        and hour_at < (to_date::date + 1)::timestamp
    group by usage_date
),
detailed as (
    select requested_at::date as usage_date, count(*) as request_count
    from star.fact_request
    where request_source = for_request_source
        and requested_at >= from_date::date::timestamp
        and requested_at < (to_date::date + 1)::timestamp
    group by usage_date
),
days as (
    select
        dim_date.calendar_date as usage_date,
        coalesce(day_status.state, 'missing') as state,
        coalesce(counted.request_count, 0) = coalesce(detailed.request_count, 0) as is_detailed
    from star.dim_date
    left join ops.day_status
        on day_status.source = regexp_replace(for_request_source, '-api$', '-log') || 's' and day_status.usage_date = dim_date.calendar_date
    left join counted on counted.usage_date = dim_date.calendar_date
    left join detailed on detailed.usage_date = dim_date.calendar_date
    where dim_date.calendar_date between from_date and to_date
)
select
    count(*) as day_count,
    count(*) filter (where state in ('loaded', 'zero', 'partial')) as loaded_day_count,
    count(*) filter (where state = 'zero') as zero_day_count,
    count(*) filter (where state = 'partial') as partial_day_count,
    count(*) filter (where state not in ('loaded', 'zero', 'partial', 'expired')) as missing_day_count,
    count(*) filter (where state = 'expired') as expired_day_count,
    count(*) filter (where state in ('loaded', 'zero', 'partial') and is_detailed) as detailed_day_count,
    case
        when bool_and(is_detailed) then min(usage_date)
        when max(usage_date) filter (where not is_detailed) < max(usage_date)
            then max(usage_date) filter (where not is_detailed) + 1
    end as detailed_from
from days;
comment on macro table marts.request_coverage is 'Coverage of a range of UTC days by the logs of a request source, by the ledger of the source (access-logs for access-log, audit-logs for audit-api). Columns: day_count; loaded_day_count (zero and partial ones included); zero_day_count; partial_day_count; missing_day_count (not read); expired_day_count (before the kept range: deleted by retention); detailed_day_count (loaded days of which every request is kept one by one, so that percentiles are known); detailed_from (first day from which that holds to the end of the range; NULL when it does not hold of the last day)';
