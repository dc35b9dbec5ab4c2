-- Grain: one row per dimension and member of it that stands for nobody, with a cost in the range. With the rows of cost_by_ of the dimension
-- they are all costs of the range.
create or replace macro marts.unallocated_cost(from_date, to_date, for_user := null, for_team := null, sharing := null) as table
select 'user' as dimension, *
from marts.cost_figures(
    from_date, to_date, for_user := for_user, for_team := for_team, sharing := sharing, dimension := 'user'
)
where not is_allocated
union all
select 'team' as dimension, *
from marts.cost_figures(
    from_date, to_date, for_user := for_user, for_team := for_team, sharing := sharing, dimension := 'team'
)
where not is_allocated
union all
select 'service' as dimension, *
from marts.cost_figures(
    from_date, to_date, for_user := for_user, for_team := for_team, sharing := sharing, dimension := 'service'
)
where not is_allocated
union all
select 'cost_centre' as dimension, *
from marts.cost_figures(
    from_date, to_date, for_user := for_user, for_team := for_team, sharing := sharing, dimension := 'cost_centre'
)
where not is_allocated
union all
select 'project' as dimension, *
from marts.cost_figures(
    from_date, to_date, for_user := for_user, for_team := for_team, sharing := sharing, dimension := 'project'
)
where not is_allocated
union all
select 'organization' as dimension, *
from marts.cost_figures(
    from_date, to_date, for_user := for_user, for_team := for_team, sharing := sharing, dimension := 'organization'
)
where not is_allocated
order by dimension, total_usd desc nulls last, member_id;
comment on macro table marts.unallocated_cost is 'Costs that no user, team, service, cost centre, project or organisation is known for: nothing is dropped. for_user takes an id or e-mail address, for_team an id or name; sharing is how infrastructure is shared (equal, spend or calls; that of meterhouse.infrastructure.sharing unless said). It tells what is known now; what was booked of a closed month is in marts.chargeback. Columns: dimension (user, team, service, cost_centre, project, organization: the cost_by_ macro that leaves it out); member_id ((unassigned); (anonymous) for requests without a user; unknown for requests of no known service); is_allocated (always false); request_count (requests with 4 decimals: of the metered service as LiteLLM counts them, of others as the access logs do), unpriced_request_count (of those the requests without a price); metered_usd (LiteLLM''s own spend), service_call_usd, storage_usd, bandwidth_usd (at the prices of config/price_book.csv), infrastructure_usd (share of infra_cost.csv; NULL when none is known, or when a filter takes a part of the member), total_usd (sum of those that are known) (US dollars; NULL when nothing is known); total_share (part of all costs, the unallocated ones included, 0 to 1); booked_amount (total_usd in cents, so adjusted that those of all rows and of unallocated_cost sum to the total); cost_source (of which the total is made, comma separated: litellm, price_book, estimated, infra_cost)';
