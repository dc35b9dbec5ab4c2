-- Grain: one row per network and program. Where no persons are shown, their networks are not either.
insert into star.dim_client
select * replace (case when getvariable('persons') = 'pseudonymous' then client_network end as client_network)
from whole.star.dim_client;
