-- Grain: one row.
update ops.cost_rule
set infrastructure_sharing = getvariable('sharing'), metered_service_id = getvariable('metered_service');
