-- Grain: one row per type of finding that lacks something.
from marts.finding_needs;
