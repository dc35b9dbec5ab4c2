-- Grain: one row per model, provider and span of UTC days with one price. Resolves the prices of pair_to_price anew.
-- The book goes before LiteLLM's model list; in the book an exact name before a pattern, the longer pattern before the shorter one,
-- and a line for the provider before one for all. What is left open after that has no price: deployments that differ.
create or replace temp table observed_price as
with state as (
    select
        entity_id,
        observed_at::date as valid_from,
        coalesce(lead(observed_at::date) over (partition by entity_id order by observed_at), date '9999-12-31') as valid_to,
        member_name(attributes ->> '$.model') as model_name,
        try_cast(try_cast(attributes ->> '$.input_cost_per_token' as double) as decimal(18, 12)) as input_usd,
        try_cast(try_cast(attributes ->> '$.output_cost_per_token' as double) as decimal(18, 12)) as output_usd,
        try_cast(try_cast(attributes ->> '$.cache_read_input_token_cost' as double) as decimal(18, 12)) as cache_read_usd,
        try_cast(try_cast(attributes ->> '$.cache_creation_input_token_cost' as double) as decimal(18, 12)) as cache_write_usd
    from ops.directory_observation
    where source = 'litellm' and entity_kind = 'model'
),
-- LiteLLM says 0 where it knows no price; a model that costs nothing stands in the book.
priced as (
    select *, min(valid_from) over (partition by model_name) as first_seen
    from state
    where valid_from < valid_to and input_usd >= 0 and output_usd >= 0 and input_usd + output_usd > 0
)
select * exclude (first_seen), false as is_assumed from priced
union all
select * exclude (first_seen) replace (date '0001-01-01' as valid_from, first_seen as valid_to), true
from priced
where valid_from = first_seen;

create or replace temp table price_candidate as
select
    pair.model_name,
    pair.provider_id,
    rule.valid_from,
    rule.valid_to,
    [
        1,
        (not contains(rule.model_pattern, '*'))::integer,
        length(replace(rule.model_pattern, '*', '')),
        (rule.provider_id is not null)::integer
    ] as precedence,
    {
        'price_source': 'price_book', 'line_number': rule.line_number, 'input_usd': rule.input_usd, 'output_usd': rule.output_usd,
        'cache_read_usd': rule.cache_read_usd, 'cache_write_usd': rule.cache_write_usd,
        'batch_discount_percent': rule.batch_discount_percent, 'quality_score': rule.quality_score, 'currency': rule.currency,
        'usd_per_currency': rule.usd_per_currency, 'stated_by': rule.stated_by, 'is_assumed': false
    } as price
from pair_to_price as pair
join ops.price_rule as rule
    on rule.price_kind = 'model'
    and (rule.provider_id is null or rule.provider_id = pair.provider_id)
    and pair.model_name like
        replace(replace(replace(replace(rule.model_pattern, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%') escape '\'
where pair.model_name <> '(no model)'
union all
select
    pair.model_name,
    pair.provider_id,
    observed.valid_from,
    observed.valid_to,
    [0, 0, 0, 0],
    {
        'price_source': 'model_info', 'line_number': null, 'input_usd': observed.input_usd, 'output_usd': observed.output_usd,
        'cache_read_usd': observed.cache_read_usd, 'cache_write_usd': observed.cache_write_usd,
        'batch_discount_percent': null, 'quality_score': null, 'currency': 'USD',
        'usd_per_currency': 1, 'stated_by': null, 'is_assumed': observed.is_assumed
    }
from pair_to_price as pair
join observed_price as observed on observed.model_name = pair.model_name;

delete from star.dim_price
where price_kind = 'model' and exists (
    from pair_to_price as pair
    where pair.model_name = dim_price.model_name and pair.provider_id = dim_price.provider_id
);

insert into star.dim_price by name
with boundary as (
    select model_name, provider_id, valid_from as boundary_date from price_candidate
    union
    select model_name, provider_id, valid_to from price_candidate
),
span as (
    select
        model_name,
        provider_id,
        boundary_date as valid_from,
        lead(boundary_date) over (partition by model_name, provider_id order by boundary_date) as valid_to
    from boundary
),
best as (
    select span.model_name, span.provider_id, span.valid_from, span.valid_to, candidate.price
    from span
    join price_candidate as candidate
        on candidate.model_name = span.model_name
        and candidate.provider_id = span.provider_id
        and candidate.valid_from <= span.valid_from
        and candidate.valid_to >= span.valid_to
    qualify rank() over (
        partition by span.model_name, span.provider_id, span.valid_from
        order by candidate.precedence desc
    ) = 1
),
resolved as (
    select model_name, provider_id, valid_from, valid_to, any_value(price) as price
    from best
    group by model_name, provider_id, valid_from, valid_to
    having count(distinct price) = 1
),
begun as (
    select
        *,
        (lag(valid_to) over by_day is distinct from valid_from or lag(price) over by_day is distinct from price)::integer as is_change
    from resolved
    window by_day as (partition by model_name, provider_id order by valid_from)
),
stretch as (
    select *, sum(is_change) over (partition by model_name, provider_id order by valid_from) as stretch_number
    from begun
)
select
    'model' as price_kind,
    model_name,
    provider_id,
    min(valid_from) as valid_from,
    max(valid_to) as valid_to,
    unnest(any_value(price))
from stretch
group by model_name, provider_id, stretch_number
order by model_name, provider_id, valid_from;
