-- Grain: one row per judged UTC day, kind and scope.
create table star.fact_anomaly (
    usage_date             date            not null,
    anomaly_kind           varchar         not null,
    scope_kind             varchar         not null,
    scope_id               varchar         not null,
    first_usage_date       date,
    actual_usd             decimal(38, 12),
    expected_usd           decimal(38, 12),
    change_usd             decimal(38, 12),
    volume_effect_usd      decimal(38, 12),
    price_effect_usd       decimal(38, 12),
    mix_effect_usd         decimal(38, 12),
    quantity_unit          varchar,
    actual_quantity        bigint,
    expected_quantity      bigint,
    actual_request_count   bigint,
    expected_request_count bigint,
    score                  decimal(38, 12),
    method                 varchar         not null,
    learned_day_count      integer         not null,
    main_model_name        varchar,
    main_model_change_usd  decimal(38, 12),
    main_user_id           varchar,
    main_user_change_usd   decimal(38, 12)
);
comment on table star.fact_anomaly is 'Days on which something cost far more or less than it usually does, is new and costs, or fell silent; docs/anomalies.md has the rule. A day that is judged again is replaced; star.fact_anomaly_day has the judged days';
comment on column star.fact_anomaly.usage_date is 'UTC calendar day on which it happened';
comment on column star.fact_anomaly.anomaly_kind is 'spike, drop, silent, new_model or new_key';
comment on column star.fact_anomaly.scope_kind is 'Of what: total, team, user, api_key, model, provider or source';
comment on column star.fact_anomaly.scope_id is 'Durable key of the team, user, API key, model, provider or source; (all) for total';
comment on column star.fact_anomaly.first_usage_date is 'First UTC day with usage of a new model or key, from which actual_usd is summed; NULL for other kinds, which are of one day';
comment on column star.fact_anomaly.actual_usd is 'LiteLLM''s spend of the day, of what is new since its first day (US dollars); NULL for a source, which has none';
comment on column star.fact_anomaly.expected_usd is 'What such a day usually costs (US dollars); 0 for what is new, NULL for a source';
comment on column star.fact_anomaly.change_usd is 'actual_usd less expected_usd: the sum of the three effects (US dollars); NULL for a source';
comment on column star.fact_anomaly.volume_effect_usd is 'Part of change_usd of more or less use: quantity at the price of the 56 days before, less expected_usd (US dollars); NULL for a source';
comment on column star.fact_anomaly.price_effect_usd is 'Part of change_usd of other prices: for each model used before, its spend less its quantity at its price of the 56 days before (US dollars); NULL for a source';
comment on column star.fact_anomaly.mix_effect_usd is 'Part of change_usd of dearer or cheaper models in place of others: what is left of it (US dollars); NULL for a source';
comment on column star.fact_anomaly.quantity_unit is 'What the quantities count: tokens, or requests where no tokens are told; NULL for a source';
comment on column star.fact_anomaly.actual_quantity is 'Quantity of the day (in quantity_unit); NULL for a source';
comment on column star.fact_anomaly.expected_quantity is 'expected_usd at the price of the 56 days before (in quantity_unit); NULL without such a price';
comment on column star.fact_anomaly.actual_request_count is 'Requests of the day, of a source its rows (requests)';
comment on column star.fact_anomaly.expected_request_count is 'Median of the learned days of the same weekday (requests); NULL for what is new';
comment on column star.fact_anomaly.score is 'How unusual: the logarithm of actual to expected, in units of its usual scatter; below 0 for less than expected. NULL where no scatter is known';
comment on column star.fact_anomaly.method is 'How it was told what is usual: weekday_profile, day_kind, largest_day, always_active or first_use';
comment on column star.fact_anomaly.learned_day_count is 'Complete days from which was learned what is usual (days)';
comment on column star.fact_anomaly.main_model_name is 'Model that moved the most in the direction of the change; NULL when none did';
comment on column star.fact_anomaly.main_model_change_usd is 'Its spend less what it usually has of expected_usd (US dollars); NULL without a model';
comment on column star.fact_anomaly.main_user_id is 'Durable key of the user who moved the most in the direction of the change; NULL when none did';
comment on column star.fact_anomaly.main_user_change_usd is 'The spend of that user less the usual part of expected_usd (US dollars); NULL without a user';
