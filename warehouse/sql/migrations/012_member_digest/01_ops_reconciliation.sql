-- Grain: one row per source, UTC day, scope and member. The digest of members becomes a sum, which takes no memory for the order of
-- millions of them. What stood in a digest until now was compared with the facts after every run, so the facts tell the new one.
create temp table member_sum as
with loaded as (
    select usage_date, 'user' as scope, user_id as member, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from star.fact_usage_daily
    join star.dim_user using (user_key)
    union all
    select usage_date, 'api_key', api_key_hash, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from star.fact_usage_daily
    join star.dim_api_key using (api_key_key)
)
select
    usage_date,
    scope,
    member,
    sum(request_count)::bigint as request_count,
    sum(failed_request_count)::bigint as failed_count,
    sum(prompt_tokens)::bigint as prompt_tokens,
    sum(completion_tokens)::bigint as completion_tokens,
    sum(spend_usd)::decimal(38, 12) as spend_usd
from loaded
group by usage_date, scope, member;

update ops.reconciliation
set source_member_digest = null, loaded_member_digest = null
where source = 'litellm';

update ops.reconciliation
set
    source_member_digest = digest.of_counts,
    loaded_member_digest = digest.of_counts_and_spend
from (
    select
        usage_date,
        scope,
        (sum(md5_number_lower(concat_ws(':', member, request_count, failed_count, prompt_tokens, completion_tokens)))
            filter (where greatest(request_count, failed_count, prompt_tokens, completion_tokens) > 0))::varchar as of_counts,
        (sum(md5_number_lower(concat_ws(':', member, request_count, failed_count, prompt_tokens, completion_tokens, spend_usd)))
            filter (where greatest(request_count, failed_count, prompt_tokens, completion_tokens, abs(spend_usd)) > 0))::varchar
            as of_counts_and_spend
    from member_sum
    group by usage_date, scope
) as digest
where reconciliation.source = 'litellm'
    and reconciliation.usage_date = digest.usage_date
    and reconciliation.scope = digest.scope;
drop table member_sum;
comment on column ops.reconciliation.source_member_digest is 'Sum over the members of the lower half of the MD5 of each one''s name, requests, failures and tokens as the source states them, where members are too many to keep (user, api_key); NULL elsewhere';
comment on column ops.reconciliation.loaded_member_digest is 'Sum over the members of the lower half of the MD5 of each one''s name, requests, failures, tokens and spend as loaded, where members are too many to keep (user, api_key); NULL elsewhere';
