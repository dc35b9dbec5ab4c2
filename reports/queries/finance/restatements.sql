-- Grain: one row per change to a day of the range that was final, the newest first.
select *
from marts.restatements
where source = 'litellm' and usage_date between $1 and $2
order by restated_at desc, usage_date;
