-- Blocks. Guards that a user has one tier of one order: names and orders are unique, and no tier gives less than the one before it.
select one.tier_name, one.tier_order, other.tier_name as other_tier_name, other.tier_order as other_tier_order
from star.dim_tier as one
join star.dim_tier as other
    on other.rowid <> one.rowid
    and (
        other.tier_name = one.tier_name
        or other.tier_order = one.tier_order
        or other.tier_order > one.tier_order
            and (
                coalesce(other.monthly_call_limit, 9223372036854775807) < coalesce(one.monthly_call_limit, 9223372036854775807)
                or coalesce(other.monthly_token_limit, 9223372036854775807) < coalesce(one.monthly_token_limit, 9223372036854775807)
            )
    )
