-- Grain: one row per line of the attribution book. A user, and an alias or field of a key, may be the name of a person.
insert into ops.attribution_rule
select * replace (if(match_kind in ('key_hash', 'team', 'organisation'), match_value, '(not shown)') as match_value)
from whole.ops.attribution_rule;
