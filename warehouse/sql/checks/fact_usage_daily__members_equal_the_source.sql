-- Blocks. Guards users and keys, too many to keep one by one: the digest of their counts equals the source's.
-- Members without any count are in neither.
with loaded as (
    select usage_date, 'user' as scope, user_id as member, request_count, failed_request_count, prompt_tokens, completion_tokens
    from star.fact_usage_daily join star.dim_user using (user_key)
    union all
    select usage_date, 'api_key', api_key_hash, request_count, failed_request_count, prompt_tokens, completion_tokens
    from star.fact_usage_daily join star.dim_api_key using (api_key_key)
),
member_sum as (
    select
        usage_date, scope, member,
        sum(request_count)::bigint as request_count,
        sum(failed_request_count)::bigint as failed_count,
        sum(prompt_tokens)::bigint as prompt_tokens,
        sum(completion_tokens)::bigint as completion_tokens
    from loaded
    where greatest(request_count, failed_request_count, prompt_tokens, completion_tokens) > 0
    group by all
),
stands as (
    select
        usage_date, scope,
        md5(string_agg(concat_ws(':', member, request_count, failed_count, prompt_tokens, completion_tokens), ',' order by member)) as digest
    from member_sum
    group by all
)
select usage_date, scope, source_member_digest, digest
from ops.reconciliation
left join stands using (usage_date, scope)
where source = 'litellm' and scope in ('user', 'api_key') and source_member_digest is distinct from digest
