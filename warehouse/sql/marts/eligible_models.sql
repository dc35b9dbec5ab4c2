-- Grain: one row per model that callers may be told to use: those that LiteLLM lists now, and those that config/allowed_models.csv allows.
-- A model whose deployments differ in mode is none of them: nobody knows what it does.
create or replace view marts.eligible_models as
with listed as (
    select
        attributes ->> '$.model' as model_name,
        min(attributes ->> '$.model_name') as public_name,
        min(attributes ->> '$.mode') as model_mode,
        min(try_cast(attributes ->> '$.max_input_tokens' as bigint)) as max_input_tokens,
        count(distinct attributes ->> '$.mode') as mode_count
    from (
        select arg_max_null(attributes, observed_at) as attributes
        from ops.directory_observation
        where source = 'litellm' and entity_kind = 'model'
        group by entity_id
    )
    where attributes is not null
    group by attributes ->> '$.model'
)
select model_name, public_name, model_mode, max_input_tokens, true as is_listed
from listed
where mode_count = 1
union all
select model_name, model_name, min(model_mode), min(max_input_tokens), false
from ops.allowed_model
where model_name not in (select model_name from listed)
group by model_name
having count(distinct model_mode) = 1;
comment on view marts.eligible_models is 'Models that callers may be told to use: those that LiteLLM lists now, and those that config/allowed_models.csv allows';
comment on column marts.eligible_models.model_name is 'Model, as star.dim_model names it';
comment on column marts.eligible_models.public_name is 'Name by which callers ask for it; of a model that LiteLLM does not list, its own';
comment on column marts.eligible_models.model_mode is 'What it does, as LiteLLM names modes: chat, embedding, ...';
comment on column marts.eligible_models.max_input_tokens is 'Longest prompt that it takes (tokens); NULL when LiteLLM does not state it';
comment on column marts.eligible_models.is_listed is 'Whether LiteLLM lists it';
