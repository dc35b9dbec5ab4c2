-- Grain: one row per team (current version; half-open validity).
create table star.dim_team (
    team_key        integer not null,
    team_id         varchar not null,
    team_name       varchar,
    organization_id varchar,
    is_blocked      boolean,
    is_inferred     boolean not null,
    valid_from      date    not null,
    valid_to        date    not null,
    is_current      boolean not null
);
comment on table star.dim_team is 'Teams as the directory names them, and the member that stands for no team';
comment on column star.dim_team.team_key is 'Surrogate key, assigned once';
comment on column star.dim_team.team_id is 'Durable key: LiteLLM''s team id, or (unassigned)';
comment on column star.dim_team.team_name is 'Alias, else id';
comment on column star.dim_team.organization_id is 'Organisation the team belongs to; NULL when none';
comment on column star.dim_team.is_blocked is 'The gateway refuses the team''s requests; NULL when unknown';
comment on column star.dim_team.is_inferred is 'Named by a key but never by the directory';
comment on column star.dim_team.valid_from is 'First day these values hold, inclusive; always 0001-01-01 in this version, which keeps the newest values only';
comment on column star.dim_team.valid_to is 'First day these values no longer hold; always 9999-12-31 (open) in this version';
comment on column star.dim_team.is_current is 'These values hold now; always true in this version';
insert into star.dim_team values
    (0, '(unassigned)', '(unassigned)', null, null, false, date '0001-01-01', date '9999-12-31', true);
