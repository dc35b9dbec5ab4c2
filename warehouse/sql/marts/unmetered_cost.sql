-- Grain: one row per UTC day, kind of cost, service, user, team and allocation of what LiteLLM does not meter.
-- Calls and bytes are those of access logs; every call counts, whatever its status. A GB is 1024 x 1024 x 1024 bytes.
create or replace macro marts.unmetered_cost(from_date, to_date) as table
with requested as (
    select
        fact.hour_at::date as usage_date,
        fact.user_key,
        fact.team_id,
        fact.allocation_key,
        fact.service_key,
        sum(fact.request_count) as request_count,
        sum(fact.response_bytes_sum) as response_bytes,
        sum(fact.sized_request_count) as sized_request_count
    from star.fact_request_hourly as fact
    where fact.request_source = 'access-log'
        and fact.hour_at >= from_date::date::timestamp
        and fact.hour_at < (to_date::date + 1)::timestamp
    group by all
),
measured as (
    select
        usage_date, 'call' as cost_kind, 'service:' || dim_service.service_id as price_name, dim_service.service_id, user_key, team_id,
        allocation_key, request_count::double as quantity, 'call' as unit_name
    from requested
    join star.dim_service using (service_key)
    union all
    select
        usage_date, 'bandwidth', 'service:bandwidth', dim_service.service_id, user_key, team_id,
        allocation_key, response_bytes::double / 1073741824, 'GB'
    from requested
    join star.dim_service using (service_key)
    where sized_request_count > 0
    union all
    select
        usage_date, 'storage', 'service:storage', service_id, user_key, team_id,
        allocation_key, sum(stored_bytes)::double / 1073741824 / day(last_day(usage_date)), 'GB-month'
    from star.fact_storage_daily
    where usage_date between from_date and to_date
    group by usage_date, service_id, user_key, team_id, allocation_key
)
select
    measured.usage_date,
    measured.cost_kind,
    measured.service_id,
    dim_user.user_id,
    measured.team_id,
    measured.allocation_key,
    measured.quantity::decimal(38, 12) as quantity,
    measured.unit_name,
    if(measured.cost_kind = 'call', price.call_usd, price.unit_usd) as unit_usd,
    (measured.quantity * if(measured.cost_kind = 'call', price.call_usd, price.unit_usd)::double)::decimal(38, 12) as cost_usd,
    case
        when if(measured.cost_kind = 'call', price.call_usd, price.unit_usd) is null then null
        when coalesce(price.stated_by, 'estimate') ilike 'estimate%' then 'estimated'
        else 'price_book'
    end as cost_source
from measured
join star.dim_user on dim_user.user_key = measured.user_key
left join star.dim_price as price
    on price.price_kind = 'service'
    and price.model_name = measured.price_name
    and price.valid_from <= measured.usage_date
    and price.valid_to > measured.usage_date;
comment on macro table marts.unmetered_cost is 'What costs that LiteLLM does not meter: calls of services and bytes of their answers by the access logs, and storage, at the prices of config/price_book.csv that hold on the day, as the book has them now; from from_date to to_date inclusive (UTC days). Columns: usage_date; cost_kind (call, bandwidth, storage); service_id ((unassigned) for storage that is no service''s); user_id ((anonymous) without a user, (unassigned) for storage that is nobody''s); team_id (that a list of users says the user belongs to, or the storage''s, or (unassigned)); allocation_key (how it is divided, star.dim_allocation); quantity (of unit_name); unit_name (call; GB; GB-month: a GB stored for a day is a part of its month); unit_usd (US dollars a unit; NULL without a price); cost_usd (US dollars; NULL without a price); cost_source (price_book, or estimated where the book''s source is empty or begins with estimate; NULL without a price)';
