-- Format. Tags and details of prices are JSON objects of plain values, and keys of details that FOCUS does not define begin with x_.
with written as (
    select distinct "Tags" as written, false as is_of_price from focus_costs where "Tags" is not null
    union
    select distinct "SkuPriceDetails", true from focus_costs where "SkuPriceDetails" is not null
)
select *
from written
where case
    when not json_valid(written) then true
    when json_type(written) <> 'OBJECT' then true
    else len(list_filter(json_keys(written), key -> json_type(written, '$."' || key || '"') in ('OBJECT', 'ARRAY', 'NULL'))) > 0
        or (is_of_price and len(list_filter(json_keys(written), key -> not starts_with(key, 'x_'))) > 0)
end
