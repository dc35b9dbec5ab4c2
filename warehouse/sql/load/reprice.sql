-- Grain: that of star.fact_usage_daily. Writes the list costs of repriced_fact.
update star.fact_usage_daily
set list_cost_usd = repriced_fact.new_list_cost_usd
from repriced_fact
where fact_usage_daily.rowid = repriced_fact.fact_row;
