-- Grain: one row per endpoint.
create table star.dim_endpoint (
    endpoint_key  integer not null,
    endpoint_path varchar not null,
    service_key   integer not null
);
comment on table star.dim_endpoint is 'Endpoints: paths without query, with {id} for whatever names one thing among many';
comment on column star.dim_endpoint.endpoint_key is 'Surrogate key, assigned once';
comment on column star.dim_endpoint.endpoint_path is 'Durable key within the service: the path, (malformed) for what is none, (other) beyond the endpoints a service may have';
comment on column star.dim_endpoint.service_key is 'The service, in star.dim_service';
