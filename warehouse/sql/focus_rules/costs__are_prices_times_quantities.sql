-- Equality. A list cost is its price times its quantity, and what is billed where there is no price; no negotiated price is known, so
-- that the contracted cost is the list cost; nothing is amortised, so that the effective cost is what is billed.
select "SkuId", "ChargePeriodStart", "ListUnitPrice", "PricingQuantity", "ListCost", "ContractedCost", "BilledCost", "EffectiveCost"
from focus_costs
where "ListCost" <> coalesce(("ListUnitPrice" * "PricingQuantity")::decimal(38, 12), "BilledCost")
    or "ContractedCost" <> "ListCost"
    or "EffectiveCost" <> "BilledCost"
