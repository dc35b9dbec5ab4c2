-- Grain: one row per thing that a directory said of the person, and source; NULL attributes when it listed the person no more.
select source, entity_id as user_id, observed_at, attributes
from ops.directory_observation
where entity_kind = 'user' and entity_id in (select user_id from asked_user)
order by observed_at, source, user_id
