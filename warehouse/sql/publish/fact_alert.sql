-- Grain: one row per rule, subject, level and period; those of users only where users are told apart. What is wrong with a rule may quote it.
insert into star.fact_alert
select * replace (
    if(scope_kind = 'user', shown_user_id(scope_id), scope_id) as scope_id,
    null as problem
)
from whole.star.fact_alert
where scope_kind <> 'user' or getvariable('persons') = 'pseudonymous';
