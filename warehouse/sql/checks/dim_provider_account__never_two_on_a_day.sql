-- Blocks. Guards that a provider is named once on a day: its costs would be exported twice.
select one.provider_id, one.line_number, other.line_number as other_line_number
from star.dim_provider_account as one
join star.dim_provider_account as other
    on other.provider_id = one.provider_id
    and other.rowid <> one.rowid
    and other.valid_from between one.valid_from and one.valid_to - 1
