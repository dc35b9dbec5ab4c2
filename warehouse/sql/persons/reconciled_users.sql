-- Grain: one row per UTC day on which an erased user had usage. Where the digest was that of the facts, it is that of the facts again: the
-- figures were compared with the source when they were loaded. Where it was not, the check goes on to say so.
update ops.reconciliation
set
    source_member_digest = if(source_member_digest = changed.count_digest_before, changed.count_digest, source_member_digest),
    loaded_member_digest = if(loaded_member_digest = changed.digest_before, changed.digest, loaded_member_digest)
from (
    select
        usage_date,
        user_digest.count_digest,
        user_digest.digest,
        user_digest_before.count_digest as count_digest_before,
        user_digest_before.digest as digest_before
    from user_digest
    join user_digest_before using (usage_date)
    where user_digest.digest is distinct from user_digest_before.digest
) as changed
where reconciliation.source = 'litellm'
    and reconciliation.scope = 'user'
    and reconciliation.usage_date = changed.usage_date;
