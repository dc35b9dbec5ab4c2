-- Grain: that of star.dim_user.
alter table star.dim_user add column department varchar;
comment on column star.dim_user.department is 'Department that a list of users or Keycloak says the user belongs to; NULL when neither does';
