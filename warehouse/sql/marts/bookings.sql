-- Grain: one row per month, cost centre, ledger account and closed month that is corrected: what finance books. Whole months; what was
-- found of a closed month is booked in the month in which it was found.
create or replace macro marts.bookings(from_date, to_date) as table
select
    strftime(month_start_date, '%Y-%m') as month,
    cost_centre_code,
    ledger_account,
    sum(booked_amount)::decimal(38, 2) as booked_amount,
    currency,
    if(is_final, 'final', 'provisional') as status,
    correction_of
from (
    select month_start_date, cost_centre_code, ledger_account, booked_amount, currency, is_final or is_closed as is_final, null as correction_of
    from marts.chargeback(from_date, to_date)
    union all by name
    select
        date_trunc('month', found_date)::date as month_start_date, cost_centre_code, ledger_account, booked_amount, currency,
        true as is_final, strftime(month_start_date, '%Y-%m') as correction_of
    from marts.corrections(date_trunc('month', from_date)::date, last_day(to_date))
)
group by all
order by month, correction_of nulls first, cost_centre_code, ledger_account;
comment on macro table marts.bookings is 'What finance books of each month that a day of the range lies in, as a whole: of a closed month what was booked at its close. Columns: month (YYYY-MM in which it is booked); cost_centre_code ((unassigned) where there is none); ledger_account (as the book has it now; NULL without one); booked_amount (in cents; the rows of a month without corrections sum to its invoices and, without one, its spend); currency; status (final, or provisional while a day of the month is missing or may change); correction_of (YYYY-MM of the closed month that is corrected; NULL for the month itself)';
