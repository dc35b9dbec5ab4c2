-- Equality. What is priced by the million is what was consumed.
select "SkuId", "ChargePeriodStart", "PricingQuantity", "PricingUnit", "ConsumedQuantity", "ConsumedUnit"
from focus_costs
where "PricingQuantity" * if("PricingUnit" = '1000000 Tokens', 1000000, 1) <> "ConsumedQuantity"
    or ("PricingUnit" = '1000000 Tokens') <> ("ConsumedUnit" = 'Tokens')
