-- Grain: one row per budget that holds on the last loaded day, in its period in which that day lies.
create or replace view marts.budget_status as
from marts.budgets(date '0001-01-01', date '9999-12-31');
comment on view marts.budget_status is 'Spend of the current period of every budget that holds on the last loaded day; LiteLLM counts its own budgets itself and may count otherwise, by the time of reset within a day';
comment on column marts.budget_status.budget_source is 'budget_book for a line of config/budgets.csv, litellm for a limit that LiteLLM enforces itself';
comment on column marts.budget_status.line_number is 'Line of config/budgets.csv; NULL when it is not from there';
comment on column marts.budget_status.scope_kind is 'Whose spend it limits: user, api_key, team, organisation, cost_centre or total';
comment on column marts.budget_status.scope_id is 'Id of the user, team, organisation or cost centre, hash of the API key; (all) for total';
comment on column marts.budget_status.period_kind is 'month, quarter or year; of LiteLLM also months, days, or all_time for a budget that never begins anew';
comment on column marts.budget_status.period_from is 'First UTC day of the period; of all_time the first that is loaded';
comment on column marts.budget_status.period_to is 'Last UTC day of the period; NULL when it never ends';
comment on column marts.budget_status.data_through is 'Last UTC day that is loaded';
comment on column marts.budget_status.currency is 'Currency of the budget';
comment on column marts.budget_status.usd_per_currency is 'Rate of the month in which the period begins, by config/exchange_rates.csv (US dollars for one unit); 1 for US dollars';
comment on column marts.budget_status.soft_budget_usd is 'Amount from which on somebody should look (US dollars); NULL when there is none';
comment on column marts.budget_status.hard_budget_usd is 'Amount that may be spent (US dollars); NULL when there is none';
comment on column marts.budget_status.budget_usd is 'The hard amount, else the soft one: what share, band and dates are measured against (US dollars)';
comment on column marts.budget_status.spent_usd is 'LiteLLM''s spend of the period so far; of a cost centre or organisation the part that it pays (US dollars)';
comment on column marts.budget_status.cost_source is 'Where spent_usd comes from; always litellm';
comment on column marts.budget_status.spent_share is 'Spend, part of budget_usd; above 1 is more than it; NULL when unknown';
comment on column marts.budget_status.band is 'green below 70 %, warning up to 90 %, danger above; NULL when unknown';
comment on column marts.budget_status.is_soft_exceeded is 'More is spent than the soft amount; NULL when there is none';
comment on column marts.budget_status.is_hard_exceeded is 'More is spent than the hard amount; NULL when there is none';
comment on column marts.budget_status.remaining_usd is 'budget_usd less spent_usd (US dollars); below 0 when it is exceeded';
comment on column marts.budget_status.complete_day_count is 'Days of the period that are loaded and complete (days)';
comment on column marts.budget_status.day_count_left is 'Days of the period after the last complete one (days); NULL when it never ends';
comment on column marts.budget_status.mean_daily_spend_usd is 'Mean of the complete days of the period (US dollars per day); NULL without one';
comment on column marts.budget_status.projected_spend_usd is 'Spend at the end of the period, when the days left cost the mean (US dollars); NULL without a complete day or an end';
comment on column marts.budget_status.exhausted_on is 'UTC day on which the spend reached budget_usd, or will at the mean; NULL when it lasts or is unknown';
