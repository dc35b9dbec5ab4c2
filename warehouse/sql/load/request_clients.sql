-- Grain: one row per network and program that staged requests came from and no dimension has yet. Their texts are in text_of_line.
create or replace temp table client_of_line as
select
    origin_hash,
    nullif(left(text, instr(text, ' ') - 1), '') as client_network,
    nullif(substr(text, instr(text, ' ') + 1), '') as agent_family,
    null::integer as client_key
from text_of_line
where origin_hash is not null;

insert into star.dim_client
select
    coalesce((select max(client_key) from star.dim_client), 0)
        + row_number() over (order by client_network nulls first, agent_family nulls first),
    client_network,
    agent_family
from client_of_line
where not exists (
    select 1 from star.dim_client
    where dim_client.client_network is not distinct from client_of_line.client_network
        and dim_client.agent_family is not distinct from client_of_line.agent_family
);

update client_of_line
set client_key = dim_client.client_key
from star.dim_client
where dim_client.client_network is not distinct from client_of_line.client_network
    and dim_client.agent_family is not distinct from client_of_line.agent_family;
