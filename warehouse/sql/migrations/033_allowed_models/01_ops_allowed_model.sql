-- Grain: one row per line of allowed_models.csv.
create table ops.allowed_model (
    model_name       varchar not null,
    provider_id      varchar not null,
    model_mode       varchar not null,
    max_input_tokens bigint  not null,
    line_number      integer not null
);
comment on table ops.allowed_model is 'Models that may be used though LiteLLM does not list them, as config/allowed_models.csv was read last';
comment on column ops.allowed_model.model_name is 'Model, as star.dim_model would name it';
comment on column ops.allowed_model.provider_id is 'Who offers it, as star.dim_provider would name it';
comment on column ops.allowed_model.model_mode is 'What it does, as LiteLLM names modes: chat, embedding, ...';
comment on column ops.allowed_model.max_input_tokens is 'Longest prompt that it takes (tokens)';
comment on column ops.allowed_model.line_number is 'Line of allowed_models.csv, from 1';
