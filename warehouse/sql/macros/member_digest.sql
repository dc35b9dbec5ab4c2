-- Grain: one digest per group of members: a sum, so that it needs no order and no memory for it. Members without any figure are in none:
-- a source may name one of which no fact is left to be stored.
create or replace temp macro digest_of_counts(member, request_count, failed_count, prompt_tokens, completion_tokens) as
    (sum(md5_number_lower(concat_ws(':', member, request_count, failed_count, prompt_tokens, completion_tokens)))
        filter (where greatest(request_count, failed_count, prompt_tokens, completion_tokens) > 0))::varchar;

create or replace temp macro digest_of_figures(member, request_count, failed_count, prompt_tokens, completion_tokens, spend_usd) as
    (sum(md5_number_lower(concat_ws(':', member, request_count, failed_count, prompt_tokens, completion_tokens, spend_usd)))
        filter (where greatest(request_count, failed_count, prompt_tokens, completion_tokens, abs(spend_usd)) > 0))::varchar;
