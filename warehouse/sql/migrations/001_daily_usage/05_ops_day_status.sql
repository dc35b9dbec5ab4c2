-- Grain: one row per source and UTC day that was ever attempted. The ledger alone decides what is due.
create table ops.day_status (
    source           varchar        not null,
    usage_date       date           not null,
    state            varchar        not null,
    is_final         boolean        not null,
    loaded_at        timestamp,
    row_count        bigint,
    request_count    bigint,
    total_tokens     bigint,
    spend_usd        decimal(38, 12),
    last_attempt_at  timestamp      not null,
    last_error       varchar,
    attempt_count    integer        not null,
    landing_fetch_id varchar,
    run_id           varchar        not null
);
comment on table ops.day_status is 'Ledger of source days: what is loaded, provisional, failed';
comment on column ops.day_status.source is 'Name of the source, for example litellm';
comment on column ops.day_status.usage_date is 'UTC calendar day';
comment on column ops.day_status.state is 'loaded; zero (the source answered: nothing happened); partial (fetched before the day was complete); failed (never loaded yet)';
comment on column ops.day_status.is_final is 'The day was fetched after the look-back, so the source is not expected to change it';
comment on column ops.day_status.loaded_at is 'When the rows that stand now were loaded (UTC); NULL when never';
comment on column ops.day_status.row_count is 'Rows of star.fact_usage_daily of the day (rows)';
comment on column ops.day_status.request_count is 'Requests of the day (requests)';
comment on column ops.day_status.total_tokens is 'Prompt and completion tokens of the day (tokens)';
comment on column ops.day_status.spend_usd is 'LiteLLM''s own spend of the day (US dollars)';
comment on column ops.day_status.last_attempt_at is 'When the day was last attempted (UTC)';
comment on column ops.day_status.last_error is 'Why the last attempt failed; NULL when it did not. The rows loaded before stay';
comment on column ops.day_status.attempt_count is 'Attempts so far (attempts)';
comment on column ops.day_status.landing_fetch_id is 'Landing folder the loaded rows were made from';
comment on column ops.day_status.run_id is 'Run of the last attempt';
