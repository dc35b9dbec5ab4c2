-- Grain: one row per kind of amount with open findings.
from marts.finding_totals;
