-- Grain: one row per request, of the user that is shown. Where no persons are shown, their addresses are not either.
insert into star.fact_request
select * exclude (shown_user_id, shown_user_key) replace (
    shown_user_key as user_key,
    case when getvariable('persons') = 'pseudonymous' then client_hash end as client_hash
)
from whole.star.fact_request
join shown_user using (user_key);
