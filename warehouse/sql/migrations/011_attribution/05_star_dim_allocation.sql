-- Grain: one row per way in which usage was ever divided among cost centres, projects and organisations.
create table star.dim_allocation (
    allocation_key   integer not null,
    allocation_id    varchar not null,
    cost_centre_code varchar not null,
    project_id       varchar not null,
    organization_id  varchar not null,
    share_count      integer not null
);
insert into star.dim_allocation
values (0, '["(unassigned)","(unassigned)","(unassigned)","100.00"]', '(unassigned)', '(unassigned)', '(unassigned)', 1);
comment on table star.dim_allocation is 'Ways in which usage is divided among cost centres, projects and organisations; a row never changes, so that what a day was divided by stays';
comment on column star.dim_allocation.allocation_key is 'Surrogate key, assigned once and never again';
comment on column star.dim_allocation.allocation_id is 'Durable key: cost centre, project, organisation and percent of each share';
comment on column star.dim_allocation.cost_centre_code is 'Cost centre that pays for all of it; (shared) when there are several, (unassigned) when there is none';
comment on column star.dim_allocation.project_id is 'Project that all of it is for; (shared) when there are several, (unassigned) when there is none';
comment on column star.dim_allocation.organization_id is 'Organisation that all of it is for; (shared) when there are several, (unassigned) when there is none';
comment on column star.dim_allocation.share_count is 'Shares it is divided into (shares)';
