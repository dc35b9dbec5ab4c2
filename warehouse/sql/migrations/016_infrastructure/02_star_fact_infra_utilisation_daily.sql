-- Grain: one row per UTC day, piece of infrastructure and resource of it.
create table star.fact_infra_utilisation_daily (
    usage_date    date          not null,
    infra_name    varchar       not null,
    resource_name varchar       not null,
    mean_percent  decimal(5, 2) not null,
    peak_percent  decimal(5, 2),
    line_number   integer       not null
);
comment on table star.fact_infra_utilisation_daily is 'How busy infrastructure was each day, as infra_utilisation.csv was read last';
comment on column star.fact_infra_utilisation_daily.usage_date is 'UTC calendar day';
comment on column star.fact_infra_utilisation_daily.infra_name is 'What it is; the same name as in star.fact_infra_cost for what has a cost';
comment on column star.fact_infra_utilisation_daily.resource_name is 'What of it is measured, for example gpu, cpu or memory';
comment on column star.fact_infra_utilisation_daily.mean_percent is 'Mean utilisation of the day (percent)';
comment on column star.fact_infra_utilisation_daily.peak_percent is 'Highest utilisation of the day (percent); NULL when not measured';
comment on column star.fact_infra_utilisation_daily.line_number is 'Line of infra_utilisation.csv, from 1';
