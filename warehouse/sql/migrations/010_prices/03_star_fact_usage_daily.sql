-- Grain: that of star.fact_usage_daily.
comment on column star.fact_usage_daily.list_cost_usd is 'Tokens at the list price of the day, as it was known when the day was loaded or repriced (US dollars); NULL without a price';
