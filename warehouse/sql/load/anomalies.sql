-- Grain: that of star.fact_anomaly and of star.fact_anomaly_day. Replaces what was told of the judged days.
delete from star.fact_anomaly where usage_date in (select usage_date from anomaly_day where is_judged);
delete from star.fact_anomaly_day where usage_date in (select usage_date from anomaly_day where is_judged);

insert into star.fact_anomaly by name
select
    staged.usage_date::date as usage_date,
    staged.anomaly_kind,
    staged.scope_kind,
    staged.scope_id,
    staged.first_usage_date::date as first_usage_date,
    staged.actual_usd,
    staged.expected_usd,
    staged.change_usd,
    staged.volume_effect_usd,
    staged.price_effect_usd,
    staged.mix_effect_usd,
    staged.quantity_unit,
    staged.actual_quantity,
    staged.expected_quantity,
    staged.actual_request_count,
    staged.expected_request_count,
    staged.score,
    staged.method,
    staged.learned_day_count::integer as learned_day_count,
    main.main_model_name,
    main.main_model_change_usd::decimal(38, 6) as main_model_change_usd,
    main.main_user_id,
    main.main_user_change_usd::decimal(38, 6) as main_user_change_usd
from staged_anomaly as staged
left join anomaly_main as main on main.anomaly_no = staged.anomaly_no
order by staged.usage_date, staged.scope_kind, staged.scope_id, staged.anomaly_kind;

insert into star.fact_anomaly_day by name
with counted as (
    select
        judged.usage_date,
        (select count(*) from anomaly_day as day where day.usage_date >= judged.usage_date - 56 and day.usage_date < judged.usage_date)
            as learned_day_count,
        (select count(*) from anomaly_scope as scope where scope.first_usage_date <= judged.usage_date) as scope_count,
        (select count(*) from star.fact_anomaly as found where found.usage_date = judged.usage_date) as anomaly_count
    from anomaly_day as judged
    where judged.is_judged
)
select
    usage_date,
    learned_day_count::integer as learned_day_count,
    case when learned_day_count < 14 then 0 else scope_count end::integer as judged_scope_count,
    anomaly_count::integer as anomaly_count,
    case
        when learned_day_count < 14
            then format(
                'Not enough data: {} of the 56 days before {} are complete; 14 are needed to know what is usual.',
                learned_day_count, usage_date)
        when scope_count = 0
            then format(
                'Nothing used by {} comes to USD {:,.2f} or {} requests on any day of the 56 before; nothing is large enough to be judged.',
                usage_date, getvariable('minimum_usd')::double, getvariable('minimum_requests'))
    end as silent_because
from counted;
