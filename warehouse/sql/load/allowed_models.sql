-- Grain: one row per line of allowed_models.csv. Replaces what the book said before.
delete from ops.allowed_model;

insert into ops.allowed_model by name
select model_name, provider_id, model_mode, max_input_tokens, line_number::integer as line_number
from staged_allowed_model
order by line_number;
