-- Grain: one row per source and UTC day that was ever attempted. What is known against a day's figures belongs to the rows that
-- stand, not to the run that attempted the day last.
alter table ops.day_status add column litellm_version varchar;
alter table ops.day_status add column source_warning varchar;
comment on column ops.day_status.litellm_version is 'Version the LiteLLM proxy reported when the loaded rows were fetched; NULL when unknown';
comment on column ops.day_status.source_warning is 'What is known against that version''s own figures; NULL when nothing is';
comment on column ops.day_status.last_error is 'Why the last attempt failed; NULL when it did not. The rows loaded before stay, and a rebuild of them does not clear it';

update ops.day_status
set litellm_version = run.litellm_version, source_warning = run.source_warning
from ops.reconciliation
join ops.run on run.run_id = reconciliation.run_id
where reconciliation.source = day_status.source
    and reconciliation.usage_date = day_status.usage_date
    and reconciliation.scope = 'day';
