-- Grain: one row per month that was closed.
create table ops.closed_month (
    month_start_date date      not null,
    closed_at        timestamp not null,
    run_id           varchar   not null
);
comment on table ops.closed_month is 'Months whose bookings are frozen: what changes of them later is a correction';
comment on column ops.closed_month.month_start_date is 'First day of the month';
comment on column ops.closed_month.closed_at is 'When it was closed (UTC)';
comment on column ops.closed_month.run_id is 'Run that closed it';
