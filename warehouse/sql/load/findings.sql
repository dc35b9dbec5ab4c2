-- Grain: that of star.fact_finding and of its parties, alternatives and needs. What is found again stays open since it was opened; what is
-- not is closed, unless its type lacks what it is worked out from: then nobody knows.
create or replace temp table found_before as
select finding_key, case when closed_on is null then opened_on end as open_since from star.fact_finding;

update star.fact_finding
set closed_on = getvariable('as_of')::date
where closed_on is null
    and finding_key not in (select finding_key from staged_finding)
    and finding_type not in (select finding_type from staged_finding_need);

delete from star.fact_finding where finding_key in (select finding_key from staged_finding);

insert into star.fact_finding by name
select
    staged.finding_key,
    staged.finding_type,
    staged.subject,
    staged.amount_kind,
    staged.amount_usd::decimal(18, 2) as amount_usd,
    staged.confidence,
    staged.priority,
    staged.effort,
    staged.effort_hours::integer as effort_hours,
    staged.current_state,
    staged.recommendation,
    staged.impact,
    staged.steps,
    staged.evidence_sql,
    staged.inputs,
    staged.api_key_hash,
    staged.model_name,
    staged.provider_id,
    staged.alternative_model_name,
    staged.alternative_provider_id,
    staged.from_date::date as from_date,
    staged.to_date::date as to_date,
    coalesce(found_before.open_since, getvariable('as_of')::date) as opened_on,
    getvariable('as_of')::date as last_found_on,
    null::date as closed_on
from staged_finding as staged
left join found_before using (finding_key)
order by staged.finding_key;

delete from star.fact_finding_party where finding_key in (select finding_key from staged_finding);
insert into star.fact_finding_party by name
select distinct finding_key, party_kind, party_id from staged_finding_party order by all;

delete from star.fact_finding_alternative where finding_key in (select finding_key from staged_finding);
insert into star.fact_finding_alternative by name
select distinct finding_key, alternative_name from staged_finding_alternative order by all;

delete from star.fact_finding_need;
insert into star.fact_finding_need by name
select finding_type, needs, getvariable('as_of')::date as as_of_date from staged_finding_need order by finding_type;
