-- Blocks. Guards users and keys, too many to keep one by one: the digest of their counts equals the source's, and the digest of
-- their counts and spend equals that of the load, which had been compared with the source member by member.
-- A member has one version on a day, so that versions are summed and only their sums are joined to names.
with version_sum as (
    select
        usage_date, 'user' as scope, user_key as member_key,
        sum(request_count)::bigint as request_count,
        sum(failed_request_count)::bigint as failed_count,
        sum(prompt_tokens)::bigint as prompt_tokens,
        sum(completion_tokens)::bigint as completion_tokens,
        sum(spend_usd)::decimal(38, 12) as spend_usd
    from star.fact_usage_daily
    group by all
    union all
    select
        usage_date, 'api_key', api_key_key,
        sum(request_count)::bigint,
        sum(failed_request_count)::bigint,
        sum(prompt_tokens)::bigint,
        sum(completion_tokens)::bigint,
        sum(spend_usd)::decimal(38, 12)
    from star.fact_usage_daily
    group by all
),
member_sum as (
    select version_sum.*, dim_user.user_id as member
    from version_sum
    join star.dim_user on dim_user.user_key = version_sum.member_key
    where version_sum.scope = 'user'
    union all
    select version_sum.*, dim_api_key.api_key_hash
    from version_sum
    join star.dim_api_key on dim_api_key.api_key_key = version_sum.member_key
    where version_sum.scope = 'api_key'
),
stands as (
    select
        usage_date, scope,
        digest_of_counts(member, request_count, failed_count, prompt_tokens, completion_tokens) as count_digest,
        digest_of_figures(member, request_count, failed_count, prompt_tokens, completion_tokens, spend_usd) as digest
    from member_sum
    group by all
)
select usage_date, scope, source_member_digest, count_digest, loaded_member_digest, digest
from ops.reconciliation
left join stands using (usage_date, scope)
where source = 'litellm' and scope in ('user', 'api_key')
    and (source_member_digest is distinct from count_digest or loaded_member_digest is distinct from digest)
