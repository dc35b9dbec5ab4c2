-- Warns. Of the last 30 days with usage, a model that made 1 % of the spend or more has no list price: what it should have cost is unknown.
-- Where no price at all is known nobody wants any.
with recent as (
    select *
    from star.fact_usage_daily
    where usage_date > (select max(usage_date) - 30 from star.fact_usage_daily)
)
select
    dim_model.model_name,
    dim_provider.provider_id,
    sum(recent.spend_usd) as spend_usd,
    sum(recent.spend_usd) / (select nullif(sum(spend_usd), 0) from recent) as spend_share
from recent
join star.dim_model on dim_model.model_key = recent.model_key
join star.dim_provider on dim_provider.provider_key = recent.provider_key
where recent.list_cost_usd is null
    and exists (from star.dim_price where price_kind = 'model')
group by dim_model.model_name, dim_provider.provider_id
having spend_share >= 0.01
order by spend_usd desc
