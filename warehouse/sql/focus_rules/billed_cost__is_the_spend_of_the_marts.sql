-- Sum. What is billed of a month is the spend of its days by the marts, with the corrections that were found in it and less those of its own
-- that were found later.
with told as (
    select "BillingPeriodStart"::date as month_start_date, sum("BilledCost") as billed_usd
    from focus_costs
    group by all
),
known as (
    select month_start_date, sum(amount_usd) as billed_usd
    from (
        select month_start_date, spend_usd as amount_usd
        from marts.filtered_usage(getvariable('from_date')::date, getvariable('to_date')::date)
        union all
        select date_trunc('month', found_date), metered_usd
        from marts.corrections(getvariable('from_date')::date, getvariable('to_date')::date)
        union all
        select month_start_date, -metered_usd
        from marts.corrections(date '0001-01-01', date '9999-12-31')
        where month_start_date between getvariable('from_date')::date and getvariable('to_date')::date
    )
    group by all
)
select month_start_date, told.billed_usd, known.billed_usd as spend_usd
from told
full join known using (month_start_date)
where coalesce(told.billed_usd, 0) <> coalesce(known.billed_usd, 0)
