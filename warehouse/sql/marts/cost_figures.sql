-- Grain: one row per member of the dimension, one of user, team, service, cost_centre, project and organization, with a cost in the range; the
-- members that stand for nobody are not allocated. Every figure of allocated cost is defined here, once.
-- Infrastructure is shared by those who used the service it is for, or anything when it is for all. What is shared is cut at the two ends
-- of each share, so that the shares sum to it; what nobody can bear stays with (unassigned).
create or replace macro marts.cost_figures(
    from_date, to_date,
    for_user := null, for_team := null, sharing := null, dimension := 'cost_centre'
) as table
with part as materialized (
    select
        *,
        case dimension
            when 'user' then user_id
            when 'team' then team_id
            when 'service' then service_id
            when 'cost_centre' then cost_centre_code
            when 'project' then project_id
            when 'organization' then organization_id
        end as member_id
    from marts.cost_parts(from_date, to_date, for_user := for_user, for_team := for_team)
),
rule as (
    select coalesce(sharing, infrastructure_sharing) as word
    from ops.cost_rule
),
pool as (
    select service_id, sum(cost_usd) as pool_usd
    from star.fact_infra_cost
    where cost_date between from_date and to_date
    group by service_id
),
used as (
    select member_id, service_id, sum(request_count) as request_count, sum(cost_usd) as cost_usd, true as is_used
    from part
    group by member_id, service_id
    union all
    select service_id, service_id, 0, 0, false
    from pool
    where dimension = 'service' and service_id is not null
),
weighted as (
    select
        pool.service_id,
        pool.pool_usd,
        used.member_id,
        case
            when dimension = 'service' and pool.service_id is not null then 1
            when any_value(rule.word) = 'equal'
                then if(used.member_id in ('(unassigned)', '(anonymous)') or (dimension = 'service' and used.member_id = 'unknown'), 0, 1)
            when any_value(rule.word) = 'spend' then coalesce(sum(used.cost_usd), 0)
            when any_value(rule.word) = 'calls' then sum(used.request_count)
            else error('sharing is equal, spend or calls')
        end::decimal(38, 12) as weight
    from pool
    join used on (pool.service_id is null and used.is_used) or used.service_id = pool.service_id
    cross join rule
    group by pool.service_id, pool.pool_usd, used.member_id
),
cut as (
    select
        service_id,
        member_id,
        if(
            sum(weight) over until_here = sum(weight) over (partition by service_id),
            pool_usd,
            (pool_usd::double * (sum(weight) over until_here::double / sum(weight) over (partition by service_id)::double))::decimal(38, 12)
        ) as usd_until
    from weighted
    where weight > 0
    window until_here as (partition by service_id order by member_id)
),
borne as (
    select member_id, usd_until - lag(usd_until, 1, 0) over (partition by service_id order by member_id) as cost_usd
    from cut
    union all
    select '(unassigned)', pool.pool_usd
    from pool
    where not exists (from cut where cut.service_id is not distinct from pool.service_id)
),
infrastructure as (
    select member_id, sum(cost_usd) as infrastructure_usd
    from borne
    group by member_id
),
direct as (
    select
        member_id,
        sum(request_count) as request_count,
        coalesce(sum(request_count) filter (where cost_usd is null), 0) as unpriced_request_count,
        sum(cost_usd) filter (where cost_kind = 'metered') as metered_usd,
        sum(cost_usd) filter (where cost_kind = 'call') as service_call_usd,
        sum(cost_usd) filter (where cost_kind = 'storage') as storage_usd,
        sum(cost_usd) filter (where cost_kind = 'bandwidth') as bandwidth_usd,
        sum(cost_usd) as direct_usd,
        string_agg(distinct cost_source, ', ' order by cost_source) as cost_sources
    from part
    where is_wanted
    group by member_id
),
joined as (
    select
        coalesce(direct.member_id, infrastructure.member_id) as member_id,
        direct.* exclude (member_id),
        case
            when (for_user is null or dimension = 'user') and (for_team is null or dimension = 'team') and exists (from pool)
                then coalesce(infrastructure.infrastructure_usd, 0)
        end as infrastructure_usd
    from direct
    full join infrastructure on infrastructure.member_id = direct.member_id
    where direct.member_id is not null or (for_user is null and for_team is null)
),
summed as (
    select
        *,
        if(direct_usd is null and infrastructure_usd is null, null, coalesce(direct_usd, 0) + coalesce(infrastructure_usd, 0)) as total_usd
    from joined
)
select
    member_id,
    not (member_id in ('(unassigned)', '(anonymous)') or (dimension = 'service' and member_id = 'unknown')) as is_allocated,
    coalesce(request_count, 0) as request_count,
    coalesce(unpriced_request_count, 0) as unpriced_request_count,
    metered_usd,
    service_call_usd,
    storage_usd,
    bandwidth_usd,
    infrastructure_usd,
    total_usd,
    total_usd / nullif(sum(total_usd) over (), 0) as total_share,
    if(
        total_usd is null,
        null,
        marts.booked_amount(total_usd, round(sum(total_usd) over (), 2), total_usd is null, [member_id])
    ) as booked_amount,
    nullif(concat_ws(', ', cost_sources, if(infrastructure_usd <> 0, 'infra_cost', null)), '') as cost_source
from summed;
comment on macro table marts.cost_figures is 'What the cost_by_ macros and unallocated_cost have in common. dimension is user, team, service, cost_centre, project or organization; sharing is how infrastructure is shared (equal, spend or calls; that of meterhouse.infrastructure.sharing unless said). Columns: member_id; is_allocated (false of the members that stand for nobody); request_count (requests with 4 decimals: of the metered service as LiteLLM counts them, of others as the access logs do), unpriced_request_count (of those the requests without a price); metered_usd (LiteLLM''s own spend), service_call_usd, storage_usd, bandwidth_usd (at the prices of config/price_book.csv), infrastructure_usd (share of infra_cost.csv; NULL when none is known, or when a filter takes a part of the member), total_usd (sum of those that are known) (US dollars; NULL when nothing is known); total_share (part of the total of all rows, 0 to 1); booked_amount (total_usd in cents, so adjusted that those of all rows sum to their total); cost_source (of which the total is made, comma separated: litellm, price_book, estimated, infra_cost)';
