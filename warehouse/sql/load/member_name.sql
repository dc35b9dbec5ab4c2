-- Grain: none; the one place that spells a name of the source as the star does. The star's own members, such as (no model), are
-- no names of the source: text a client sent may be anything, so what reads like one of them gets a backslash before it.
create or replace temp macro member_name(source_name) as
    regexp_replace(source_name, '^(\\*\((no model|no key|invalid key|unassigned)\))$', '\\\1');
