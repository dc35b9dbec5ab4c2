-- Grain: one row per line of config/attribution.csv.
create table ops.attribution_rule (
    line_number      integer       not null,
    rule_number      integer       not null,
    match_kind       varchar       not null,
    match_field      varchar,
    match_value      varchar       not null,
    cost_centre_code varchar       not null,
    project_id       varchar,
    share_percent    decimal(5, 2) not null,
    valid_from       date          not null,
    valid_to         date          not null
);
comment on table ops.attribution_rule is 'Who pays for what, as config/attribution.csv was read last; star.fact_usage_daily.allocation_key is what it comes to';
comment on column ops.attribution_rule.line_number is 'Line of config/attribution.csv, from 1';
comment on column ops.attribution_rule.rule_number is 'Rule the line is a part of, from 1 in the order of the book: of two that match, the lower one holds';
comment on column ops.attribution_rule.match_kind is 'What it matches: key_hash, key_alias, key_metadata, user, team or organisation';
comment on column ops.attribution_rule.match_field is 'Field of the key''s metadata; NULL unless it matches one';
comment on column ops.attribution_rule.match_value is 'The value; of an alias with * for any text and ? for any character';
comment on column ops.attribution_rule.cost_centre_code is 'Cost centre that pays';
comment on column ops.attribution_rule.project_id is 'Project it pays for; NULL when it is that of the key';
comment on column ops.attribution_rule.share_percent is 'What part it pays (percent); those of a rule are 100';
comment on column ops.attribution_rule.valid_from is 'First UTC day it holds, inclusive; 0001-01-01 when the book names none';
comment on column ops.attribution_rule.valid_to is 'First UTC day it no longer holds; 9999-12-31 (open) when the book names none';
