-- Grain: one row per model. Brings star.dim_model to what was last observed of its deployments: of those
-- that are listed, else of all, and of LiteLLM's before any other's.
create or replace temp table directory_model as
with deployment as (
    select
        source,
        entity_id,
        arg_max(attributes, observed_at) as attributes,
        arg_max_null(attributes, observed_at) is not null as is_listed
    from ops.directory_observation
    where entity_kind = 'model'
    group by source, entity_id
),
named as (
    select
        member_name(attributes ->> '$.model') as model_name,
        attributes ->> '$.model_name' as model_group,
        attributes ->> '$.mode' as model_mode,
        is_listed,
        source
    from deployment
    where (attributes ->> '$.model') is not null
    qualify dense_rank() over (partition by model_name order by is_listed desc, source = 'litellm' desc) = 1
)
select
    model_name,
    case when count(distinct model_group) = 1 then min(model_group) end as model_group,
    min(model_mode) as model_mode
from named
group by model_name;

update star.dim_model
set model_group = entry.model_group, model_mode = entry.model_mode, is_inferred = false
from directory_model as entry
where dim_model.model_name = entry.model_name
    and row(dim_model.model_group, dim_model.model_mode, dim_model.is_inferred)
        is distinct from row(entry.model_group, entry.model_mode, false);

insert into star.dim_model
select
    (select max(model_key) from star.dim_model) + row_number() over (order by model_name),
    model_name, model_group, model_mode, false
from directory_model
where model_name not in (select model_name from star.dim_model);
