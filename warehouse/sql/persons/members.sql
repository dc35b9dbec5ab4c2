-- Grain: one row per kind of member: how many there are, which an erasure leaves as it is.
create or replace temp table member_count as
select 'users' as kind, count(distinct user_id) as member_count from star.dim_user
union all
select 'versions of users', count(distinct row(user_id, valid_from)) from star.dim_user
union all
select 'teams', count(distinct team_id) from star.dim_team
union all
select 'models', count(distinct model_name) from star.dim_model
union all
select 'endpoints', count(distinct row(service_key, endpoint_path)) from star.dim_endpoint
union all
select 'budgets', count(distinct row(budget_source, scope_kind, scope_id, period_kind)) from star.dim_budget
union all
select 'observations', count(distinct row(source, entity_kind, entity_id, observed_at)) from ops.directory_observation
union all
select 'storage', count(distinct row(usage_date, storage_name, owner_kind, owner_id)) from star.fact_storage_daily;
