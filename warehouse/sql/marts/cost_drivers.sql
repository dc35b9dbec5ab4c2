-- Grain: one row per model and provider with usage in the range or in the period before it.
-- With t tokens of a model at p dollars each, T tokens of all, 0 before and 1 now, the change of its spend is
--     (T1 / T0 - 1) * t0 * p0          volume: as much more of everything
--     + (t1 - T1 / T0 * t0) * p0       mix: more of this one than of others
--     + t1 * (p1 - p0)                 price: what the same tokens cost more
-- A model that was not used before is mix, one that is not used any more volume and mix. Spend without tokens is price. Volume and mix are
-- rounded to twelve decimals and price takes the rest, so that the three are the change to the last digit.
create or replace macro marts.cost_drivers(
    from_date, to_date,
    for_user := null, for_team := null, for_api_key := null, for_model := null, for_provider := null,
    compare_with := 'period before'
) as table
with period as (
    from marts.previous_period(from_date, to_date, compare_with := compare_with)
),
now as (
    select model_name, provider_id, total_tokens, spend_usd
    from marts.usage_figures(
        from_date, to_date,
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
        grain := ['model', 'provider']
    )
),
before as (
    select model_name, provider_id, total_tokens, spend_usd
    from marts.usage_figures(
        (select previous_from_date from period), (select previous_to_date from period),
        for_user := for_user, for_team := for_team, for_api_key := for_api_key, for_model := for_model, for_provider := for_provider,
        grain := ['model', 'provider']
    )
),
paired as (
    select
        coalesce(now.model_name, before.model_name) as model_name,
        coalesce(now.provider_id, before.provider_id) as provider_id,
        coalesce(before.total_tokens, 0) as previous_total_tokens,
        coalesce(now.total_tokens, 0) as total_tokens,
        coalesce(before.spend_usd, 0) as previous_spend_usd,
        coalesce(now.spend_usd, 0) as spend_usd,
        (select coalesce(sum(total_tokens), 0) from now) / nullif((select sum(total_tokens) from before), 0) as growth
    from now
    full join before on before.model_name = now.model_name and before.provider_id = now.provider_id
    where (select is_covered and is_previous_covered from period)
),
effect as (
    select
        *,
        case
            when previous_total_tokens > 0 then ((growth - 1) * previous_spend_usd::double)::decimal(38, 12)
            else 0
        end::decimal(38, 12) as volume_effect_usd,
        case
            when previous_total_tokens > 0
                then ((total_tokens / previous_total_tokens - growth) * previous_spend_usd::double)::decimal(38, 12)
            when total_tokens > 0 then spend_usd - previous_spend_usd
            else 0
        end::decimal(38, 12) as mix_effect_usd
    from paired
)
select
    model_name,
    provider_id,
    previous_total_tokens,
    total_tokens,
    previous_spend_usd,
    spend_usd,
    spend_usd - previous_spend_usd as change_usd,
    volume_effect_usd,
    mix_effect_usd,
    (spend_usd - previous_spend_usd) - volume_effect_usd - mix_effect_usd as price_effect_usd
from effect
order by abs(change_usd) desc, model_name, provider_id;
comment on macro table marts.cost_drivers is 'Why the spend of the range differs from that of the period before it (compare_with as in previous_period), per model and provider; no rows unless every day of both is loaded and complete. Columns: model_name, provider_id; previous_total_tokens, total_tokens (tokens); previous_spend_usd, spend_usd, change_usd (US dollars); volume_effect_usd (as much more of everything), mix_effect_usd (more of this model than of others; all of a new one), price_effect_usd (the same tokens at another price; all spend without tokens) (US dollars, together change_usd to the last digit)';
