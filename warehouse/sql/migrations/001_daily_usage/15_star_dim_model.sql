-- Grain: one row per model name as the source stores it.
create table star.dim_model (
    model_key   integer not null,
    model_name  varchar not null,
    model_group varchar,
    model_mode  varchar,
    is_inferred boolean not null
);
comment on table star.dim_model is 'Models by the name the source stores for them';
comment on column star.dim_model.model_key is 'Surrogate key, assigned once';
comment on column star.dim_model.model_name is 'Durable key: the stored model name, or (no model)';
comment on column star.dim_model.model_group is 'Public name of the model; NULL when several or unknown';
comment on column star.dim_model.model_mode is 'chat, embedding, ...; NULL when unknown';
comment on column star.dim_model.is_inferred is 'Seen in usage but never in the model list';
insert into star.dim_model values (0, '(no model)', null, null, false);
