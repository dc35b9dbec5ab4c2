-- Grain: one row per finding and party; users only where they are told apart.
insert into star.fact_finding_party
select * replace (if(party_kind = 'user', shown_user_id(party_id), party_id) as party_id)
from whole.star.fact_finding_party
where party_kind <> 'user' or getvariable('persons') = 'pseudonymous';
