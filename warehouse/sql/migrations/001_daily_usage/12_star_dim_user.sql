-- Grain: one row per user (current version; half-open validity).
create table star.dim_user (
    user_key    integer not null,
    user_id     varchar not null,
    user_name   varchar,
    user_email  varchar,
    user_role   varchar,
    is_inferred boolean not null,
    valid_from  date    not null,
    valid_to    date    not null,
    is_current  boolean not null
);
comment on table star.dim_user is 'Users as the directory names them, and the members that stand for no user';
comment on column star.dim_user.user_key is 'Surrogate key, assigned once';
comment on column star.dim_user.user_id is 'Durable key: LiteLLM''s user id, or (unassigned)';
comment on column star.dim_user.user_name is 'Alias, else e-mail, else id';
comment on column star.dim_user.user_email is 'E-mail address; NULL when unknown';
comment on column star.dim_user.user_role is 'Role in the gateway; NULL when unknown';
comment on column star.dim_user.is_inferred is 'Seen in usage but never in the directory';
comment on column star.dim_user.valid_from is 'First day these values hold, inclusive; always 0001-01-01 in this version, which keeps the newest values only';
comment on column star.dim_user.valid_to is 'First day these values no longer hold; always 9999-12-31 (open) in this version';
comment on column star.dim_user.is_current is 'These values hold now; always true in this version';
insert into star.dim_user values
    (0, '(unassigned)', '(unassigned)', null, null, false, date '0001-01-01', date '9999-12-31', true);
