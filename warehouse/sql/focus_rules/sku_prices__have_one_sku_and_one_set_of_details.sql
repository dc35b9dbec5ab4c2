-- Distinct. A price is of one SKU and has one set of details.
select "SkuPriceId", count(distinct "SkuId") as sku_count, count(distinct "SkuPriceDetails") as details_count
from (
    select distinct "SkuPriceId", "SkuId", "SkuPriceDetails"
    from focus_costs
    where "SkuPriceId" is not null
)
group by "SkuPriceId"
having sku_count <> 1 or details_count > 1
