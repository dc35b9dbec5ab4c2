-- Null. Usage that corrects nothing has a SKU, a price of it and quantities; what is no usage consumes nothing.
select *
from focus_costs
where ("ChargeCategory" = 'Usage' and "ChargeClass" is null
        and ("SkuId" is null or "SkuPriceId" is null or "PricingQuantity" is null or "PricingUnit" is null
            or "ConsumedQuantity" is null or "ConsumedUnit" is null or "PricingCategory" is null))
    or ("SkuPriceId" is null
        and ("PricingQuantity" is not null or "ConsumedQuantity" is not null or "ListUnitPrice" is not null
            or "SkuPriceDetails" is not null or "PricingCategory" is not null))
    or ("ChargeCategory" <> 'Usage' and "ConsumedQuantity" is not null)
