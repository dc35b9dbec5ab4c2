-- Blocks. Guards users and keys, too many to keep one by one: the digest of their counts equals the source's, and the digest of
-- their counts and spend equals that of the load, which had been compared with the source member by member.
-- Members without any figure are in none.
with loaded as (
    select usage_date, 'user' as scope, user_id as member, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from star.fact_usage_daily join star.dim_user using (user_key)
    union all
    select usage_date, 'api_key', api_key_hash, request_count, failed_request_count, prompt_tokens, completion_tokens, spend_usd
    from star.fact_usage_daily join star.dim_api_key using (api_key_key)
),
member_sum as (
    select
        usage_date, scope, member,
        sum(request_count)::bigint as request_count,
        sum(failed_request_count)::bigint as failed_count,
        sum(prompt_tokens)::bigint as prompt_tokens,
        sum(completion_tokens)::bigint as completion_tokens,
        sum(spend_usd)::decimal(38, 12) as spend_usd
    from loaded
    group by all
),
stands as (
    select
        usage_date, scope,
        md5(string_agg(concat_ws(':', member, request_count, failed_count, prompt_tokens, completion_tokens), ',' order by member)
            filter (where greatest(request_count, failed_count, prompt_tokens, completion_tokens) > 0)) as count_digest,
        md5(string_agg(concat_ws(':', member, request_count, failed_count, prompt_tokens, completion_tokens, spend_usd), ',' order by member)
            filter (where greatest(request_count, failed_count, prompt_tokens, completion_tokens, abs(spend_usd)) > 0)) as digest
    from member_sum
    group by all
)
select usage_date, scope, source_member_digest, count_digest, loaded_member_digest, digest
from ops.reconciliation
left join stands using (usage_date, scope)
where source = 'litellm' and scope in ('user', 'api_key')
    and (source_member_digest is distinct from count_digest or loaded_member_digest is distinct from digest)
