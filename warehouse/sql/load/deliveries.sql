-- Grain: one row per mail of the outbox. Replaces what was known of them before.
delete from ops.delivery;

insert into ops.delivery
select
    delivery_id,
    entry_name,
    report,
    audience,
    from_date::date,
    to_date::date,
    recipient,
    version::integer,
    finality,
    state,
    attempt_count::integer,
    queued_at::timestamp,
    last_attempt_at::timestamp,
    sent_at::timestamp,
    answer,
    byte_count,
    snapshot_id,
    run_id
from staged_delivery
order by delivery_id;
