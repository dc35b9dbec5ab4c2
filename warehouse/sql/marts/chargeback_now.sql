-- Grain: one row per month that a day of the range lies in, provider, organisation, cost centre, project and team that pays for a part of it.
-- What a provider invoiced is spread by the spend that LiteLLM metered; without an invoice that spend is charged itself, and an invoice
-- for which nothing was metered is nobody's. Cents are booked by largest remainder within month and provider: each part is rounded
-- down, and the cents that are left go to the parts that lost most.
create or replace macro marts.chargeback_now(from_date, to_date) as table
with compared as (
    from marts.invoice_reconciliation(from_date, to_date)
),
spent as (
    select month_start_date, provider_id, allocation_key, team_id, sum(spend_usd) as spend_usd
    from marts.filtered_usage(date_trunc('month', from_date)::date, last_day(to_date))
    group by month_start_date, provider_id, allocation_key, team_id
),
metered as (
    select
        spent.month_start_date,
        spent.provider_id,
        dim_organization.organization_id,
        dim_cost_centre.cost_centre_code,
        any_value(dim_cost_centre.cost_centre_name) as cost_centre_name,
        any_value(dim_cost_centre.ledger_account) as ledger_account,
        dim_project.project_id,
        spent.team_id,
        sum((spent.spend_usd * share.share_to)::decimal(38, 12) - (spent.spend_usd * share.share_from)::decimal(38, 12)) as metered_usd
    from spent
    join star.allocation_share as share on share.allocation_key = spent.allocation_key
    join star.dim_cost_centre on dim_cost_centre.cost_centre_key = share.cost_centre_key
    join star.dim_project on dim_project.project_key = share.project_key
    join star.dim_organization on dim_organization.organization_key = share.organization_key
    group by all
),
charged as (
    select
        compared.month_start_date,
        compared.provider_id,
        coalesce(metered.organization_id, '(unassigned)') as organization_id,
        coalesce(metered.cost_centre_code, '(unassigned)') as cost_centre_code,
        coalesce(metered.cost_centre_name, '(unassigned)') as cost_centre_name,
        metered.ledger_account,
        coalesce(metered.project_id, '(unassigned)') as project_id,
        coalesce(metered.team_id, '(unassigned)') as team_id,
        coalesce(metered.metered_usd, 0) as metered_usd,
        case
            when compared.invoiced_usd is null then metered.metered_usd
            when metered.metered_usd is null then compared.invoiced_usd
            else (metered.metered_usd::double * compared.invoiced_usd::double / compared.metered_usd::double)::decimal(38, 12)
        end as amount_usd,
        coalesce(compared.invoiced_usd, compared.metered_usd)::decimal(38, 2) as total_usd,
        if(compared.invoiced_usd is null, 'litellm', 'invoice') as cost_source
    from compared
    left join metered
        on metered.month_start_date = compared.month_start_date
        and metered.provider_id = compared.provider_id
        and compared.metered_usd > 0
    where compared.metered_usd > 0 or compared.invoiced_usd is not null
),
month as (
    select dim_date.month_start_date, bool_and(coalesce(day_status.state in ('loaded', 'zero') and day_status.is_final, false)) as is_final
    from star.dim_date
    left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = dim_date.calendar_date
    where dim_date.calendar_date between date_trunc('month', from_date) and last_day(to_date)
    group by dim_date.month_start_date
)
select
    charged.month_start_date,
    charged.provider_id,
    charged.organization_id,
    charged.cost_centre_code,
    charged.cost_centre_name,
    charged.ledger_account,
    charged.project_id,
    charged.team_id,
    charged.metered_usd,
    charged.amount_usd,
    marts.booked_amount(
        charged.amount_usd,
        charged.total_usd,
        [charged.month_start_date::varchar, charged.provider_id],
        [charged.organization_id, charged.cost_centre_code, charged.project_id, charged.team_id]
    ) as booked_amount,
    'USD' as currency,
    charged.cost_source,
    month.is_final
from charged
join month on month.month_start_date = charged.month_start_date
order by
    charged.month_start_date, charged.organization_id, charged.cost_centre_code, charged.project_id, charged.team_id,
    charged.provider_id;
comment on macro table marts.chargeback_now is 'What each organisation, cost centre, project and team would be charged by what is known now, closed or not, for each month that a day of the range lies in, as a whole. Columns: month_start_date; provider_id; organization_id, cost_centre_code, cost_centre_name, ledger_account, project_id, team_id ((unassigned) where there is none; team of the day); metered_usd (US dollars, LiteLLM''s own spend); amount_usd (US dollars: the provider''s invoice spread by metered_usd, or metered_usd without an invoice); booked_amount (amount_usd in cents, so adjusted that those of a month and provider sum to its invoice or spend in cents); currency; cost_source (invoice or litellm); is_final (every day of the month is loaded and final)';
