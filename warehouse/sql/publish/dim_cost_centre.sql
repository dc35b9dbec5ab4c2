-- Grain: one row per cost centre. Who answers for it is a person.
delete from star.dim_cost_centre;
insert into star.dim_cost_centre
select * replace (null as owner_email) from whole.star.dim_cost_centre;
