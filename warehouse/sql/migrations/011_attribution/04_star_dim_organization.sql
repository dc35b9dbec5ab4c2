-- Grain: one row per organisation that a team, key or cost centre with usage ever named.
create table star.dim_organization (
    organization_key integer not null,
    organization_id  varchar not null
);
insert into star.dim_organization values (0, '(unassigned)');
comment on table star.dim_organization is 'Organisations that teams, keys or cost centres name, and the member that stands for none';
comment on column star.dim_organization.organization_key is 'Surrogate key, assigned once and never again';
comment on column star.dim_organization.organization_id is 'Durable key: LiteLLM''s organisation id, or the name in config/cost_centres.csv, or (unassigned)';
