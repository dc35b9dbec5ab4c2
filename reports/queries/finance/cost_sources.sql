-- Grain: one row per source of cost, invoice or litellm: its part of what is charged for the months of the range.
select cost_source, (sum(amount_usd) / nullif(sum(sum(amount_usd)) over (), 0))::decimal(18, 12) as amount_share
from marts.chargeback($1, $2)
group by cost_source
order by cost_source;
