-- Grain: one row per line of each of the two books. Replaces what they said before; a cost centre that is no longer named stays.
delete from ops.attribution_rule;
insert into ops.attribution_rule
select
    line_number::integer,
    rule_number::integer,
    match_kind,
    match_field,
    match_value,
    cost_centre_code,
    project_id,
    share_percent::decimal(5, 2),
    valid_from::date,
    valid_to::date
from staged_rule
order by line_number;

update star.dim_cost_centre
set is_listed = false
where cost_centre_key <> 0;

update star.dim_cost_centre
set
    cost_centre_name = staged.cost_centre_name,
    owner_email = staged.owner_email,
    ledger_account = staged.ledger_account,
    organization_id = staged.organization_id,
    is_listed = true
from staged_cost_centre as staged
where dim_cost_centre.cost_centre_code = staged.cost_centre_code;

insert into star.dim_cost_centre by name
select
    (select max(cost_centre_key) from star.dim_cost_centre) + row_number() over (order by staged.line_number) as cost_centre_key,
    staged.* exclude (line_number),
    true as is_listed
from staged_cost_centre as staged
where staged.cost_centre_code not in (select cost_centre_code from star.dim_cost_centre);
