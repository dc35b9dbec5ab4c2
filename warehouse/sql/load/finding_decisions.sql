-- Grain: that of star.fact_finding_decision. What either side knows stays: the operations database may be new, or the warehouse.
insert into star.fact_finding_decision by name
select distinct on (staged.finding_key, staged.decided_at::timestamp)
    staged.finding_key,
    staged.decision,
    staged.note,
    staged.alternative_model_name,
    staged.alternative_provider_id,
    staged.decided_at::timestamp as decided_at,
    null::timestamp as superseded_at
from staged_finding_decision as staged
where not exists (
    select 1
    from star.fact_finding_decision as known
    where known.finding_key = staged.finding_key and known.decided_at = staged.decided_at::timestamp
)
order by staged.finding_key, staged.decided_at::timestamp, staged.decision_number desc;

update star.fact_finding_decision
set superseded_at = later.next_at
from (
    select finding_key, decided_at, lead(decided_at) over (partition by finding_key order by decided_at) as next_at
    from star.fact_finding_decision
) as later
where later.finding_key = fact_finding_decision.finding_key
    and later.decided_at = fact_finding_decision.decided_at
    and later.next_at is distinct from fact_finding_decision.superseded_at;
