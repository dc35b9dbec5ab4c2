-- Grain: one row per model and provider that few requests of its mode name, and other model and its provider that more of them name.
-- Only what can take over all usage of the model is here: a key or a day that cannot be compared leaves the other model out.
create or replace macro marts.model_consolidation_candidates(from_date, to_date, small_share := 0.05) as table
with used as materialized (
    select model_name, provider_id, sum(request_count)::bigint as request_count
    from marts.usage_by_price_period(from_date, to_date)
    group by model_name, provider_id
),
share as materialized (
    select
        used.model_name,
        sum(used.request_count)::bigint as model_request_count,
        sum(sum(used.request_count)) over (partition by model.model_mode)::bigint as mode_request_count
    from used
    join marts.eligible_models as model on model.model_name = used.model_name
    group by used.model_name, model.model_mode
)
select
    possible.model_name,
    possible.provider_id,
    any_value(possible.public_name) as public_name,
    possible.alternative_model_name,
    possible.alternative_provider_id,
    any_value(possible.alternative_public_name) as alternative_public_name,
    string_agg(possible.api_key_hash, chr(10) order by possible.api_key_hash) as api_key_hashes,
    sum(possible.request_count)::bigint as request_count,
    any_value(mine.model_request_count) as model_request_count,
    any_value(theirs.model_request_count) as alternative_request_count,
    any_value(mine.mode_request_count) as mode_request_count,
    sum(possible.spend_usd)::decimal(38, 12) as spend_usd,
    sum(possible.cost_usd)::decimal(38, 12) as cost_usd,
    sum(possible.alternative_cost_usd)::decimal(38, 12) as alternative_cost_usd,
    least(sum(possible.spend_usd), sum(possible.cost_usd) - sum(possible.alternative_cost_usd))::decimal(38, 12) as saving_usd,
    max(possible.quality_score) as quality_score,
    min(possible.alternative_quality_score) as alternative_quality_score
from marts.model_alternatives(
    from_date,
    to_date,
    for_models := (select coalesce(list(model_name), []) from share where model_request_count < small_share * mode_request_count)
) as possible
join share as mine
    on mine.model_name = possible.model_name
    and mine.model_request_count < small_share * mine.mode_request_count
join share as theirs
    on theirs.model_name = possible.alternative_model_name
    and theirs.model_request_count >= small_share * theirs.mode_request_count
join used on used.model_name = possible.model_name and used.provider_id = possible.provider_id
group by possible.model_name, possible.provider_id, possible.alternative_model_name, possible.alternative_provider_id
having sum(possible.request_count) = any_value(used.request_count) and saving_usd > 0
order by saving_usd desc, possible.model_name, possible.provider_id, possible.alternative_model_name, possible.alternative_provider_id;
comment on macro table marts.model_consolidation_candidates is 'Models that less than small_share (part of 1) of the requests of their mode name, and models named by at least as many that could take over all their usage: listed by LiteLLM or allowed by config/allowed_models.csv, with a known context at least as large, a price on the same days and a quality score, where that costs less. Columns: model_name, provider_id, public_name (as callers name it); alternative_model_name, alternative_provider_id, alternative_public_name; api_key_hashes (of the keys that use the model, a line each); request_count (requests of this model and provider), model_request_count (of the model by all providers), alternative_request_count (of the other model), mode_request_count (of all models of the mode that are listed or allowed) (requests); spend_usd (US dollars, LiteLLM''s own); cost_usd (the tokens at list prices), alternative_cost_usd (at those of the other model), saving_usd (the difference, at most spend_usd) (US dollars of the range); quality_score, alternative_quality_score (0 to 100, as the price book states them)';
