-- Null. A name or a kind stands beside an id, and a unit beside a quantity.
select
    "RegionId", "RegionName", "ResourceId", "ResourceName", "ResourceType", "SubAccountId", "SubAccountName", "SubAccountType",
    "PricingUnit", "ConsumedUnit"
from focus_costs
where ("RegionId" is null and "RegionName" is not null)
    or ("ResourceId" is null and "ResourceName" is not null)
    or ("ResourceId" is null) <> ("ResourceType" is null)
    or ("SubAccountId" is null and "SubAccountName" is not null)
    or ("SubAccountId" is null) <> ("SubAccountType" is null)
    or ("PricingQuantity" is null) <> ("PricingUnit" is null)
    or ("ConsumedQuantity" is null) <> ("ConsumedUnit" is null)
