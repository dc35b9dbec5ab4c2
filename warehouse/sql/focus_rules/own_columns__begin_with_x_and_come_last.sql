-- Present. What FOCUS does not define begins with x_ and stands behind what it does.
with ordered as (
    select
        column_name,
        row_number() over () as place,
        starts_with(column_name, 'x_') as is_own
    from (describe focus_costs)
)
select column_name
from ordered
where not is_own
    and (
        place > (select min(place) from ordered where is_own)
        or column_name not in (
            'BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart',
            'ChargeCategory', 'ChargeClass', 'ChargeDescription', 'ChargeFrequency', 'ChargePeriodEnd', 'ChargePeriodStart',
            'ConsumedQuantity', 'ConsumedUnit', 'ContractedCost', 'EffectiveCost', 'HostProviderName', 'InvoiceIssuerName', 'ListCost',
            'ListUnitPrice', 'PricingCategory', 'PricingQuantity', 'PricingUnit', 'RegionId', 'RegionName', 'ResourceId',
            'ResourceName', 'ResourceType', 'ServiceCategory', 'ServiceName', 'ServiceProviderName', 'ServiceSubcategory', 'SkuId',
            'SkuMeter', 'SkuPriceDetails', 'SkuPriceId', 'SubAccountId', 'SubAccountName', 'SubAccountType', 'Tags'
        )
    )
