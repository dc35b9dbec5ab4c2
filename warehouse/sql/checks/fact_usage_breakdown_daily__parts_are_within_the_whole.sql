-- Warns. LiteLLM writes a request under at most one endpoint, one model group and one tool, so that all of a kind are at most the day; what
-- has none of a kind is missing from it. Its own answer may break this; it is loaded as stated and named here.
with part as (
    select
        usage_date, breakdown_kind,
        sum(request_count) as request_count,
        sum(failed_request_count) as failed_request_count,
        sum(total_tokens) as total_tokens,
        sum(spend_usd) as spend_usd
    from star.fact_usage_breakdown_daily
    group by usage_date, breakdown_kind
),
whole as (
    select
        usage_date,
        sum(request_count) as request_count,
        sum(failed_request_count) as failed_request_count,
        sum(total_tokens) as total_tokens,
        sum(spend_usd) as spend_usd
    from star.fact_usage_daily
    group by usage_date
)
select
    part.usage_date, part.breakdown_kind,
    part.request_count, whole.request_count as day_request_count,
    part.failed_request_count, whole.failed_request_count as day_failed_request_count,
    part.total_tokens, whole.total_tokens as day_total_tokens,
    part.spend_usd, whole.spend_usd as day_spend_usd
from part
left join whole on whole.usage_date = part.usage_date
where whole.usage_date is null
    or part.request_count > whole.request_count
    or part.failed_request_count > whole.failed_request_count
    or part.total_tokens > whole.total_tokens
    or (part.spend_usd > whole.spend_usd and not is_same_spend(whole.spend_usd, part.spend_usd))
