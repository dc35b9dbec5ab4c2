-- Blocks. Guards the division of costs: the shares of an allocation fill the span from 0 to 1, one beside the other.
with shares as (
    select *, lag(share_to, 1, 0) over (partition by allocation_key order by share_number) as previous_share_to
    from star.allocation_share
)
select
    dim_allocation.allocation_key,
    dim_allocation.allocation_id,
    count(shares.share_number) as counted_shares,
    dim_allocation.share_count,
    sum(shares.share_to - shares.share_from) as share_sum
from star.dim_allocation
left join shares on shares.allocation_key = dim_allocation.allocation_key
group by dim_allocation.allocation_key, dim_allocation.allocation_id, dim_allocation.share_count
having count(shares.share_number) <> dim_allocation.share_count
    or sum(shares.share_to - shares.share_from) is distinct from 1
    or bool_or(shares.share_from <> shares.previous_share_to)
