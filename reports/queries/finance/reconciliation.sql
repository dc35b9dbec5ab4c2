-- Grain: one row per breakdown that must balance with the source: its sums over the range, and how many of them do not.
select
    scope,
    count(*) as row_count,
    count(*) filter (where not is_balanced) as unbalanced_count,
    sum(source_request_count)::bigint as source_request_count,
    sum(loaded_request_count)::bigint as loaded_request_count,
    sum(source_spend_usd) as source_spend_usd,
    sum(loaded_spend_usd) as loaded_spend_usd
from ops.reconciliation
where source = 'litellm' and usage_date between $1 and $2
group by scope
order by scope <> 'day', scope;
