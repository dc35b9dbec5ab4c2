-- Grain: one row per finding and party that it concerns.
create table star.fact_finding_party (
    finding_key varchar not null,
    party_kind  varchar not null,
    party_id    varchar not null
);
comment on table star.fact_finding_party is 'Whom or what findings concern';
comment on column star.fact_finding_party.finding_key is 'The finding, as star.fact_finding names it';
comment on column star.fact_finding_party.party_kind is 'user, team, api_key, model, service, tier or resource';
comment on column star.fact_finding_party.party_id is 'Durable id, as the marts name it';
