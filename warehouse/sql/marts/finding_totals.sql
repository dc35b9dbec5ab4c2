-- Grain: one row per kind of amount with open findings that nobody dismissed.
create or replace view marts.finding_totals as
with open_finding as (
    select finding_key, amount_kind, amount_usd, effort_hours
    from star.fact_finding
    where closed_on is null
        and finding_key not in (
            select finding_key from star.fact_finding_decision where superseded_at is null and decision = 'dismissed'
        )
),
-- Of those that would save the same the largest counts: what is added is at most what can be had, never more.
beaten as (
    select distinct mine.finding_key
    from star.fact_finding_alternative as mine
    join star.fact_finding_alternative as theirs
        on theirs.alternative_name = mine.alternative_name
        and theirs.finding_key <> mine.finding_key
    join open_finding as own on own.finding_key = mine.finding_key
    join open_finding as other
        on other.finding_key = theirs.finding_key
        and (other.amount_usd > own.amount_usd or (other.amount_usd = own.amount_usd and other.finding_key < own.finding_key))
)
select
    *,
    case when effort_hours < 40 then effort_hours || ' hours' else printf('%.10g', effort_hours / 8) || ' days' end as effort_time
from (
    select
        amount_kind,
        count(*) as finding_count,
        sum(amount_usd)::decimal(38, 2) as each_alone_usd,
        coalesce(sum(amount_usd) filter (where finding_key not in (select finding_key from beaten)), 0)::decimal(38, 2) as together_usd,
        coalesce(sum(effort_hours) filter (where finding_key not in (select finding_key from beaten)), 0)::bigint as effort_hours
    from open_finding
    group by amount_kind
)
order by amount_kind;
comment on view marts.finding_totals is 'What all open findings come to that nobody dismissed, per kind of amount; kinds are never added together';
comment on column marts.finding_totals.amount_kind is 'cost, revenue or retention';
comment on column marts.finding_totals.finding_count is 'Open findings, less those that were dismissed';
comment on column marts.finding_totals.each_alone_usd is 'Sum of their amounts, which counts twice what two of them would save (US dollars a month)';
comment on column marts.finding_totals.together_usd is 'What can be had together: of findings that would save the same, only the largest (US dollars a month)';
comment on column marts.finding_totals.effort_hours is 'What it takes to do those that count together (hours)';
comment on column marts.finding_totals.effort_time is 'The same in words: hours below 40, else days of 8 hours';
