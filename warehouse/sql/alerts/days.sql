-- Grain: one row: the last complete UTC day until a day (LiteLLM's, else of any source), and which feeds there are.
create or replace temp table alert_day as
select
    coalesce(
        max(usage_date) filter (where source = 'litellm' and state in ('loaded', 'zero')),
        max(usage_date) filter (where state in ('loaded', 'zero'))
    ) as last_day,
    coalesce(bool_or(source = 'litellm'), false) as has_litellm,
    coalesce(bool_or(source = 'access-logs'), false) as has_access_logs,
    coalesce(bool_or(source in ('audit-logs', 'litellm-audit')), false) as has_audit_logs,
    exists (select 1 from star.dim_user_plan) as has_plans,
    exists (select 1 from star.dim_budget) as has_budgets
from ops.day_status
where usage_date <= getvariable('latest')::date;
