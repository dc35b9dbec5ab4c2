-- Null. What is not known is NULL: no empty text, no dash, no name for nothing.
select
    "BillingAccountName", "RegionId", "ResourceId", "ResourceName", "SubAccountId", "SubAccountName", "x_ConsumerId", "x_CostCentreId",
    "x_ProjectId", "x_OrganizationId", count(*) as row_count
from focus_costs
group by all
having len(list_filter(
    [
        "BillingAccountName", "RegionId", "ResourceId", "ResourceName", "SubAccountId", "SubAccountName", "x_ConsumerId",
        "x_CostCentreId", "x_ProjectId", "x_OrganizationId"
    ],
    told -> lower(trim(told)) in (
        '', '-', 'n/a', 'na', 'null', 'none', 'not applicable', 'unknown', '(unassigned)', '(anonymous)', '(not shown)', '(shared)',
        '(no key)', '(invalid key)'
    )
)) > 0
