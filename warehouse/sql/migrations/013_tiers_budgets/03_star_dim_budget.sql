-- Grain: one row per budget: a line of config/budgets.csv, or what LiteLLM holds a user, an API key or a team to.
create table star.dim_budget (
    budget_source varchar not null,
    line_number   integer,
    scope_kind    varchar not null,
    scope_id      varchar not null,
    period_kind   varchar not null,
    period_months integer,
    period_days   integer,
    period_anchor date    not null,
    soft_amount   decimal(38, 12),
    hard_amount   decimal(38, 12),
    currency      varchar not null,
    valid_from    date    not null,
    valid_to      date    not null
);
comment on table star.dim_budget is 'Budgets, of config/budgets.csv as it was read last and of LiteLLM as it was observed last';
comment on column star.dim_budget.budget_source is 'budget_book, or litellm for a limit that LiteLLM enforces itself';
comment on column star.dim_budget.line_number is 'Line of config/budgets.csv, from 1; NULL when it is not from there';
comment on column star.dim_budget.scope_kind is 'Whose spend it limits: user, api_key, team, organisation, cost_centre or total';
comment on column star.dim_budget.scope_id is 'Id of the user, team, organisation or cost centre, hash of the API key; (all) for total';
comment on column star.dim_budget.period_kind is 'month, quarter or year; of LiteLLM also months, days, or all_time for a budget that never begins anew';
comment on column star.dim_budget.period_months is 'Length of the period (calendar months); NULL when it is none of months';
comment on column star.dim_budget.period_days is 'Length of the period (days); NULL when it is none of days';
comment on column star.dim_budget.period_anchor is 'A UTC day on which a period begins; the others follow from it';
comment on column star.dim_budget.soft_amount is 'Amount from which on somebody should look (units of the currency); NULL when there is none';
comment on column star.dim_budget.hard_amount is 'Amount that may be spent (units of the currency); NULL when there is none';
comment on column star.dim_budget.currency is 'Currency of the amounts';
comment on column star.dim_budget.valid_from is 'First UTC day it holds, inclusive; 0001-01-01 when none is named';
comment on column star.dim_budget.valid_to is 'First UTC day it no longer holds; 9999-12-31 (open) when none is named';
