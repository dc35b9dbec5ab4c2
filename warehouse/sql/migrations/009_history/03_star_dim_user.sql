-- Grain: one row per version of a user.
create sequence ops.next_user_key;
select max(nextval('ops.next_user_key'))
from (select unnest(range((select max(user_key) from star.dim_user))));

create temp table dim_user_before as from star.dim_user;
drop table star.dim_user;
create table star.dim_user (
    user_key    integer not null,
    user_id     varchar not null,
    user_name   varchar,
    user_email  varchar,
    user_role   varchar,
    is_inferred boolean not null,
    valid_from  date    not null,
    valid_to    date    not null,
    is_current  boolean not null,
    is_deleted  boolean not null,
    known_from  date
);
insert into star.dim_user
select *, false, null from dim_user_before;
drop table dim_user_before;
comment on table star.dim_user is 'Users as the directories name them, a row per version of what they say, and the members that stand for no user';
comment on column star.dim_user.user_key is 'Surrogate key of the version, assigned once and never again';
comment on column star.dim_user.user_id is 'Durable key: LiteLLM''s user id, or (unassigned)';
comment on column star.dim_user.user_name is 'Alias, else e-mail, else id';
comment on column star.dim_user.user_email is 'E-mail address; NULL when unknown';
comment on column star.dim_user.user_role is 'Role in the gateway; NULL when unknown';
comment on column star.dim_user.is_inferred is 'Seen in usage but never in the directory';
comment on column star.dim_user.valid_from is 'First UTC day these values hold, inclusive: the day they were first read; of a user''s first version 0001-01-01';
comment on column star.dim_user.valid_to is 'First UTC day these values no longer hold; 9999-12-31 when they hold still';
comment on column star.dim_user.is_current is 'These values hold now';
comment on column star.dim_user.is_deleted is 'No directory lists the user any more; the other values are what was last known';
comment on column star.dim_user.known_from is 'UTC day on which a directory first listed the user: what holds before it is assumed; NULL when none ever did';
