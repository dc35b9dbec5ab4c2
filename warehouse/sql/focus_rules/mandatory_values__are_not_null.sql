-- Null. What every charge must say, every row says.
select *
from focus_costs
where "BilledCost" is null
    or "BillingAccountId" is null
    or "BillingCurrency" is null
    or "BillingPeriodEnd" is null
    or "BillingPeriodStart" is null
    or "ChargeCategory" is null
    or "ChargePeriodEnd" is null
    or "ChargePeriodStart" is null
    or "ContractedCost" is null
    or "EffectiveCost" is null
    or "HostProviderName" is null
    or "InvoiceIssuerName" is null
    or "ListCost" is null
    or "ServiceCategory" is null
    or "ServiceName" is null
    or "ServiceProviderName" is null
