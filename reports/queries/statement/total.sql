-- Grain: one row: the range beside the period before it. Of parts of requests and tokens whole ones are printed.
select
    * replace (
        round(request_count)::bigint as request_count,
        round(previous_request_count)::bigint as previous_request_count,
        round(total_tokens)::bigint as total_tokens,
        round(previous_total_tokens)::bigint as previous_total_tokens
    )
from marts.party_comparison($1, $2, for_kind := $3, for_id := $4);
