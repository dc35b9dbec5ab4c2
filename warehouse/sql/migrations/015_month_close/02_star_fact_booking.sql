-- Grain: one row per month, provider, organisation, cost centre, project, team and time of booking: when the month was closed, or corrected.
create table star.fact_booking (
    month_start_date date            not null,
    provider_id      varchar         not null,
    organization_id  varchar         not null,
    cost_centre_code varchar         not null,
    project_id       varchar         not null,
    team_id          varchar         not null,
    booked_at        timestamp       not null,
    is_correction    boolean         not null,
    metered_usd      decimal(38, 12) not null,
    amount_usd       decimal(38, 12) not null,
    booked_amount    decimal(38, 2)  not null,
    currency         varchar         not null,
    cost_source      varchar         not null
);
comment on table star.fact_booking is 'What was booked of closed months: marts.chargeback_now as it was when the month was closed, and every later difference as a correction of its own; a row never changes';
comment on column star.fact_booking.month_start_date is 'First day of the month of the usage';
comment on column star.fact_booking.provider_id is 'Provider';
comment on column star.fact_booking.organization_id is 'Organisation that pays, or (unassigned)';
comment on column star.fact_booking.cost_centre_code is 'Cost centre that pays, or (unassigned)';
comment on column star.fact_booking.project_id is 'Project that pays, or (unassigned)';
comment on column star.fact_booking.team_id is 'Team of the day, or (unassigned)';
comment on column star.fact_booking.booked_at is 'When the month was closed, or the difference was found (UTC)';
comment on column star.fact_booking.is_correction is 'It is a difference that was found after the month was closed';
comment on column star.fact_booking.metered_usd is 'LiteLLM''s own spend, or the change of it (US dollars)';
comment on column star.fact_booking.amount_usd is 'Amount that is charged, or the change of it (US dollars)';
comment on column star.fact_booking.booked_amount is 'The same in cents (in the currency)';
comment on column star.fact_booking.currency is 'Currency of booked_amount';
comment on column star.fact_booking.cost_source is 'invoice or litellm';
