-- Grain: one row per run and source: how much of the usage with an API key is by keys that a directory lists.
create table ops.match_rate (
    run_id                varchar         not null,
    source                varchar         not null,
    measured_at           timestamp       not null,
    from_date             date            not null,
    to_date               date            not null,
    request_count         bigint,
    matched_request_count bigint,
    spend_usd             decimal(38, 12),
    matched_spend_usd     decimal(38, 12)
);
comment on table ops.match_rate is 'How much of the usage with an API key is by keys that a directory lists, run by run, over the last seven loaded days';
comment on column ops.match_rate.run_id is 'Run that measured it';
comment on column ops.match_rate.source is 'Source of the usage: litellm or usage-feed';
comment on column ops.match_rate.measured_at is 'When it was measured (UTC)';
comment on column ops.match_rate.from_date is 'First UTC day of those it was measured over, inclusive';
comment on column ops.match_rate.to_date is 'Last UTC day of those it was measured over, inclusive';
comment on column ops.match_rate.request_count is 'Requests with an API key, the gateway''s own left out (requests); NULL when the source does not tell';
comment on column ops.match_rate.matched_request_count is 'Those by keys that a directory lists or listed (requests); NULL when the source does not tell';
comment on column ops.match_rate.spend_usd is 'Spend of the requests with an API key (US dollars); NULL when the source does not tell';
comment on column ops.match_rate.matched_spend_usd is 'Spend of those by keys that a directory lists or listed (US dollars); NULL when the source does not tell';
