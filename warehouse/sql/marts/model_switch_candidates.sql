-- Grain: one row per API key, model and provider with usage in the range, and other model and its provider that would have cost less.
create or replace macro marts.model_switch_candidates(from_date, to_date) as table
select *
from marts.model_alternatives(from_date, to_date)
where saving_usd > 0
order by saving_usd desc, api_key_hash, model_name, provider_id, alternative_model_name, alternative_provider_id;
comment on macro table marts.model_switch_candidates is 'What the tokens of each API key and model would have cost on other models that LiteLLM lists or config/allowed_models.csv allows, of the same mode, with a known context at least as large, a price on the same days and a quality score, where that is less. Columns: api_key_hash; model_name, provider_id, public_name (as callers name it); alternative_model_name, alternative_provider_id, alternative_public_name, is_alternative_listed (whether LiteLLM lists it); request_count (requests); total_tokens (tokens); spend_usd (US dollars, LiteLLM''s own, of the days with a price); cost_usd (the tokens at list prices), alternative_cost_usd (at those of the other model), saving_usd (the difference, at most spend_usd) (US dollars of the range); quality_score, alternative_quality_score (0 to 100, as the price book states them)';
