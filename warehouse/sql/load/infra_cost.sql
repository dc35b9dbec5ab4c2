-- Grain: one row per line of infra_cost.csv and day of its period. Replaces what the file said before. Amounts are cut at the days'
-- ends and not day by day, so that the days sum to the amount.
delete from star.fact_infra_cost;

insert into star.fact_infra_cost by name
with line as (
    select
        line_number::integer as line_number,
        infra_name,
        service_id,
        period_from::date as period_from,
        period_days::integer as period_days,
        stated_amount::decimal(18, 4) as stated_amount,
        currency,
        usd_per_currency::decimal(18, 8) as usd_per_currency,
        amount_usd::decimal(38, 12) as amount_usd
    from staged_infra_cost
),
day as (
    select
        *,
        unnest(range(1, period_days + 1)) as day_number,
        if(
            day_number = period_days,
            amount_usd, (amount_usd::double * day_number / period_days)::decimal(38, 12)
        ) as usd_until
    from line
)
select
    period_from + day_number::integer - 1 as cost_date,
    infra_name,
    service_id,
    usd_until - lag(usd_until, 1, 0) over (partition by line_number order by day_number) as cost_usd,
    stated_amount,
    period_days,
    currency,
    usd_per_currency,
    line_number
from day
order by line_number, day_number;
