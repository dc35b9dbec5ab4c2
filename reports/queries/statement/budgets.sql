-- Grain: one row per budget of the party, as of the last loaded day of the range, the most used first. Green is ✓, a warning ⚠, danger ✗.
select
    budget_source,
    period_kind,
    period_from,
    period_to,
    data_through,
    budget_usd,
    spent_usd,
    spent_share,
    case band when 'green' then '✓' when 'warning' then '⚠' when 'danger' then '✗' end as band_sign,
    soft_budget_usd,
    hard_budget_usd,
    remaining_usd,
    projected_spend_usd,
    exhausted_on
from marts.budgets($1, $2)
where scope_kind = case $3 when 'organization' then 'organisation' else $3 end and scope_id = $4
order by spent_share desc nulls last, period_kind, period_from, budget_source, budget_usd;
