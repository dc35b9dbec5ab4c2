-- Grain: one row for the whole range; of the whole gateway, whatever the report is filtered by.
select
    day_count,
    loaded_day_count,
    zero_day_count,
    partial_day_count,
    provisional_day_count,
    failed_day_count,
    missing_day_count,
    expired_day_count,
    restated_day_count,
    restated_dates,
    reconciled_day_count,
    unbalanced_day_count,
    source_request_count,
    source_failed_count,
    source_prompt_tokens,
    source_completion_tokens,
    source_spend_usd,
    absent_dates,
    source_warning
from marts.coverage($1, $2);
