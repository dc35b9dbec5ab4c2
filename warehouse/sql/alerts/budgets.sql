-- Grain: one row per budget that holds on the last loaded UTC day. Of a budget of nothing any spend is twice as much.
create or replace temp table alert_figure as
select
    scope_kind,
    scope_id,
    concat_ws(' ', replace(period_kind, '_', ' '), 'budget of', case budget_source when 'litellm' then 'LiteLLM' else 'the book' end)
        as detail,
    period_from,
    case when soft_budget_usd = 0 and spent_usd > 0 then 200 else 100 * (spent_usd / nullif(soft_budget_usd, 0))::double end
        as soft_percent,
    case when hard_budget_usd = 0 and spent_usd > 0 then 200 else 100 * (spent_usd / nullif(hard_budget_usd, 0))::double end
        as hard_percent
from marts.budgets(date '0001-01-01', (select last_day from alert_day));
