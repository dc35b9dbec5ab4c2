-- Present. Every mandatory column of Cost and Usage is in the file.
select mandatory.column_name
from (
    values
        ('BilledCost'), ('BillingAccountId'), ('BillingAccountName'), ('BillingCurrency'), ('BillingPeriodEnd'), ('BillingPeriodStart'),
        ('ChargeCategory'), ('ChargeClass'), ('ChargeDescription'), ('ChargePeriodEnd'), ('ChargePeriodStart'), ('ContractedCost'),
        ('EffectiveCost'), ('HostProviderName'), ('InvoiceIssuerName'), ('ListCost'), ('PricingQuantity'), ('PricingUnit'),
        ('ServiceCategory'), ('ServiceName'), ('ServiceProviderName')
) as mandatory(column_name)
where mandatory.column_name not in (select column_name from (describe focus_costs))
