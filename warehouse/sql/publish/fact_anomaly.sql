-- Grain: one row per judged UTC day, kind and scope; those of users only where users are told apart.
insert into star.fact_anomaly
select * replace (
    if(scope_kind = 'user', shown_user_id(scope_id), scope_id) as scope_id,
    shown_user_id(main_user_id) as main_user_id
)
from whole.star.fact_anomaly
where scope_kind <> 'user' or getvariable('persons') = 'pseudonymous';
