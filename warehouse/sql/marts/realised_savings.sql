-- Grain: one row per finding that moves usage to another model and was accepted or done.
-- What moved is counted twice and the smaller counts: tokens that came to the recommended model, above what went there before, and tokens
-- that left the old one, below what went there before. "Before" is as many days as the finding looked at, ending on the day before the
-- decision; "since" begins on the day after it. Only complete days are counted.
create or replace view marts.realised_savings as
with dismissed as (
    select finding_key, max(decided_at) as dismissed_at
    from star.fact_finding_decision
    where decision = 'dismissed'
    group by finding_key
),
-- Done after accepted is the same decision, carried out.
begun as (
    select
        history.finding_key,
        min(history.decided_at) as decided_at,
        arg_min(history.alternative_model_name, history.decided_at) as alternative_model_name,
        arg_min(history.alternative_provider_id, history.decided_at) as alternative_provider_id,
        arg_max(history.decision, history.decided_at) as decision
    from star.fact_finding_decision as history
    left join dismissed using (finding_key)
    where dismissed.dismissed_at is null or history.decided_at > dismissed.dismissed_at
    group by history.finding_key
),
moved as (
    select
        finding.finding_key,
        finding.finding_type,
        begun.decision,
        begun.decided_at,
        begun.decided_at::date as decided_on,
        begun.decided_at::date - (finding.to_date - finding.from_date + 1)::integer as before_from,
        finding.api_key_hash,
        finding.model_name,
        finding.provider_id,
        begun.alternative_model_name,
        begun.alternative_provider_id
    from begun
    join star.fact_finding as finding on finding.finding_key = begun.finding_key
    where begun.alternative_model_name is not null and finding.model_name is not null
),
-- Of a finding of all keys, those that have one of their own: what they moved counts there.
told_apart as (
    select
        every.finding_key,
        own.api_key_hash,
        bool_or(own.model_name = every.model_name and own.provider_id = every.provider_id) as is_leaving_the_same
    from moved as every
    join moved as own
        on own.api_key_hash is not null
        and (
            (own.model_name = every.model_name and own.provider_id = every.provider_id)
            or (
                own.alternative_model_name = every.alternative_model_name
                and own.alternative_provider_id = every.alternative_provider_id
            )
        )
    where every.api_key_hash is null
    group by every.finding_key, own.api_key_hash
),
complete_day as (
    select usage_date from ops.day_status where source = 'litellm' and state in ('loaded', 'zero')
),
days as (
    select
        moved.finding_key,
        count(*) filter (where complete_day.usage_date < moved.decided_on) as before_day_count,
        count(*) filter (where complete_day.usage_date > moved.decided_on) as since_day_count,
        max(complete_day.usage_date) filter (where complete_day.usage_date > moved.decided_on) as through_date
    from moved
    join complete_day on complete_day.usage_date >= moved.before_from
    group by moved.finding_key
),
used as (
    select
        usage_date,
        api_key_hash,
        model_name,
        provider_id,
        sum(total_tokens)::bigint as total_tokens,
        greatest(sum(prompt_tokens - cache_read_tokens - cache_write_tokens), 0)::bigint as fresh_tokens,
        sum(cache_read_tokens)::bigint as cache_read_tokens,
        sum(cache_write_tokens)::bigint as cache_write_tokens,
        sum(completion_tokens)::bigint as completion_tokens,
        sum(spend_usd) as spend_usd
    from marts.usage
    where day_state = 'loaded'
        and usage_date >= (select min(before_from) from moved)
        and model_name in (select model_name from moved union select alternative_model_name from moved)
        and (api_key_hash in (select api_key_hash from moved) or (select bool_or(api_key_hash is null) from moved))
    group by usage_date, api_key_hash, model_name, provider_id
),
left_old as (
    select
        moved.finding_key,
        coalesce(sum(used.total_tokens) filter (where used.usage_date < moved.decided_on), 0)::bigint as before_tokens,
        coalesce(sum(used.total_tokens) filter (where used.usage_date > moved.decided_on), 0)::bigint as since_tokens,
        coalesce(sum(used.spend_usd) filter (where used.usage_date < moved.decided_on), 0) as before_usd,
        coalesce(sum(used.spend_usd) filter (where used.usage_date > moved.decided_on), 0) as since_usd
    from moved
    join used
        on used.model_name = moved.model_name
        and used.provider_id = moved.provider_id
        and (moved.api_key_hash is null or used.api_key_hash = moved.api_key_hash)
        and used.usage_date >= moved.before_from
    left join told_apart
        on told_apart.finding_key = moved.finding_key
        and told_apart.api_key_hash = used.api_key_hash
        and told_apart.is_leaving_the_same
    where told_apart.finding_key is null
    group by moved.finding_key
),
-- What the tokens on the recommended model cost there and would have cost on the old one, at the list prices of each day.
came_new as (
    select
        moved.finding_key,
        coalesce(sum(used.total_tokens) filter (where used.usage_date < moved.decided_on), 0)::bigint as before_tokens,
        coalesce(sum(used.total_tokens) filter (where used.usage_date > moved.decided_on), 0)::bigint as since_tokens,
        coalesce(sum(used.spend_usd) filter (where used.usage_date < moved.decided_on), 0) as before_usd,
        coalesce(sum(used.spend_usd) filter (where used.usage_date > moved.decided_on), 0) as since_usd,
        coalesce(sum(used.total_tokens) filter (
            where used.usage_date > moved.decided_on and old_price.output_usd is not null and new_price.output_usd is not null
        ), 0)::bigint as priced_tokens,
        sum(
            used.fresh_tokens * (old_price.input_usd - new_price.input_usd)
            + used.cache_read_tokens
                * (coalesce(old_price.cache_read_usd, old_price.input_usd) - coalesce(new_price.cache_read_usd, new_price.input_usd))
            + used.cache_write_tokens
                * (coalesce(old_price.cache_write_usd, old_price.input_usd) - coalesce(new_price.cache_write_usd, new_price.input_usd))
            + used.completion_tokens * (old_price.output_usd - new_price.output_usd)
        ) filter (where used.usage_date > moved.decided_on)::decimal(38, 12) as cheaper_usd
    from moved
    join used
        on used.model_name = moved.alternative_model_name
        and used.provider_id = moved.alternative_provider_id
        and (moved.api_key_hash is null or used.api_key_hash = moved.api_key_hash)
        and used.usage_date >= moved.before_from
    left join told_apart on told_apart.finding_key = moved.finding_key and told_apart.api_key_hash = used.api_key_hash
    left join star.dim_price as old_price
        on old_price.price_kind = 'model'
        and old_price.model_name = moved.model_name
        and old_price.provider_id = moved.provider_id
        and old_price.valid_from <= used.usage_date
        and old_price.valid_to > used.usage_date
    left join star.dim_price as new_price
        on new_price.price_kind = 'model'
        and new_price.model_name = moved.alternative_model_name
        and new_price.provider_id = moved.alternative_provider_id
        and new_price.valid_from <= used.usage_date
        and new_price.valid_to > used.usage_date
    where told_apart.finding_key is null
    group by moved.finding_key
),
measured as (
    select
        moved.*,
        days.before_day_count,
        days.since_day_count,
        days.through_date,
        greatest(
            coalesce(left_old.before_tokens, 0) * days.since_day_count // nullif(days.before_day_count, 0)
            - coalesce(left_old.since_tokens, 0),
            0
        ) as left_tokens,
        greatest(
            coalesce(came_new.since_tokens, 0)
            - coalesce(came_new.before_tokens, 0) * days.since_day_count // nullif(days.before_day_count, 0),
            0
        ) as came_tokens,
        (coalesce(left_old.before_usd, 0) + coalesce(came_new.before_usd, 0)) * 30.44 / days.before_day_count as before_monthly_usd,
        (coalesce(left_old.since_usd, 0) + coalesce(came_new.since_usd, 0)) * 30.44 / days.since_day_count as since_monthly_usd,
        coalesce(came_new.priced_tokens, 0) as priced_tokens,
        came_new.cheaper_usd
    from moved
    join days on days.finding_key = moved.finding_key
    left join left_old on left_old.finding_key = moved.finding_key
    left join came_new on came_new.finding_key = moved.finding_key
    where days.before_day_count > 0 and days.since_day_count > 0
),
-- Tokens that came to a model which several findings recommend are shared out by what left the models that they would leave ...
shared as (
    select
        *,
        came_tokens::hugeint * left_tokens // greatest(
            sum(left_tokens) over (partition by coalesce(api_key_hash, ''), alternative_model_name, alternative_provider_id), 1
        ) as came_share_tokens
    from measured
),
-- ... and of several findings that would leave one model, the earlier decision counts first, all of them together at most what left it.
counted as (
    select
        *,
        sum(came_share_tokens) over (
            partition by coalesce(api_key_hash, ''), model_name, provider_id
            order by decided_at, finding_key
            rows between unbounded preceding and current row
        ) as came_so_far_tokens
    from shared
),
bounded as (
    select
        *,
        (least(came_so_far_tokens, left_tokens) - least(came_so_far_tokens - came_share_tokens, left_tokens))::bigint as moved_tokens
    from counted
)
select
    moved.finding_key,
    moved.finding_type,
    moved.decision,
    moved.decided_at,
    moved.api_key_hash,
    moved.model_name,
    moved.provider_id,
    moved.alternative_model_name,
    moved.alternative_provider_id,
    case when bounded.finding_key is not null then moved.decided_on + 1 end as from_date,
    bounded.through_date as to_date,
    bounded.since_day_count as day_count,
    bounded.left_tokens::bigint as left_tokens,
    bounded.came_tokens::bigint as came_tokens,
    bounded.moved_tokens,
    bounded.before_monthly_usd::decimal(38, 12) as before_monthly_usd,
    bounded.since_monthly_usd::decimal(38, 12) as since_monthly_usd,
    case
        when bounded.moved_tokens = 0 then 0
        when bounded.priced_tokens > 0 then bounded.cheaper_usd::double * bounded.moved_tokens / bounded.priced_tokens
    end::decimal(38, 12) as realised_usd
from moved
left join bounded on bounded.finding_key = moved.finding_key
order by moved.decided_at, moved.finding_key;
comment on view marts.realised_savings is 'What findings that move usage to another model have saved since they were accepted or done, at list prices: tokens that moved, at most those that left the old model';
comment on column marts.realised_savings.finding_key is 'The finding, as marts.findings names it';
comment on column marts.realised_savings.finding_type is 'What was looked for, as docs/optimizer.md names it';
comment on column marts.realised_savings.decision is 'accepted or done, the newest';
comment on column marts.realised_savings.decided_at is 'When it was accepted or done first, after it was dismissed last (UTC); what is counted begins on the day after';
comment on column marts.realised_savings.api_key_hash is 'API key of which usage moves; NULL for that of all keys';
comment on column marts.realised_savings.model_name is 'Model that the usage leaves';
comment on column marts.realised_savings.provider_id is 'Provider of that model';
comment on column marts.realised_savings.alternative_model_name is 'Model that was recommended when it was decided';
comment on column marts.realised_savings.alternative_provider_id is 'Provider of that model';
comment on column marts.realised_savings.from_date is 'First UTC day that is counted; NULL before there is a complete one, or without one before the decision';
comment on column marts.realised_savings.to_date is 'Last complete UTC day that is counted, inclusive';
comment on column marts.realised_savings.day_count is 'Complete UTC days that are counted';
comment on column marts.realised_savings.left_tokens is 'Tokens that the old model would have had on these days, by its mean day before the decision, less those that it had; at least 0';
comment on column marts.realised_savings.came_tokens is 'Tokens that the recommended model had on these days, less those by its mean day before the decision; at least 0';
comment on column marts.realised_savings.moved_tokens is 'Tokens that count: those that came, at most those that left, and none of them for two findings of one API key';
comment on column marts.realised_savings.before_monthly_usd is 'LiteLLM''s spend of this usage on both models before the decision, in a mean month of 30.44 days (US dollars)';
comment on column marts.realised_savings.since_monthly_usd is 'The same since the decision, however much more or less is asked (US dollars)';
comment on column marts.realised_savings.realised_usd is 'Moved tokens x (list price of the old model - that of the recommended one), by the mix of tokens and the prices of each day, over the days so far (US dollars, not a month); below 0 where the recommended model became the dearer one; NULL without a complete day or a price of both';
