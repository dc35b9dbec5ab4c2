-- Format. A unit is a word in the plural, with a whole number in front of it where it is more than one.
select "PricingUnit", "ConsumedUnit", count(*) as row_count
from focus_costs
where not regexp_full_match("PricingUnit", '([1-9][0-9]* )?[A-Z][A-Za-z]*s')
    or not regexp_full_match("ConsumedUnit", '[A-Z][A-Za-z]*s')
group by all
