-- Warns. A line of config/budgets.csv limits the spend of a user, API key, team, organisation or cost centre that nobody knows: a slip of the pen spends nothing.
select line_number, scope_kind, scope_id
from star.dim_budget
where budget_source = 'budget_book'
    and case scope_kind
        when 'user' then scope_id not in (select user_id from star.dim_user)
        when 'api_key' then scope_id not in (select api_key_hash from star.dim_api_key)
        when 'team' then scope_id not in (select team_id from star.dim_team)
        when 'organisation' then scope_id not in (
            select organization_id from star.dim_organization
            union
            select organization_id from star.dim_cost_centre where organization_id is not null
        )
        when 'cost_centre' then scope_id not in (select cost_centre_code from star.dim_cost_centre)
        else false
    end
order by line_number
