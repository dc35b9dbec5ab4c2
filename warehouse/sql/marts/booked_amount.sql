-- Grain: one amount. Largest remainder: each amount is rounded down to the cent, and the cents that are left of the total go to those who
-- lost most, of equals to the largest, of equal amounts to the first by the list.
create or replace macro marts.booked_amount(amount_usd, total_usd, bookings, place) as
    (floor(amount_usd * 100) / 100)::decimal(38, 2)
    + if(
        row_number() over (
            partition by bookings order by amount_usd * 100 - floor(amount_usd * 100) desc, amount_usd desc, place
        ) <= (total_usd::decimal(38, 2) - sum((floor(amount_usd * 100) / 100)::decimal(38, 2)) over (partition by bookings)) * 100,
        0.01, 0.00
    );
comment on macro marts.booked_amount is 'An amount in cents, so adjusted that those of the same bookings sum to their total: by largest remainder. amount_usd (US dollars); total_usd (what all of them come to, US dollars); bookings (which amounts belong together); place (list that orders amounts that are the same). A window: it sees the rows of the query it stands in';
