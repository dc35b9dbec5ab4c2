-- Grain: one row per calendar day from 2020-01-01 to 2050-12-31.
create table star.dim_date as
select
    day::date as calendar_date,
    year(day)::integer as calendar_year,
    quarter(day)::integer as calendar_quarter,
    month(day)::integer as calendar_month,
    date_trunc('month', day)::date as month_start_date,
    date_trunc('week', day)::date as week_start_date,
    isoyear(day)::integer as iso_year,
    weekofyear(day)::integer as iso_week,
    isodow(day)::integer as iso_weekday,
    isodow(day) >= 6 as is_weekend
from generate_series(timestamp '2020-01-01', timestamp '2050-12-31', interval 1 day) as calendar(day);
comment on table star.dim_date is 'Calendar of UTC days';
comment on column star.dim_date.calendar_date is 'The day';
comment on column star.dim_date.calendar_year is 'Calendar year';
comment on column star.dim_date.calendar_quarter is 'Calendar quarter, 1 to 4';
comment on column star.dim_date.calendar_month is 'Calendar month, 1 to 12';
comment on column star.dim_date.month_start_date is 'First day of the month';
comment on column star.dim_date.week_start_date is 'Monday of the ISO week';
comment on column star.dim_date.iso_year is 'Year of the ISO week';
comment on column star.dim_date.iso_week is 'ISO week, 1 to 53';
comment on column star.dim_date.iso_weekday is 'Day of the week, Monday 1 to Sunday 7';
comment on column star.dim_date.is_weekend is 'Saturday or Sunday';
