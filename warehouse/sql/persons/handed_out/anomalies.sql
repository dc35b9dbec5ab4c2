-- Grain: one row per anomaly of the person, or that the person moved the most.
select
    usage_date, anomaly_kind, scope_kind, scope_id, actual_usd, expected_usd, change_usd, volume_effect_usd, price_effect_usd, mix_effect_usd,
    main_user_id as user_id, main_user_change_usd
from star.fact_anomaly
where scope_kind = 'user' and scope_id in (select user_id from asked_user)
    or main_user_id in (select user_id from asked_user)
order by all
