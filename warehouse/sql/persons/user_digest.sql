-- Grain: one row per UTC day: the digests of its users as the facts have them now (the view) and as they had them before somebody was
-- erased (the table), as fact_usage_daily__members_equal_the_source makes them.
create or replace temp view user_digest as
with version_sum as (
    select
        usage_date, user_key,
        sum(request_count)::bigint as request_count,
        sum(failed_request_count)::bigint as failed_count,
        sum(prompt_tokens)::bigint as prompt_tokens,
        sum(completion_tokens)::bigint as completion_tokens,
        sum(spend_usd)::decimal(38, 12) as spend_usd
    from star.fact_usage_daily
    group by all
)
select
    usage_date,
    digest_of_counts(user_id, request_count, failed_count, prompt_tokens, completion_tokens) as count_digest,
    digest_of_figures(user_id, request_count, failed_count, prompt_tokens, completion_tokens, spend_usd) as digest
from version_sum
join star.dim_user using (user_key)
group by usage_date;

create or replace temp table user_digest_before as
from user_digest;
