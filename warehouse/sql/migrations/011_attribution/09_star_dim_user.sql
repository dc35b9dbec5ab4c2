-- Grain: that of star.dim_user.
alter table star.dim_user add column team_id varchar;
alter table star.dim_user add column organization_id varchar;
comment on column star.dim_user.team_id is 'Team that a list of users says the user belongs to; NULL when none does. Usage is that of the key''s team';
comment on column star.dim_user.organization_id is 'Organisation that a list of users says the user belongs to; NULL when none does';
