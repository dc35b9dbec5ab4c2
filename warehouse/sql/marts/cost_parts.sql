-- Grain: one row per kind and source of cost, service, user, team, cost centre, project and organisation with a direct cost in the range.
-- A cost that several pay for is rounded at the two ends of each share, so that the parts sum to it.
create or replace macro marts.cost_parts(from_date, to_date, for_user := null, for_team := null) as table
with whole as (
    select
        'metered' as cost_kind,
        'litellm' as cost_source,
        (select metered_service_id from ops.cost_rule) as service_id,
        user_id,
        team_id,
        allocation_key,
        sum(request_count)::decimal(38, 12) as request_count,
        sum(spend_usd) as cost_usd
    from marts.filtered_usage(from_date, to_date)
    group by user_id, team_id, allocation_key
    union all
    select
        cost_kind,
        cost_source,
        service_id,
        user_id,
        team_id,
        allocation_key,
        sum(if(cost_kind = 'call' and service_id <> (select metered_service_id from ops.cost_rule), quantity, 0))::decimal(38, 12),
        sum(cost_usd)
    from marts.unmetered_cost(from_date, to_date)
    group by cost_kind, cost_source, service_id, user_id, team_id, allocation_key
)
select
    whole.cost_kind,
    whole.cost_source,
    whole.service_id,
    whole.user_id,
    whole.team_id,
    dim_cost_centre.cost_centre_code,
    dim_project.project_id,
    dim_organization.organization_id,
    (whole.request_count * (share.share_to - share.share_from))::decimal(38, 4) as request_count,
    (whole.cost_usd * share.share_to)::decimal(38, 12) - (whole.cost_usd * share.share_from)::decimal(38, 12) as cost_usd,
    (for_user is null or whole.user_id in (
        select dim_user.user_id
        from star.dim_user
        where dim_user.user_id = for_user
            or (dim_user.user_email = for_user and dim_user.valid_from <= to_date and dim_user.valid_to > from_date)
    ))
    and (for_team is null or whole.team_id in (
        select for_team
        union all
        select dim_team.team_id
        from star.dim_team
        where dim_team.team_name = for_team and dim_team.valid_from <= to_date and dim_team.valid_to > from_date
    )) as is_wanted
from whole
join star.allocation_share as share on share.allocation_key = whole.allocation_key
join star.dim_cost_centre on dim_cost_centre.cost_centre_key = share.cost_centre_key
join star.dim_project on dim_project.project_key = share.project_key
join star.dim_organization on dim_organization.organization_key = share.organization_key;
comment on macro table marts.cost_parts is 'Direct costs of the range (UTC days, inclusive), metered by LiteLLM or not, by everything they can be allocated to; infrastructure that is shared is not in it. Columns: cost_kind (metered, call, bandwidth, storage); cost_source (litellm, price_book, estimated; NULL without a price); service_id (of what LiteLLM meters that of meterhouse.infrastructure.metered-service); user_id, team_id, cost_centre_code, project_id, organization_id; request_count (requests with 4 decimals: of the metered service as LiteLLM counts them, of others as the access logs do); cost_usd (US dollars; NULL without a price); is_wanted (it is of for_user, an id or e-mail address, and for_team, an id or name; true without them)';
