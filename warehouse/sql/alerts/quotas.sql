-- Grain: one row per user with a quota: the larger of the parts of calls and tokens. Of a limit of nothing any use is twice as much.
create or replace temp table alert_figure as
select
    'user' as scope_kind,
    user_id as scope_id,
    null as detail,
    period_from,
    100 * greatest(
        case when call_limit = 0 and call_count > 0 then 2 else call_share end,
        case when token_limit = 0 and total_tokens > 0 then 2 else token_share end
    ) as used_percent
from marts.quota_by_user;
