-- Grain: one row per budget of the person.
select budget_source, scope_id as user_id, period_kind, soft_amount, hard_amount, currency, valid_from, valid_to
from star.dim_budget
where scope_kind = 'user' and scope_id in (select user_id from asked_user)
order by all
