-- Grain: that of star.fact_usage_daily, and of requests and storage, which have no key. Brings each fact to the allocation that follows
-- from the attribution book and from its key, user and team as they were on its day. Whatever order days, directories and books come in,
-- the allocations are the same.
create or replace temp table used_member as
with member_of_day as (
    select api_key_key, user_key, team_key, min(usage_date) as first_date, max(usage_date) + 1 as end_date
    from star.fact_usage_daily
    group by api_key_key, user_key, team_key
    union all
    select 0, user_key, 0, min(hour_at)::date, max(hour_at)::date + 1
    from star.fact_request_hourly
    group by user_key
    union all
    select 0, storage.user_key, coalesce(dim_team.team_key, 0), min(storage.usage_date), max(storage.usage_date) + 1
    from star.fact_storage_daily as storage
    left join star.dim_team
        on storage.owner_kind = 'team'
        and dim_team.team_id = storage.team_id
        and dim_team.valid_from <= storage.usage_date
        and dim_team.valid_to > storage.usage_date
    where storage.owner_kind in ('user', 'team')
    group by storage.user_key, dim_team.team_key
),
used as (
    select api_key_key, user_key, team_key, min(first_date) as first_date, max(end_date) as end_date
    from member_of_day
    group by api_key_key, user_key, team_key
)
select
    used.*,
    dim_api_key.api_key_hash,
    dim_api_key.key_alias,
    dim_api_key.key_metadata::json as key_metadata,
    dim_user.user_id,
    dim_user.user_email,
    if(used.team_key = 0, dim_user.team_id, dim_team.team_id) as team_id,
    dim_team.team_name,
    member_name(dim_api_key.project_id) as project_id,
    member_name(coalesce(dim_team.organization_id, dim_api_key.organization_id, dim_user.organization_id)) as organization_id
from used
join star.dim_api_key on dim_api_key.api_key_key = used.api_key_key
join star.dim_user on dim_user.user_key = used.user_key
join star.dim_team on dim_team.team_key = used.team_key;

-- One row per key, user, team and rule that means them on some day. What stands for nobody is meant by no rule.
create or replace temp table matched_rule as
with rule as (
    select distinct rule_number, match_kind, match_field, match_value, valid_from, valid_to from ops.attribution_rule
)
select
    member.api_key_key,
    member.user_key,
    member.team_key,
    rule.rule_number,
    greatest(rule.valid_from, member.first_date) as valid_from,
    least(rule.valid_to, member.end_date) as valid_to
from used_member as member
join rule
    on rule.valid_from < member.end_date
    and rule.valid_to > member.first_date
    and case rule.match_kind
        when 'key_hash' then member.api_key_hash = rule.match_value
        when 'key_alias' then member.key_alias like
            replace(replace(replace(replace(replace(rule.match_value, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%'), '?', '_') escape '\'
        when 'key_metadata' then json_extract_string(member.key_metadata, '$."' || rule.match_field || '"') = rule.match_value
            or json_contains(
                json_extract(member.key_metadata, '$."' || rule.match_field || '"'), to_json(rule.match_value)
            )
        when 'user' then member.user_key <> 0 and rule.match_value in (member.user_id, member.user_email)
        when 'team' then rule.match_value = member.team_id or (member.team_key <> 0 and rule.match_value = member.team_name)
        when 'organisation' then member.organization_id = rule.match_value
    end;

create or replace temp table rule_of_span as
with boundary as (
    select api_key_key, user_key, team_key, first_date as boundary_date from used_member
    union
    select api_key_key, user_key, team_key, end_date from used_member
    union
    select api_key_key, user_key, team_key, valid_from from matched_rule
    union
    select api_key_key, user_key, team_key, valid_to from matched_rule
),
span as (
    select
        api_key_key,
        user_key,
        team_key,
        boundary_date as valid_from,
        lead(boundary_date) over (partition by api_key_key, user_key, team_key order by boundary_date) as valid_to
    from boundary
)
select span.api_key_key, span.user_key, span.team_key, span.valid_from, span.valid_to, min(matched.rule_number) as rule_number
from span
left join matched_rule as matched
    on matched.api_key_key = span.api_key_key
    and matched.user_key = span.user_key
    and matched.team_key = span.team_key
    and matched.valid_from <= span.valid_from
    and matched.valid_to >= span.valid_to
where span.valid_to is not null
group by span.api_key_key, span.user_key, span.team_key, span.valid_from, span.valid_to;

create or replace temp table share_of_span as
select
    span.api_key_key,
    span.user_key,
    span.team_key,
    span.valid_from,
    span.valid_to,
    row_number() over (
        partition by span.api_key_key, span.user_key, span.team_key, span.valid_from order by rule.line_number
    ) as share_number,
    coalesce(rule.cost_centre_code, '(unassigned)') as cost_centre_code,
    coalesce(rule.project_id, member.project_id, '(unassigned)') as project_id,
    coalesce(dim_cost_centre.organization_id, member.organization_id, '(unassigned)') as organization_id,
    coalesce(rule.share_percent, 100)::decimal(5, 2) as share_percent
from rule_of_span as span
join used_member as member
    on member.api_key_key = span.api_key_key
    and member.user_key = span.user_key
    and member.team_key = span.team_key
left join ops.attribution_rule as rule on rule.rule_number = span.rule_number
left join star.dim_cost_centre on dim_cost_centre.cost_centre_code = rule.cost_centre_code;

create or replace temp table allocation_of_span as
select
    api_key_key,
    user_key,
    team_key,
    valid_from,
    valid_to,
    string_agg(
        to_json([cost_centre_code, project_id, organization_id, share_percent::varchar])::varchar, ',' order by share_number
    ) as allocation_id
from share_of_span
group by api_key_key, user_key, team_key, valid_from, valid_to;

create or replace temp table new_share as
select distinct allocation_id, share_number, cost_centre_code, project_id, organization_id, share_percent
from share_of_span as share
join allocation_of_span as allocation
    on allocation.api_key_key = share.api_key_key
    and allocation.user_key = share.user_key
    and allocation.team_key = share.team_key
    and allocation.valid_from = share.valid_from
where allocation_id not in (select allocation_id from star.dim_allocation);

insert into star.dim_project
select (select max(project_key) from star.dim_project) + row_number() over (order by project_id), project_id
from (select distinct project_id from new_share)
where project_id not in (select project_id from star.dim_project);

insert into star.dim_organization
select (select max(organization_key) from star.dim_organization) + row_number() over (order by organization_id), organization_id
from (select distinct organization_id from new_share)
where organization_id not in (select organization_id from star.dim_organization);

insert into star.dim_allocation
select
    (select max(allocation_key) from star.dim_allocation) + row_number() over (order by allocation_id),
    allocation_id,
    if(count(distinct cost_centre_code) = 1, min(cost_centre_code), '(shared)'),
    if(count(distinct project_id) = 1, min(project_id), '(shared)'),
    if(count(distinct organization_id) = 1, min(organization_id), '(shared)'),
    count(*)
from new_share
group by allocation_id;

insert into star.allocation_share
select
    dim_allocation.allocation_key,
    new_share.share_number,
    dim_cost_centre.cost_centre_key,
    dim_project.project_key,
    dim_organization.organization_key,
    0.01::decimal(3, 2) * (sum(new_share.share_percent) over so_far - new_share.share_percent)::decimal(5, 2),
    0.01::decimal(3, 2) * (sum(new_share.share_percent) over so_far)::decimal(5, 2)
from new_share
join star.dim_allocation on dim_allocation.allocation_id = new_share.allocation_id
join star.dim_cost_centre on dim_cost_centre.cost_centre_code = new_share.cost_centre_code
join star.dim_project on dim_project.project_id = new_share.project_id
join star.dim_organization on dim_organization.organization_id = new_share.organization_id
window so_far as (partition by new_share.allocation_id order by new_share.share_number);

update star.fact_usage_daily
set allocation_key = dim_allocation.allocation_key
from allocation_of_span as span
join star.dim_allocation on dim_allocation.allocation_id = span.allocation_id
where fact_usage_daily.api_key_key = span.api_key_key
    and fact_usage_daily.user_key = span.user_key
    and fact_usage_daily.team_key = span.team_key
    and fact_usage_daily.usage_date >= span.valid_from
    and fact_usage_daily.usage_date < span.valid_to
    and fact_usage_daily.allocation_key <> dim_allocation.allocation_key;

-- Requests and storage of a user are those of no key and, as far as a directory tells, of the user's team.
create or replace temp table allocation_without_key as
select span.user_key, span.team_key, span.valid_from, span.valid_to, dim_allocation.allocation_key,
    if(span.team_key = 0, dim_user.team_id, null) as team_of_user
from allocation_of_span as span
join star.dim_allocation on dim_allocation.allocation_id = span.allocation_id
join star.dim_user on dim_user.user_key = span.user_key
where span.api_key_key = 0;

update star.fact_request_hourly
set allocation_key = span.allocation_key, team_id = coalesce(member_name(span.team_of_user), '(unassigned)')
from allocation_without_key as span
where span.team_key = 0
    and fact_request_hourly.user_key = span.user_key
    and fact_request_hourly.hour_at >= span.valid_from::timestamp
    and fact_request_hourly.hour_at < span.valid_to::timestamp
    and (
        fact_request_hourly.allocation_key <> span.allocation_key
        or fact_request_hourly.team_id <> coalesce(member_name(span.team_of_user), '(unassigned)')
    );

update star.fact_storage_daily
set allocation_key = span.allocation_key
from allocation_without_key as span
join star.dim_team on dim_team.team_key = span.team_key
where fact_storage_daily.owner_kind in ('user', 'team')
    and fact_storage_daily.user_key = span.user_key
    and dim_team.team_id = if(fact_storage_daily.owner_kind = 'team', fact_storage_daily.team_id, '(unassigned)')
    and fact_storage_daily.usage_date >= span.valid_from
    and fact_storage_daily.usage_date < span.valid_to;
