-- Grain: one row per name or id of anything that is no person.
create or replace temp table other_name as
select team_id as name from star.dim_team
union
select team_name from star.dim_team
union
select organization_id from star.dim_organization
union
select project_id from star.dim_project
union
select cost_centre_code from star.dim_cost_centre
union
select cost_centre_name from star.dim_cost_centre
union
select model_name from star.dim_model
union
select model_group from star.dim_model
union
select provider_id from star.dim_provider
union
select service_id from star.dim_service
union
select department from star.dim_user
union
select user_role from star.dim_user
union
select infra_name from star.fact_infra_cost;

delete from other_name where name is null;
