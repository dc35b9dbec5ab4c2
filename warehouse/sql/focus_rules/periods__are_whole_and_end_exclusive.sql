-- Format. A billing period is a UTC month and a charge period whole UTC days, the end is the first moment after it, and a charge lies in
-- its billing period unless it corrects another.
select "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "ChargeClass", count(*) as row_count
from focus_costs
group by all
having "BillingPeriodStart" <> date_trunc('month', "BillingPeriodStart")
    or "BillingPeriodEnd" <> "BillingPeriodStart" + interval 1 month
    or "ChargePeriodStart" <> date_trunc('day', "ChargePeriodStart")
    or "ChargePeriodEnd" <> date_trunc('day', "ChargePeriodEnd")
    or "ChargePeriodEnd" <= "ChargePeriodStart"
    or ("ChargeClass" is null and ("ChargePeriodStart" < "BillingPeriodStart" or "ChargePeriodEnd" > "BillingPeriodEnd"))
