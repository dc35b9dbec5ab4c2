-- Grain: one row per organisation, cost centre, project and team that is charged, the one that is charged most first; no row where there are
-- no cost centres. Months are whole.
with charged as (
    select
        organization_id,
        cost_centre_code,
        any_value(cost_centre_name) as cost_centre_name,
        any_value(ledger_account) as ledger_account,
        project_id,
        team_id,
        sum(booked_amount) as booked_amount,
        currency,
        bool_and(is_final) as is_final,
        bool_and(is_closed) as is_closed
    from marts.chargeback($1, $2)
    where exists (from star.dim_cost_centre where cost_centre_code <> '(unassigned)')
    group by organization_id, cost_centre_code, project_id, team_id, currency
)
select
    charged.organization_id,
    charged.cost_centre_code,
    coalesce(charged.cost_centre_name, charged.cost_centre_code) as cost_centre_name,
    charged.ledger_account,
    charged.project_id,
    charged.team_id,
    coalesce(dim_team.team_name, charged.team_id) as team_name,
    charged.currency,
    charged.is_final,
    charged.is_closed,
    charged.booked_amount
from charged
left join star.dim_team
    on dim_team.team_id = charged.team_id and dim_team.valid_from <= $2 and dim_team.valid_to > $2
order by charged.booked_amount desc, charged.organization_id, charged.cost_centre_code, charged.project_id, charged.team_id;
