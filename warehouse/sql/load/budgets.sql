-- Grain: one row per line of config/budgets.csv. Replaces what the book said before; LiteLLM's own budgets stay.
delete from star.dim_budget where budget_source = 'budget_book';

insert into star.dim_budget
select
    'budget_book',
    line_number::integer,
    scope_kind,
    scope_id,
    period_kind,
    case period_kind when 'month' then 1 when 'quarter' then 3 else 12 end,
    null,
    make_date(2000, fiscal_start_month::integer, 1),
    soft_amount::decimal(38, 12),
    hard_amount::decimal(38, 12),
    currency,
    valid_from::date,
    valid_to::date
from staged_budget
order by line_number;
