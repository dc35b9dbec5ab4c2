-- Grain: one row per mail: a version of a report of an audience and a period, for one recipient.
create table ops.delivery (
    delivery_id     bigint    not null,
    entry_name      varchar   not null,
    report          varchar   not null,
    audience        varchar   not null,
    from_date       date      not null,
    to_date         date      not null,
    recipient       varchar   not null,
    version         integer   not null,
    finality        varchar   not null,
    state           varchar   not null,
    attempt_count   integer   not null,
    queued_at       timestamp not null,
    last_attempt_at timestamp,
    sent_at         timestamp,
    answer          varchar,
    byte_count      bigint    not null,
    snapshot_id     varchar   not null,
    run_id          varchar   not null
);
comment on table ops.delivery is 'Mails that brought reports to somebody and what became of each, as the outbox told it when the snapshot was made; what was mailed of this snapshot is in the next one, and at once in ''meterhouse deliveries''';
comment on column ops.delivery.delivery_id is 'Number of the mail in this home';
comment on column ops.delivery.entry_name is 'Entry of meterhouse.delivery.mails that asked for it first';
comment on column ops.delivery.report is 'Name of the report';
comment on column ops.delivery.audience is 'Whose usage it is of: everyone, or restrictions such as team=research';
comment on column ops.delivery.from_date is 'First UTC day of its period, inclusive';
comment on column ops.delivery.to_date is 'Last UTC day of its period, inclusive';
comment on column ops.delivery.recipient is 'Address it is for';
comment on column ops.delivery.version is '1, and one more each time that final figures were restated, or provisional ones became final';
comment on column ops.delivery.finality is 'final or provisional, as its figures were';
comment on column ops.delivery.state is 'queued, sending, sent (the server said that it has it), filed (no server is configured; it lies in a file), failed, or unknown (it may have arrived; it is not sent again by itself)';
comment on column ops.delivery.attempt_count is 'How often a server was asked to take it';
comment on column ops.delivery.queued_at is 'When it was written (UTC)';
comment on column ops.delivery.last_attempt_at is 'When a server was asked last (UTC); NULL when none was';
comment on column ops.delivery.sent_at is 'When a server last said that it has it (UTC); NULL when none did';
comment on column ops.delivery.answer is 'What the server said last, or what else happened; NULL when nothing did';
comment on column ops.delivery.byte_count is 'Size of the mail (bytes); 0 when it was erased';
comment on column ops.delivery.snapshot_id is 'Snapshot that the report was made from';
comment on column ops.delivery.run_id is 'Run that published that snapshot';
