-- Grain: one row per rule of config/service_levels.csv.
create table star.dim_service_level (
    service_level_key integer        not null,
    service_id        varchar        not null,
    endpoint_path     varchar,
    metric            varchar        not null,
    threshold         decimal(18, 6) not null,
    valid_from        date           not null,
    valid_to          date           not null
);
comment on table star.dim_service_level is 'Service levels as config/service_levels.csv promises them; replaced as a whole';
comment on column star.dim_service_level.service_level_key is 'Place of the rule in the file, from 1';
comment on column star.dim_service_level.service_id is 'The service, as star.dim_service names it';
comment on column star.dim_service_level.endpoint_path is 'The endpoint of the service, as star.dim_endpoint names it; NULL for all of them';
comment on column star.dim_service_level.metric is 'At least: availability_percent (requests that are neither server errors nor timeouts), success_percent (status below 400). At most: throttled_percent (429), mean_ms, p50_ms, p95_ms, p99_ms (duration)';
comment on column star.dim_service_level.threshold is 'What the metric of each UTC day must reach or not exceed (percent or milliseconds)';
comment on column star.dim_service_level.valid_from is 'First day it holds, inclusive; 0001-01-01 when the file names none';
comment on column star.dim_service_level.valid_to is 'First day it no longer holds; 9999-12-31 (open) when the file names none';
