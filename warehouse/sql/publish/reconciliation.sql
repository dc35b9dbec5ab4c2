-- Grain: one row per source, UTC day, scope and member. The digest over users is that of the shown ones; what is published has
-- been compared with the source's own before.
create or replace temp table shown_digest as
with member_sum as (
    select
        usage_date,
        user_id as member,
        sum(request_count)::bigint as request_count,
        sum(failed_request_count)::bigint as failed_count,
        sum(prompt_tokens)::bigint as prompt_tokens,
        sum(completion_tokens)::bigint as completion_tokens,
        sum(spend_usd)::decimal(38, 12) as spend_usd
    from star.fact_usage_daily
    join star.dim_user using (user_key)
    group by all
)
select
    usage_date,
    digest_of_counts(member, request_count, failed_count, prompt_tokens, completion_tokens) as count_digest,
    digest_of_figures(member, request_count, failed_count, prompt_tokens, completion_tokens, spend_usd) as digest
from member_sum
group by usage_date;

insert into ops.reconciliation
select reconciliation.* replace (
    case when scope = 'user' then shown_digest.count_digest else source_member_digest end as source_member_digest,
    case when scope = 'user' then shown_digest.digest else loaded_member_digest end as loaded_member_digest
)
from whole.ops.reconciliation
left join shown_digest on shown_digest.usage_date = reconciliation.usage_date;
