-- Grain: one row per service with requests in the range: what it does in the busiest hours, and what it costs. The cost of the service
-- that LiteLLM meters is LiteLLM's spend, of any other its calls at the prices of the book.
create or replace macro marts.peak_load(from_date, to_date, background := null, peak_ratio := 1.5) as table
with cost_day as materialized (
    select logs.usage_date, gateway.usage_date is not null as is_metered
    from ops.day_status as logs
    left join ops.day_status as gateway
        on gateway.source = 'litellm' and gateway.state in ('loaded', 'zero') and gateway.usage_date = logs.usage_date
    where logs.source = 'access-logs' and logs.state in ('loaded', 'zero') and logs.usage_date between from_date and to_date
),
cost as (
    select
        (select metered_service_id from ops.cost_rule) as service_id,
        (select count(*) from cost_day where is_metered) as day_count,
        sum(spend_usd) as cost_usd
    from star.fact_usage_daily
    where usage_date in (select usage_date from cost_day where is_metered)
    union all
    select
        service_id,
        (select count(*) from cost_day),
        case when count(*) = count(cost_usd) then sum(cost_usd) end
    from marts.unmetered_cost(from_date, to_date)
    where cost_kind = 'call'
        and usage_date in (select usage_date from cost_day)
        and service_id <> (select metered_service_id from ops.cost_rule)
    group by service_id
),
load as (
    select
        service_id,
        any_value(read_day_count) as read_day_count,
        string_agg(utc_hour::varchar, ', ' order by utc_hour) filter (where is_peak) as peak_hours,
        sum(request_count)::bigint as request_count,
        coalesce(sum(request_count) filter (where is_peak), 0)::bigint as peak_request_count,
        coalesce(sum(greatest(24 * request_count - total, 0)) filter (where is_peak) / 24, 0)::decimal(38, 9) as excess_request_count,
        sum(background_request_count)::bigint as background_request_count,
        coalesce(sum(background_request_count) filter (where is_peak), 0)::bigint as peak_background_request_count
    from (
        select *, sum(request_count) over (partition by service_id) as total
        from marts.service_hours(from_date, to_date, background := background, peak_ratio := peak_ratio)
    )
    group by service_id
)
select
    load.service_id,
    load.read_day_count,
    load.peak_hours,
    load.request_count,
    load.peak_request_count,
    load.excess_request_count,
    load.background_request_count,
    load.peak_background_request_count,
    cost.day_count as cost_day_count,
    cost.cost_usd::decimal(38, 12) as cost_usd
from load
left join cost on cost.service_id = load.service_id
order by load.service_id;
comment on macro table marts.peak_load is 'What each service does in the busiest hours of the day, and what it costs, by the access logs of the days that were read to their end, from from_date to to_date inclusive (UTC days and hours); background and peak_ratio are those of marts.service_hours. Columns: service_id; read_day_count (days that count); peak_hours (the busiest hours of all services together, comma separated; NULL when no hour stands out); request_count (requests); peak_request_count (in the busiest hours); excess_request_count (requests of the busiest hours above the mean hour of the service); background_request_count (requests of background), peak_background_request_count (of them in the busiest hours); cost_day_count (days of cost_usd); cost_usd (of the service that LiteLLM meters LiteLLM''s spend of these days, of others their calls at the prices of the book, US dollars; NULL without a price)';
