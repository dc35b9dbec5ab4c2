-- Grain: one row per landed close, and per day, model and provider of its month with a list price. Puts back what a new warehouse has not.
delete from ops.list_price_of_day
where date_trunc('month', usage_date) = getvariable('month')::date;

insert into ops.list_price_of_day by name from staged_list_price;

insert into ops.closed_month by name
select getvariable('month')::date as month_start_date, getvariable('closed_at')::timestamp as closed_at, getvariable('run_id') as run_id;
