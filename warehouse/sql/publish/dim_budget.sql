-- Grain: one row per budget; those of users only where users are told apart.
insert into star.dim_budget
select * replace (if(scope_kind = 'user', shown_user_id(scope_id), scope_id) as scope_id)
from whole.star.dim_budget
where scope_kind <> 'user' or getvariable('persons') = 'pseudonymous';
