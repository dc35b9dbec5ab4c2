-- Value. A correction is of a billing period that was closed before, and says what it corrects.
select "BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "ChargeDescription"
from focus_costs
where "ChargeClass" = 'Correction'
    and ("ChargePeriodEnd" > "BillingPeriodStart" or "ChargeDescription" is null)
