-- Grain: one row per user, team, organisation and cost centre with usage in the range: whom a statement can be of. What belongs to nobody,
-- and users who are not shown, are no party.
create or replace macro marts.statement_parties(from_date, to_date, for_kind := null) as table
with used as materialized (
    select distinct user_id, team_id, allocation_key
    from marts.usage
    where usage_date between from_date and to_date
),
member as (
    select distinct 'user' as party_kind, user_id as party_id from used
    union all
    select distinct 'team', team_id from used
    union all
    select distinct 'organization', dim_organization.organization_id
    from used
    join star.allocation_share as share on share.allocation_key = used.allocation_key
    join star.dim_organization on dim_organization.organization_key = share.organization_key
    union all
    select distinct 'cost_centre', dim_cost_centre.cost_centre_code
    from used
    join star.allocation_share as share on share.allocation_key = used.allocation_key
    join star.dim_cost_centre on dim_cost_centre.cost_centre_key = share.cost_centre_key
)
select
    member.party_kind,
    member.party_id,
    coalesce(dim_user.user_name, dim_team.team_name, dim_cost_centre.cost_centre_name, member.party_id) as party_name,
    case member.party_kind
        when 'user' then
            case when not dim_user.is_deleted and not ends_with(dim_user.user_email, '.invalid') then dim_user.user_email end
        when 'cost_centre' then dim_cost_centre.owner_email
    end as email_address
from member
left join star.dim_user
    on member.party_kind = 'user' and dim_user.user_id = member.party_id
    and dim_user.valid_from <= to_date and dim_user.valid_to > to_date
left join star.dim_team
    on member.party_kind = 'team' and dim_team.team_id = member.party_id
    and dim_team.valid_from <= to_date and dim_team.valid_to > to_date
left join star.dim_cost_centre
    on member.party_kind = 'cost_centre' and dim_cost_centre.cost_centre_code = member.party_id
where member.party_id not in ('(unassigned)', '(anonymous)', '(not shown)')
    and (for_kind is null or member.party_kind = for_kind)
order by member.party_kind, member.party_id;
comment on macro table marts.statement_parties is 'Users, teams, organisations and cost centres with usage in the range, of whom statements can be made; for_kind takes one of user, team, organization, cost_centre. Columns: party_kind; party_id (user_id, team_id, organization_id or cost_centre_code); party_name (as on to_date); email_address (of the user, unless no directory lists the user any more, or of who answers for the cost centre; NULL when unknown: nobody tells addresses of teams and organisations)';
