-- Blocks. Guards the grain: a line of a file that is there twice would be counted twice. A bit per line of 64 finds it in a fraction
-- of the time and memory that a group per line would take.
select
    source_file_key,
    min(line_number) as first_line_number,
    max(line_number) as last_line_number,
    count(*) as row_count,
    bit_count(bit_or(1::ubigint << (line_number % 64)::ubigint)) as line_count
from star.fact_request
where request_source = 'access-log'
group by source_file_key, line_number // 64
having row_count is distinct from line_count
