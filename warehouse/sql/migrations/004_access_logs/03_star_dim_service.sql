-- Grain: one row per service.
create table star.dim_service (
    service_key integer not null,
    service_id  varchar not null
);
comment on table star.dim_service is 'Services behind the gateway, as the rules of config/service_routes.csv name them';
comment on column star.dim_service.service_key is 'Surrogate key, assigned once';
comment on column star.dim_service.service_id is 'Durable key: name of the service, or unknown';
insert into star.dim_service values (0, 'unknown');
