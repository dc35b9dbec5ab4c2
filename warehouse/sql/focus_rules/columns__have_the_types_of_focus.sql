-- Type. Amounts are decimal, periods are times, everything else is text.
select column_name, column_type
from (describe focus_costs)
where not starts_with(column_name, 'x_')
    and not case
        when column_name in (
            'BilledCost', 'ConsumedQuantity', 'ContractedCost', 'EffectiveCost', 'ListCost', 'ListUnitPrice', 'PricingQuantity'
        ) then starts_with(column_type, 'DECIMAL')
        when column_name in ('BillingPeriodEnd', 'BillingPeriodStart', 'ChargePeriodEnd', 'ChargePeriodStart')
            then column_type = 'TIMESTAMP'
        else column_type = 'VARCHAR'
    end
