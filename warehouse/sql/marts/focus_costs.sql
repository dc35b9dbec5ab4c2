-- Grain: one row per fact of the range (UTC day, API key, model, provider, user) and class of tokens, and one per booked correction.
-- The spend of a fact is shared among its classes by tokens times list price of the day, and scaled so that they sum to it: each share is
-- rounded to 12 decimals, and the class that weighs most takes what rounding leaves. Without prices or tokens a fact is one row.
-- What was found after a month was closed is charged where it was found, as a correction; in the closed month itself an adjustment takes
-- it out again, so that its rows sum for ever to what was booked.
create or replace macro marts.focus_costs(from_date, to_date) as table
with token_class(token_class, class_name, meter, direction, cache_action) as (
    values
        (1::utinyint, 'input', 'Input Tokens', 'Input', null),
        (2::utinyint, 'cache-read', 'Cache Read Input Tokens', 'Input', 'Read'),
        (3::utinyint, 'cache-write', 'Cache Write Input Tokens', 'Input', 'Write'),
        (4::utinyint, 'output', 'Output Tokens', 'Output', null),
        (5::utinyint, 'tokens', 'Tokens', null, null),
        (6::utinyint, 'requests', 'Requests', null, null)
),
price as (
    select
        paid.usage_date,
        dim_model.model_key,
        dim_provider.provider_key,
        paid.input_usd,
        coalesce(paid.cache_read_usd, paid.input_usd) as cache_read_usd,
        coalesce(paid.cache_write_usd, paid.input_usd) as cache_write_usd,
        paid.output_usd
    from ops.list_price_of_day as paid
    join star.dim_model on dim_model.model_name = paid.model_name
    join star.dim_provider on dim_provider.provider_id = paid.provider_id
    where paid.usage_date between from_date and to_date
        and paid.input_usd is not null
        and paid.output_usd is not null
),
-- Cached tokens are a part of the prompt tokens.
counted as (
    select
        fact.gateway, fact.usage_date, fact.user_key, fact.api_key_key, fact.team_key, fact.allocation_key, fact.model_key,
        fact.provider_key, fact.request_count, fact.total_tokens, fact.spend_usd,
        greatest(fact.prompt_tokens - fact.cache_read_tokens - fact.cache_write_tokens, 0) as input_tokens,
        fact.cache_read_tokens,
        fact.cache_write_tokens,
        fact.completion_tokens as output_tokens,
        price.input_usd, price.cache_read_usd, price.cache_write_usd, price.output_usd,
        input_tokens * price.input_usd::double as input_weight,
        fact.cache_read_tokens * price.cache_read_usd::double as cache_read_weight,
        fact.cache_write_tokens * price.cache_write_usd::double as cache_write_weight,
        fact.completion_tokens * price.output_usd::double as output_weight,
        input_weight + cache_read_weight + cache_write_weight + output_weight as weight,
        greatest(input_weight, cache_read_weight, cache_write_weight, output_weight) as largest_weight,
        (input_tokens > 0)::tinyint + (fact.cache_read_tokens > 0)::tinyint + (fact.cache_write_tokens > 0)::tinyint
            + (output_tokens > 0)::tinyint as class_count
    from star.fact_usage_daily as fact
    left join price
        on price.usage_date = fact.usage_date
        and price.model_key = fact.model_key
        and price.provider_key = fact.provider_key
    where fact.usage_date between from_date and to_date
),
shared as (
    select
        *,
        case
            when class_count = 0 then 'undivided_without_tokens'
            when weight > 0 or (weight = 0 and spend_usd = 0) then 'shared_by_list_price'
            when class_count = 1 then 'one_token_class'
            else 'undivided_without_price'
        end as cost_method,
        case
            when weight > 0 and input_weight = largest_weight then 1
            when weight > 0 and output_weight = largest_weight then 4
            when weight > 0 and cache_read_weight = largest_weight then 2
            else 3
        end as largest_class,
        -- Of less than a thousand millionth of a dollar rounding would leave less than nothing.
        if(weight > 0 and abs(spend_usd) >= 0.000000001, spend_usd::double / weight, 0) as usd_per_weight,
        if(largest_class = 1, 0, (input_weight * usd_per_weight)::decimal(38, 12))::decimal(38, 12) as input_share_usd,
        if(largest_class = 2, 0, (cache_read_weight * usd_per_weight)::decimal(38, 12))::decimal(38, 12) as cache_read_share_usd,
        if(largest_class = 3, 0, (cache_write_weight * usd_per_weight)::decimal(38, 12))::decimal(38, 12) as cache_write_share_usd,
        if(largest_class = 4, 0, (output_weight * usd_per_weight)::decimal(38, 12))::decimal(38, 12) as output_share_usd,
        spend_usd - coalesce(input_share_usd, 0) - coalesce(cache_read_share_usd, 0) - coalesce(cache_write_share_usd, 0)
            - coalesce(output_share_usd, 0) as rest_usd
    from counted
),
charge as (
    select
        shared.gateway, shared.usage_date, shared.user_key, shared.api_key_key, shared.team_key, shared.allocation_key,
        shared.model_key, shared.provider_key, shared.cost_method,
        token_class.*,
        case token_class.token_class
            when 1 then shared.input_tokens
            when 2 then shared.cache_read_tokens
            when 3 then shared.cache_write_tokens
            when 4 then shared.output_tokens
            when 5 then shared.total_tokens
            else shared.request_count
        end as quantity,
        case
            when shared.cost_method <> 'shared_by_list_price' then null
            when token_class.token_class = 1 then shared.input_usd
            when token_class.token_class = 2 then shared.cache_read_usd
            when token_class.token_class = 3 then shared.cache_write_usd
            else shared.output_usd
        end as list_usd,
        case
            when shared.cost_method <> 'shared_by_list_price' then shared.spend_usd
            when shared.weight = 0 then 0
            when token_class.token_class = shared.largest_class then shared.rest_usd
            when token_class.token_class = 1 then shared.input_share_usd
            when token_class.token_class = 2 then shared.cache_read_share_usd
            when token_class.token_class = 3 then shared.cache_write_share_usd
            else shared.output_share_usd
        end::decimal(38, 12) as billed_usd
    from shared
    cross join token_class
    where case
        when shared.cost_method = 'undivided_without_tokens' then token_class.token_class = 6
        when shared.cost_method = 'undivided_without_price' then token_class.token_class = 5
        when token_class.token_class = 1 then shared.input_tokens > 0
        when token_class.token_class = 2 then shared.cache_read_tokens > 0
        when token_class.token_class = 3 then shared.cache_write_tokens > 0
        when token_class.token_class = 4 then shared.output_tokens > 0
        else false
    end
),
payer as (
    select
        share.allocation_key,
        if(count(*) = 1, any_value(nullif(dim_cost_centre.cost_centre_code, '(unassigned)')), null) as only_cost_centre,
        if(count(*) = 1, any_value(nullif(dim_project.project_id, '(unassigned)')), null) as only_project,
        if(count(*) = 1, any_value(nullif(dim_organization.organization_id, '(unassigned)')), null) as only_organization,
        if(
            count(*) = 1,
            null,
            to_json(list(
                {
                    'cost_centre': nullif(dim_cost_centre.cost_centre_code, '(unassigned)'),
                    'project': nullif(dim_project.project_id, '(unassigned)'),
                    'organization': nullif(dim_organization.organization_id, '(unassigned)'),
                    'share': share.share_to - share.share_from
                }
                order by share.share_from
            ))::varchar
        ) as shares
    from star.allocation_share as share
    join star.dim_cost_centre on dim_cost_centre.cost_centre_key = share.cost_centre_key
    join star.dim_project on dim_project.project_key = share.project_key
    join star.dim_organization on dim_organization.organization_key = share.organization_key
    group by share.allocation_key
),
allocation as (
    select
        *,
        nullif(
            json_merge_patch(
                '{}',
                json_object('cost_centre', only_cost_centre, 'project', only_project, 'organization', only_organization)
            )::varchar,
            '{}'
        ) as tags
    from payer
),
sku as (
    select
        dim_model.model_key,
        token_class.token_class,
        dim_model.model_name || '/' || token_class.class_name as sku_name,
        token_class.meter || ' of ' || dim_model.model_name || ', metered by the gateway' as description,
        json_merge_patch(
            '{}',
            json_object(
                'x_ModelId', dim_model.model_name, 'x_TokenDirection', token_class.direction,
                'x_TokenCacheAction', token_class.cache_action
            )
        )::varchar as details
    from star.dim_model
    cross join token_class
),
-- Once where the costs were found, and once, against them, where they are left out.
correction as (
    select
        booking.*,
        side.is_correction as is_charge,
        dim_team.team_name,
        date_trunc('month', if(side.is_correction, booking.booked_at::date, booking.month_start_date))::timestamp as billing_month,
        (if(side.is_correction, 1, -1) * booking.metered_usd)::decimal(38, 12) as billed_usd
    from (select * exclude (is_correction) from star.fact_booking where is_correction and metered_usd <> 0) as booking
    cross join (values (true), (false)) as side(is_correction)
    left join star.dim_team
        on dim_team.team_id = booking.team_id
        and dim_team.valid_from <= last_day(booking.month_start_date)
        and dim_team.valid_to > last_day(booking.month_start_date)
    where if(side.is_correction, booking.booked_at::date, booking.month_start_date) between from_date and to_date
),
line as (
    select
        charge.billed_usd,
        charge.usage_date,
        date_trunc('month', charge.usage_date)::timestamp as billing_month,
        charge.usage_date::timestamp as period_start,
        (charge.usage_date + 1)::timestamp as period_end,
        dim_provider.provider_id,
        'Usage' as charge_category,
        null as charge_class,
        sku.description,
        'Usage-Based' as charge_frequency,
        charge.quantity::decimal(20, 0) as consumed_quantity,
        if(charge.token_class = 6, 'Requests', 'Tokens') as consumed_unit,
        (charge.quantity * if(charge.token_class = 6, 1, 0.000001)::decimal(7, 6))::decimal(20, 6) as pricing_quantity,
        if(charge.token_class = 6, 'Requests', '1000000 Tokens') as pricing_unit,
        (charge.list_usd::decimal(26, 12) * 1000000)::decimal(20, 6) as list_unit_price,
        (charge.quantity * charge.list_usd)::decimal(38, 12) as list_cost,
        'Standard' as pricing_category,
        dim_provider.provider_id || '/' || sku.sku_name as sku_id,
        charge.meter,
        sku.details,
        nullif(dim_team.team_id, '(unassigned)') as team_id,
        dim_team.team_name,
        if(dim_api_key.key_kind = 'none', null, dim_api_key.api_key_hash) as api_key_hash,
        dim_api_key.key_alias,
        allocation.tags,
        charge.cost_method,
        charge.direction,
        charge.cache_action,
        dim_model.model_name,
        if(dim_user.user_id in ('(unassigned)', '(anonymous)', '(not shown)'), null, dim_user.user_id) as user_id,
        allocation.only_cost_centre as cost_centre_code,
        allocation.only_project as project_id,
        allocation.only_organization as organization_id,
        allocation.shares,
        charge.gateway,
        coalesce(day_status.is_final, false) as is_final
    from charge
    join star.dim_provider on dim_provider.provider_key = charge.provider_key
    join star.dim_model on dim_model.model_key = charge.model_key
    join sku on sku.model_key = charge.model_key and sku.token_class = charge.token_class
    join star.dim_team on dim_team.team_key = charge.team_key
    join star.dim_api_key on dim_api_key.api_key_key = charge.api_key_key
    join star.dim_user on dim_user.user_key = charge.user_key
    join allocation on allocation.allocation_key = charge.allocation_key
    left join ops.day_status on day_status.source = 'litellm' and day_status.usage_date = charge.usage_date
    union all by name
    select
        billed_usd,
        month_start_date as usage_date,
        billing_month,
        month_start_date::timestamp as period_start,
        (month_start_date + interval 1 month)::timestamp as period_end,
        provider_id,
        if(is_charge, 'Usage', 'Adjustment') as charge_category,
        if(is_charge, 'Correction', null) as charge_class,
        if(
            is_charge,
            'Usage of ' || strftime(month_start_date, '%Y-%m') || ' that was found after the month was closed',
            'Found after the month was closed: charged as a correction of ' || strftime(booked_at, '%Y-%m-%d')
        ) as description,
        if(is_charge, 'Usage-Based', 'One-Time') as charge_frequency,
        nullif(team_id, '(unassigned)') as team_id,
        team_name,
        'booked_difference' as cost_method,
        nullif(cost_centre_code, '(unassigned)') as cost_centre_code,
        nullif(project_id, '(unassigned)') as project_id,
        nullif(organization_id, '(unassigned)') as organization_id,
        true as is_final
    from correction
)
select
    line.billed_usd as "BilledCost",
    coalesce(account.billing_account_id, line.provider_id) as "BillingAccountId",
    account.billing_account_name as "BillingAccountName",
    'USD' as "BillingCurrency",
    line.billing_month + interval 1 month as "BillingPeriodEnd",
    line.billing_month as "BillingPeriodStart",
    line.charge_category as "ChargeCategory",
    line.charge_class::varchar as "ChargeClass",
    line.description as "ChargeDescription",
    line.charge_frequency as "ChargeFrequency",
    line.period_end as "ChargePeriodEnd",
    line.period_start as "ChargePeriodStart",
    line.consumed_quantity as "ConsumedQuantity",
    line.consumed_unit as "ConsumedUnit",
    coalesce(line.list_cost, line.billed_usd) as "ContractedCost",
    line.billed_usd as "EffectiveCost",
    coalesce(account.host_provider_name, line.provider_id) as "HostProviderName",
    coalesce(account.invoice_issuer_name, line.provider_id) as "InvoiceIssuerName",
    coalesce(line.list_cost, line.billed_usd) as "ListCost",
    line.list_unit_price as "ListUnitPrice",
    line.pricing_category as "PricingCategory",
    line.pricing_quantity as "PricingQuantity",
    line.pricing_unit as "PricingUnit",
    account.region_id as "RegionId",
    account.region_name as "RegionName",
    line.api_key_hash as "ResourceId",
    if(line.api_key_hash is null, null, line.key_alias) as "ResourceName",
    if(line.api_key_hash is null, null, 'API Key') as "ResourceType",
    'AI and Machine Learning' as "ServiceCategory",
    coalesce(account.service_name, line.provider_id) as "ServiceName",
    coalesce(account.service_provider_name, line.provider_id) as "ServiceProviderName",
    'Generative AI' as "ServiceSubcategory",
    line.sku_id as "SkuId",
    line.meter as "SkuMeter",
    line.details as "SkuPriceDetails",
    line.sku_id as "SkuPriceId",
    line.team_id as "SubAccountId",
    if(line.team_id is null, null, line.team_name) as "SubAccountName",
    if(line.team_id is null, null, 'Team') as "SubAccountType",
    line.tags as "Tags",
    line.cost_method as "x_CostMethod",
    if(line.list_cost is null, 'billed_cost', 'list_price') as "x_ListCostSource",
    if(account.provider_id is null, 'provider_id', 'providers.csv') as "x_ProviderNameSource",
    line.provider_id as "x_ProviderId",
    line.model_name as "x_ModelId",
    line.direction as "x_TokenDirection",
    line.cache_action as "x_TokenCacheAction",
    line.api_key_hash as "x_CredentialId",
    line.user_id as "x_ConsumerId",
    line.cost_centre_code as "x_CostCentreId",
    line.project_id as "x_ProjectId",
    line.organization_id as "x_OrganizationId",
    line.shares as "x_CostCentreShares",
    line.gateway as "x_GatewayName",
    line.is_final as "x_IsFinal"
from line
left join star.dim_provider_account as account
    on account.provider_id = line.provider_id
    and account.valid_from <= line.usage_date
    and account.valid_to > line.usage_date;
comment on macro table marts.focus_costs is 'Costs in the columns of FOCUS 1.4 (Cost and Usage), those of Meterhouse with x_ behind them. A charge belongs to the range by its UTC day, a correction by the day on which it was found. Columns: BilledCost, EffectiveCost (US dollars: LiteLLM''s own spend, or the part of it that a class of tokens has); BillingAccountId, BillingAccountName, HostProviderName, InvoiceIssuerName, ServiceName, ServiceProviderName, RegionId, RegionName (by config/providers.csv; the provider''s own id without a line, region NULL); BillingCurrency (USD); BillingPeriodStart, BillingPeriodEnd (UTC month, end exclusive); ChargeCategory (Usage, or Adjustment for what is charged in a later month); ChargeClass (Correction for what was found after the month was closed, else NULL); ChargeDescription; ChargeFrequency (Usage-Based, or One-Time for an adjustment); ChargePeriodStart, ChargePeriodEnd (UTC day, of a correction the closed month, end exclusive); ConsumedQuantity, ConsumedUnit (Tokens, or Requests of a fact without tokens); ListCost (US dollars at the list price of the day; BilledCost without one), ContractedCost (as ListCost: no negotiated price is known); ListUnitPrice (US dollars for a million tokens; NULL without a price); PricingCategory (Standard); PricingQuantity, PricingUnit (millions of tokens, or requests); ResourceId, ResourceName, ResourceType (API key by its hash, its alias as of the day; NULL without a key); ServiceCategory, ServiceSubcategory; SkuId, SkuPriceId (provider/model/class of tokens); SkuMeter (class of tokens); SkuPriceDetails (JSON); SubAccountId, SubAccountName, SubAccountType (team of the day; NULL without one); Tags (JSON: cost_centre, project, organization; NULL without any); x_CostMethod (shared_by_list_price, one_token_class, undivided_without_price, undivided_without_tokens, booked_difference); x_ListCostSource (list_price or billed_cost); x_ProviderNameSource (providers.csv or provider_id); x_ProviderId, x_ModelId (as LiteLLM names them); x_TokenDirection (Input or Output), x_TokenCacheAction (Read or Write); x_CredentialId (hash of the API key); x_ConsumerId (id of the user, as the snapshot shows persons); x_CostCentreId, x_ProjectId, x_OrganizationId (NULL when there is none, or several); x_CostCentreShares (JSON, when several pay); x_GatewayName; x_IsFinal (the day is past the look-back)';
