-- Grain: one row per mail. Who reads what, and what a server said of it, are persons' own.
insert into ops.delivery
select * replace (
    '(not shown)' as entry_name,
    if(audience = 'everyone', audience, '(not shown)') as audience,
    case when getvariable('persons') = 'pseudonymous' then 'reader-' || pseudonym(lower(recipient)) else '(not shown)' end as recipient,
    case when answer is not null then '(not shown)' end as answer
)
from whole.ops.delivery;
