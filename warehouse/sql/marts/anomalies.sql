-- Grain: one row per judged UTC day, kind and scope.
create or replace view marts.anomalies as
with named as (
    select
        anomaly.*,
        case anomaly.scope_kind
            when 'user' then coalesce(scope_user.user_name, anomaly.scope_id)
            when 'team' then coalesce(team.team_name, anomaly.scope_id)
            when 'api_key' then coalesce(api_key.key_alias, left(anomaly.scope_id, 12))
            else anomaly.scope_id
        end as scope_name,
        coalesce(main_user.user_name, anomaly.main_user_id) as main_user_name,
        round(anomaly.actual_usd, 2) - round(anomaly.expected_usd, 2) as printed_change,
        round(anomaly.volume_effect_usd, 2) as printed_volume,
        round(anomaly.price_effect_usd, 2) as printed_price
    from star.fact_anomaly as anomaly
    left join star.dim_user as scope_user
        on anomaly.scope_kind = 'user' and scope_user.user_id = anomaly.scope_id and scope_user.is_current
    left join star.dim_team as team
        on anomaly.scope_kind = 'team' and team.team_id = anomaly.scope_id and team.is_current
    left join star.dim_api_key as api_key
        on anomaly.scope_kind = 'api_key' and api_key.api_key_hash = anomaly.scope_id and api_key.is_current
    left join star.dim_user as main_user
        on main_user.user_id = anomaly.main_user_id and main_user.is_current
),
worded as (
    select
        *,
        case scope_kind
            when 'total' then 'Everything'
            when 'user' then 'User ' || scope_name
            when 'team' then 'Team ' || scope_name
            when 'api_key' then 'API key ' || scope_name
            when 'model' then 'Model ' || scope_name
            when 'provider' then 'Provider ' || scope_name
            else 'Source ' || scope_name
        end as subject,
        case when printed_volume < 0 then '-' else '+' end || format('{:,.2f}', abs(printed_volume)::double) as volume_text,
        case when printed_price < 0 then '-' else '+' end || format('{:,.2f}', abs(printed_price)::double) as price_text,
        case when printed_change - printed_volume - printed_price < 0 then '-' else '+' end
            || format('{:,.2f}', abs(printed_change - printed_volume - printed_price)::double) as mix_text,
        case when main_model_change_usd < 0 then '-' else '+' end || format('{:,.2f}', abs(main_model_change_usd)::double)
            as main_model_text,
        case when main_user_change_usd < 0 then '-' else '+' end || format('{:,.2f}', abs(main_user_change_usd)::double)
            as main_user_text
    from named
)
select
    usage_date,
    anomaly_kind,
    scope_kind,
    scope_id,
    scope_name,
    first_usage_date,
    actual_usd,
    expected_usd,
    change_usd,
    volume_effect_usd,
    price_effect_usd,
    mix_effect_usd,
    'litellm' as cost_source,
    quantity_unit,
    actual_quantity,
    expected_quantity,
    actual_request_count,
    expected_request_count,
    main_model_name,
    main_model_change_usd,
    main_user_id,
    main_user_name,
    main_user_change_usd,
    score,
    method,
    learned_day_count,
    case
        when anomaly_kind = 'silent' and scope_kind = 'source'
            then format('{} has no rows of {}; about {:,} a day are usual.', subject, usage_date, expected_request_count)
        when anomaly_kind = 'silent'
            then format('{} had no request on {}; about {:,} are usual, at USD {:,.2f}.',
                subject, usage_date, expected_request_count, expected_usd::double)
        when anomaly_kind in ('new_model', 'new_key')
            then format('{} is used since {} and had cost USD {:,.2f} by {}{}.',
                subject, first_usage_date, actual_usd::double, usage_date,
                case when main_user_name is not null then format(', most of it by user {}', main_user_name) else '' end)
        else format(
            '{} cost USD {:,.2f} on {}, USD {:,.2f} {} than the {:,.2f} to be expected: {} by volume, {} by prices and {} by the mix of models.{}{}',
            subject, actual_usd::double, usage_date, abs(printed_change)::double,
            case when printed_change < 0 then 'less' else 'more' end, expected_usd::double,
            volume_text, price_text, mix_text,
            case when main_model_name is not null
                then format(' The model that moved most is {} ({}).', main_model_name, main_model_text) else '' end,
            case when main_user_name is not null
                then format(' The user who moved most is {} ({}).', main_user_name, main_user_text) else '' end)
    end as sentence
from worded
order by usage_date desc, abs(change_usd) desc nulls last, scope_kind, scope_id, anomaly_kind;
comment on view marts.anomalies is 'Days on which something cost far more or less than it usually does, is new and costs, or fell silent, and what moved it; docs/anomalies.md has the rule. marts.anomaly_days says which days were judged. One cause shows in every scope that it is large in';
comment on column marts.anomalies.usage_date is 'UTC calendar day on which it happened';
comment on column marts.anomalies.anomaly_kind is 'spike, drop, silent, new_model or new_key';
comment on column marts.anomalies.scope_kind is 'Of what: total, team, user, api_key, model, provider or source';
comment on column marts.anomalies.scope_id is 'Durable key of the team, user, API key, model, provider or source; (all) for total';
comment on column marts.anomalies.scope_name is 'Name of the user or team now, alias of the key or the beginning of its hash; of others the id';
comment on column marts.anomalies.first_usage_date is 'First UTC day with usage of a new model or key, from which actual_usd is summed; NULL for other kinds, which are of one day';
comment on column marts.anomalies.actual_usd is 'LiteLLM''s spend of the day, of what is new since its first day (US dollars); NULL for a source, which has none';
comment on column marts.anomalies.expected_usd is 'What such a day usually costs (US dollars); 0 for what is new, NULL for a source';
comment on column marts.anomalies.change_usd is 'actual_usd less expected_usd: the sum of the three effects (US dollars); NULL for a source';
comment on column marts.anomalies.volume_effect_usd is 'Part of change_usd of more or less use: quantity at the price of the 56 days before, less expected_usd (US dollars); NULL for a source';
comment on column marts.anomalies.price_effect_usd is 'Part of change_usd of other prices: for each model used before, its spend less its quantity at its price of the 56 days before (US dollars); NULL for a source';
comment on column marts.anomalies.mix_effect_usd is 'Part of change_usd of dearer or cheaper models in place of others: what is left of it (US dollars); NULL for a source';
comment on column marts.anomalies.cost_source is 'Where the spend comes from; always litellm';
comment on column marts.anomalies.quantity_unit is 'What the quantities count: tokens, or requests where no tokens are told; NULL for a source';
comment on column marts.anomalies.actual_quantity is 'Quantity of the day (in quantity_unit); NULL for a source';
comment on column marts.anomalies.expected_quantity is 'expected_usd at the price of the 56 days before (in quantity_unit); NULL without such a price';
comment on column marts.anomalies.actual_request_count is 'Requests of the day, of a source its rows (requests)';
comment on column marts.anomalies.expected_request_count is 'Median of the learned days of the same weekday (requests); NULL for what is new';
comment on column marts.anomalies.main_model_name is 'Model that moved the most in the direction of the change; NULL when none did, and for a model';
comment on column marts.anomalies.main_model_change_usd is 'Its spend less what it usually has of expected_usd (US dollars); NULL without a model';
comment on column marts.anomalies.main_user_id is 'Durable key of the user who moved the most in the direction of the change; NULL when none did, and for a user';
comment on column marts.anomalies.main_user_name is 'Alias, else e-mail, else id of that user now; NULL without one';
comment on column marts.anomalies.main_user_change_usd is 'The spend of that user less the usual part of expected_usd (US dollars); NULL without a user';
comment on column marts.anomalies.score is 'How unusual: the logarithm of actual to expected, in units of its usual scatter; below 0 for less than expected. NULL where no scatter is known';
comment on column marts.anomalies.method is 'How it was told what is usual: weekday_profile, day_kind, largest_day, always_active or first_use';
comment on column marts.anomalies.learned_day_count is 'Complete days from which was learned what is usual (days)';
comment on column marts.anomalies.sentence is 'All of it in words, in English; amounts in cents, of which the mix takes what rounding leaves';
