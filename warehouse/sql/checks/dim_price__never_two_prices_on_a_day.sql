-- Blocks. Guards that a day's usage is joined to one price at most: spans of a model and provider do not overlap.
select one.price_kind, one.model_name, one.provider_id, one.valid_from, one.valid_to, other.valid_from as other_valid_from
from star.dim_price as one
join star.dim_price as other
    on other.price_kind = one.price_kind
    and other.model_name = one.model_name
    and other.provider_id = one.provider_id
    and other.rowid <> one.rowid
    and other.valid_from between one.valid_from and one.valid_to - 1
