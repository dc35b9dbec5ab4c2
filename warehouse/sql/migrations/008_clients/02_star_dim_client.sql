-- Grain: one row per network and program that a request came from.
create table star.dim_client (
    client_key     integer not null,
    client_network varchar,
    agent_family   varchar
);
comment on table star.dim_client is 'Where requests came from: a network and a program. Not one row per client: its address is only a hash, in the fact';
comment on column star.dim_client.client_key is 'Surrogate key, assigned once';
comment on column star.dim_client.client_network is 'Network of the client, /24 of IPv4 and /48 of IPv6; NULL when unknown';
comment on column star.dim_client.agent_family is 'Family of the client''s program; NULL when unknown';
