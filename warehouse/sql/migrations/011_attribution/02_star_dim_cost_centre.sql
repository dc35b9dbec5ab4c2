-- Grain: one row per cost centre that config/cost_centres.csv ever named.
create table star.dim_cost_centre (
    cost_centre_key  integer not null,
    cost_centre_code varchar not null,
    cost_centre_name varchar not null,
    owner_email      varchar,
    ledger_account   varchar,
    organization_id  varchar,
    is_listed        boolean not null
);
insert into star.dim_cost_centre values (0, '(unassigned)', '(unassigned)', null, null, null, true);
comment on table star.dim_cost_centre is 'Cost centres of config/cost_centres.csv, as it names them now, and the member that stands for none';
comment on column star.dim_cost_centre.cost_centre_key is 'Surrogate key, assigned once and never again';
comment on column star.dim_cost_centre.cost_centre_code is 'Durable key: the code, or (unassigned)';
comment on column star.dim_cost_centre.cost_centre_name is 'Name';
comment on column star.dim_cost_centre.owner_email is 'E-mail address of who answers for it; NULL when the book names nobody';
comment on column star.dim_cost_centre.ledger_account is 'Account it is booked to; NULL when the book names none';
comment on column star.dim_cost_centre.organization_id is 'Organisation it belongs to; NULL when the book names none';
comment on column star.dim_cost_centre.is_listed is 'The book names it still; the other values are what it said last';
