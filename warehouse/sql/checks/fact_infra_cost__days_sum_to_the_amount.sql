-- Blocks. Guards the cost of infrastructure: the days of a line are all of its amount.
select line_number, infra_name, any_value(stated_amount) as stated_amount, any_value(usd_per_currency) as usd_per_currency,
    sum(cost_usd) as cost_usd
from star.fact_infra_cost
group by line_number, infra_name
having count(*) <> any_value(period_days)
    or sum(cost_usd) <> (any_value(stated_amount) * any_value(usd_per_currency))::decimal(38, 12)
