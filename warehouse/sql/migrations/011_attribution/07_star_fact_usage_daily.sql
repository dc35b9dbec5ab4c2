-- Grain: that of star.fact_usage_daily.
alter table star.fact_usage_daily add column allocation_key integer default 0;
comment on column star.fact_usage_daily.allocation_key is 'How it is divided among cost centres, projects and organisations (star.dim_allocation)';
