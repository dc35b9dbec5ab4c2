-- Blocks. Guards that a scope is held to one budget of each source and kind of period on a day.
select one.budget_source, one.scope_kind, one.scope_id, one.period_kind, one.line_number, other.line_number as other_line_number
from star.dim_budget as one
join star.dim_budget as other
    on other.budget_source = one.budget_source
    and other.scope_kind = one.scope_kind
    and other.scope_id = one.scope_id
    and other.period_kind = one.period_kind
    and other.rowid <> one.rowid
    and other.valid_from between one.valid_from and one.valid_to - 1
