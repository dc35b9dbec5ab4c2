-- Grain: that of star.fact_request_hourly.
alter table star.fact_request_hourly add column team_id varchar default '(unassigned)';
alter table star.fact_request_hourly add column allocation_key integer default 0;
comment on column star.fact_request_hourly.team_id is 'Team that a list of users says the user belonged to on the day, or (unassigned)';
comment on column star.fact_request_hourly.allocation_key is 'How what the requests cost is divided among cost centres, projects and organisations (star.dim_allocation)';
