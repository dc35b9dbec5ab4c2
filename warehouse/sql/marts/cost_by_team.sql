-- Grain: one row per team with a cost in the range.
create or replace macro marts.cost_by_team(from_date, to_date, for_user := null, for_team := null, sharing := null) as table
select
    cost.member_id as team_id,
    coalesce(label.team_name, cost.member_id) as team_name,
    cost.request_count,
    cost.unpriced_request_count,
    cost.metered_usd,
    cost.service_call_usd,
    cost.storage_usd,
    cost.bandwidth_usd,
    cost.infrastructure_usd,
    cost.total_usd,
    cost.total_share,
    cost.booked_amount,
    cost.cost_source
from marts.cost_figures(
    from_date, to_date, for_user := for_user, for_team := for_team, sharing := sharing, dimension := 'team'
) as cost
left join star.dim_team as label
    on label.team_id = cost.member_id
    and label.valid_from <= to_date
    and label.valid_to > to_date
where cost.is_allocated
order by cost.total_usd desc nulls last, cost.member_id;
comment on macro table marts.cost_by_team is 'Cost per team, of the day: that of the key for what LiteLLM meters, that which a list of users says the user belongs to for everything else; what is nobody''s is in unallocated_cost. for_user takes an id or e-mail address, for_team an id or name; sharing is how infrastructure is shared (equal, spend or calls; that of meterhouse.infrastructure.sharing unless said). It tells what is known now; what was booked of a closed month is in marts.chargeback. Columns: team_id, team_name (as on to_date); request_count (requests with 4 decimals: of the metered service as LiteLLM counts them, of others as the access logs do), unpriced_request_count (of those the requests without a price); metered_usd (LiteLLM''s own spend), service_call_usd, storage_usd, bandwidth_usd (at the prices of config/price_book.csv), infrastructure_usd (share of infra_cost.csv; NULL when none is known, or when a filter takes a part of the member), total_usd (sum of those that are known) (US dollars; NULL when nothing is known); total_share (part of all costs, the unallocated ones included, 0 to 1); booked_amount (total_usd in cents, so adjusted that those of all rows and of unallocated_cost sum to the total); cost_source (of which the total is made, comma separated: litellm, price_book, estimated, infra_cost)';
