-- Grain: one row per migration that this file has seen.
create table ops.schema_version (
    version    integer   not null,
    name       varchar   not null,
    applied_at timestamp not null
);
comment on table ops.schema_version is 'Migrations applied to this warehouse file; an older program refuses a newer file';
comment on column ops.schema_version.version is 'Number of the migration, rising from 1';
comment on column ops.schema_version.name is 'Name of the migration''s folder without its number';
comment on column ops.schema_version.applied_at is 'When the migration was applied (UTC)';
