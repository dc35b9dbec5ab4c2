-- Grain: one row per project that a key or the attribution book ever named.
create table star.dim_project (
    project_key integer not null,
    project_id  varchar not null
);
insert into star.dim_project values (0, '(unassigned)');
comment on table star.dim_project is 'Projects that keys or config/attribution.csv name, and the member that stands for none';
comment on column star.dim_project.project_key is 'Surrogate key, assigned once and never again';
comment on column star.dim_project.project_id is 'Durable key: LiteLLM''s project id, or the name in the book, or (unassigned)';
