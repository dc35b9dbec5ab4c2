-- Grain: one row per line of infra_cost.csv and UTC day of its period.
create table star.fact_infra_cost (
    cost_date        date            not null,
    infra_name       varchar         not null,
    service_id       varchar,
    cost_usd         decimal(38, 12) not null,
    stated_amount    decimal(18, 4)  not null,
    period_days      integer         not null,
    currency         varchar         not null,
    usd_per_currency decimal(18, 8)  not null,
    line_number      integer         not null
);
comment on table star.fact_infra_cost is 'What shared infrastructure cost each day, as infra_cost.csv was read last: the amount of a month divided evenly among its days';
comment on column star.fact_infra_cost.cost_date is 'UTC calendar day';
comment on column star.fact_infra_cost.infra_name is 'What it is, as the file names it';
comment on column star.fact_infra_cost.service_id is 'Service that alone it is for, as star.dim_service names it; NULL when all share it';
comment on column star.fact_infra_cost.cost_usd is 'Cost of the day (US dollars); the days of a line sum to its amount';
comment on column star.fact_infra_cost.stated_amount is 'Amount of the whole line (in the currency); below 0 is a credit';
comment on column star.fact_infra_cost.period_days is 'Days the amount is for (days)';
comment on column star.fact_infra_cost.currency is 'Currency of the amount';
comment on column star.fact_infra_cost.usd_per_currency is 'Rate of the month by config/exchange_rates.csv (US dollars for one unit of the currency); 1 for US dollars';
comment on column star.fact_infra_cost.line_number is 'Line of infra_cost.csv, from 1';
