-- Grain: one row per closed month, ledger account and closed month that is corrected: what the cost centre is booked.
select month, ledger_account, booked_amount, currency, correction_of
from marts.bookings($1, $2)
where $3 = 'cost_centre' and cost_centre_code = $4
    and (
        correction_of is not null
        or month in (select strftime(month_start_date, '%Y-%m') from ops.closed_month)
    )
order by month, correction_of nulls first, ledger_account;
