-- Grain: one row per budget, as of the last loaded day of the range, the most used first.
select
    budgets.scope_kind,
    coalesce(dim_team.team_name, dim_user.user_name, dim_api_key.key_alias, dim_cost_centre.cost_centre_name, budgets.scope_id) as scope_name,
    budgets.period_kind,
    budgets.period_from,
    budgets.period_to,
    budgets.data_through,
    budgets.budget_usd,
    budgets.spent_usd,
    budgets.spent_share,
    budgets.band,
    budgets.exhausted_on,
    budgets.mean_daily_spend_usd is not null as is_projected
from marts.budgets($1, $2) as budgets
left join star.dim_team
    on budgets.scope_kind = 'team' and dim_team.team_id = budgets.scope_id
    and dim_team.valid_from <= budgets.data_through and dim_team.valid_to > budgets.data_through
left join star.dim_user
    on budgets.scope_kind = 'user' and dim_user.user_id = budgets.scope_id
    and dim_user.valid_from <= budgets.data_through and dim_user.valid_to > budgets.data_through
left join star.dim_api_key
    on budgets.scope_kind = 'api_key' and dim_api_key.api_key_hash = budgets.scope_id
    and dim_api_key.valid_from <= budgets.data_through and dim_api_key.valid_to > budgets.data_through
left join star.dim_cost_centre
    on budgets.scope_kind = 'cost_centre' and dim_cost_centre.cost_centre_code = budgets.scope_id
order by budgets.spent_share desc nulls last, budgets.scope_kind, budgets.scope_id, budgets.period_kind, budgets.line_number;
