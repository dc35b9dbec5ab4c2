-- Null. What is not known is NULL: no empty text, no dash, no name for nothing.
with nothing(told) as (
    values
        (''), ('-'), ('N/A'), ('n/a'), ('NA'), ('NULL'), ('null'), ('None'), ('none'), ('Not Applicable'), ('unknown'), ('(unassigned)'),
        ('(anonymous)'), ('(not shown)'), ('(shared)'), ('(no key)'), ('(invalid key)')
)
select
    "BillingAccountName", "RegionId", "ResourceId", "ResourceName", "SubAccountId", "SubAccountName", "x_ConsumerId", "x_CostCentreId",
    "x_ProjectId", "x_OrganizationId"
from focus_costs
where "BillingAccountName" in (from nothing)
    or "RegionId" in (from nothing)
    or "ResourceId" in (from nothing)
    or "ResourceName" in (from nothing)
    or "SubAccountId" in (from nothing)
    or "SubAccountName" in (from nothing)
    or "x_ConsumerId" in (from nothing)
    or "x_CostCentreId" in (from nothing)
    or "x_ProjectId" in (from nothing)
    or "x_OrganizationId" in (from nothing)
