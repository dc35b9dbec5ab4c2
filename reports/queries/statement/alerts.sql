-- Grain: one row per alert of the party, or of a key that it used in the range, and nobody but its owner ever, the newest first.
with own_key as (
    select used.api_key_hash
    from marts.usage as used
    join star.dim_api_key as api_key on api_key.api_key_hash = used.api_key_hash and api_key.is_current
    where used.api_key_hash in (
        select api_key_hash
        from marts.usage
        where usage_date between $1::date and $2::date and (($3 = 'user' and user_id = $4) or ($3 = 'team' and team_id = $4))
    )
    group by used.api_key_hash
    having bool_and(
        case when $3 = 'user' then used.user_id = $4 else used.team_id = $4 and coalesce(api_key.team_id, $4) = $4 end
        and coalesce(api_key.user_id, used.user_id) = used.user_id
    )
)
from marts.alerts
where as_of_date between $1::date and $2::date
    and (
        (scope_kind = case $3 when 'organization' then 'organisation' else $3 end and scope_id = $4)
        or (scope_kind = 'api_key' and scope_id in (select api_key_hash from own_key))
    )
order by raised_at desc, case alert_level when 'critical' then 1 else 2 end, rule_id, scope_kind, scope_id, period_from;
