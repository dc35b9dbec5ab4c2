-- Grain: one row per version of a team.
create sequence ops.next_team_key;
select max(nextval('ops.next_team_key'))
from (select unnest(range((select max(team_key) from star.dim_team))));

create temp table dim_team_before as from star.dim_team;
drop table star.dim_team;
create table star.dim_team (
    team_key        integer not null,
    team_id         varchar not null,
    team_name       varchar,
    organization_id varchar,
    is_blocked      boolean,
    is_inferred     boolean not null,
    valid_from      date    not null,
    valid_to        date    not null,
    is_current      boolean not null,
    is_deleted      boolean not null,
    known_from      date
);
insert into star.dim_team
select *, false, null from dim_team_before;
drop table dim_team_before;
comment on table star.dim_team is 'Teams as the directories name them, a row per version of what they say, and the member that stands for no team';
comment on column star.dim_team.team_key is 'Surrogate key of the version, assigned once and never again';
comment on column star.dim_team.team_id is 'Durable key: LiteLLM''s team id, or (unassigned)';
comment on column star.dim_team.team_name is 'Alias, else id';
comment on column star.dim_team.organization_id is 'Organisation the team belongs to; NULL when none';
comment on column star.dim_team.is_blocked is 'The gateway refuses the team''s requests; NULL when unknown';
comment on column star.dim_team.is_inferred is 'Named by a key but never by the directory';
comment on column star.dim_team.valid_from is 'First UTC day these values hold, inclusive: the day they were first read; of a team''s first version 0001-01-01';
comment on column star.dim_team.valid_to is 'First UTC day these values no longer hold; 9999-12-31 when they hold still';
comment on column star.dim_team.is_current is 'These values hold now';
comment on column star.dim_team.is_deleted is 'No directory lists the team any more; the other values are what was last known';
comment on column star.dim_team.known_from is 'UTC day on which a directory first listed the team: what holds before it is assumed; NULL when none ever did';
