-- Grain: one row per version of what directories say of a user's plan. Apart from star.dim_user, because a reset date moves on every month
-- and must not make a new version of the user each time.
create table star.dim_user_plan (
    user_id    varchar not null,
    tier_name  varchar,
    call_limit bigint,
    reset_date date,
    valid_from date    not null,
    valid_to   date    not null,
    is_current boolean not null
);
comment on table star.dim_user_plan is 'Plans of users as the directories tell them, a row per version; users of whom no directory tells any have none';
comment on column star.dim_user_plan.user_id is 'The user (star.dim_user)';
comment on column star.dim_user_plan.tier_name is 'Tier (star.dim_tier), in small letters; NULL when no directory tells one';
comment on column star.dim_user_plan.call_limit is 'Calls the user has in a month, in place of the tier''s (requests); below 0 is unlimited; NULL when the tier''s holds';
comment on column star.dim_user_plan.reset_date is 'UTC day on which a month of the quota begins; NULL when it is the calendar month';
comment on column star.dim_user_plan.valid_from is 'First UTC day these values hold, inclusive: the day they were first read; of the first version 0001-01-01';
comment on column star.dim_user_plan.valid_to is 'First UTC day these values no longer hold; 9999-12-31 when they hold still';
comment on column star.dim_user_plan.is_current is 'These values hold now';
