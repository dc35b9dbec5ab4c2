-- Grain: one row per allocation and share of it.
create table star.allocation_share (
    allocation_key   integer       not null,
    share_number     integer       not null,
    cost_centre_key  integer       not null,
    project_key      integer       not null,
    organization_key integer       not null,
    share_from       decimal(5, 4) not null,
    share_to         decimal(5, 4) not null
);
insert into star.allocation_share values (0, 1, 0, 0, 0, 0, 1);
comment on table star.allocation_share is 'Shares of each allocation; side by side they fill the span from 0 to 1, so that parts of an amount, each rounded at its two ends, sum to the amount';
comment on column star.allocation_share.allocation_key is 'The allocation (star.dim_allocation)';
comment on column star.allocation_share.share_number is 'Place of the share in its allocation, from 1';
comment on column star.allocation_share.cost_centre_key is 'Cost centre that pays (star.dim_cost_centre)';
comment on column star.allocation_share.project_key is 'Project it is for (star.dim_project)';
comment on column star.allocation_share.organization_key is 'Organisation it is for (star.dim_organization)';
comment on column star.allocation_share.share_from is 'Where the share begins (part of the whole, 0 to 1)';
comment on column star.allocation_share.share_to is 'Where the share ends (part of the whole, 0 to 1)';
