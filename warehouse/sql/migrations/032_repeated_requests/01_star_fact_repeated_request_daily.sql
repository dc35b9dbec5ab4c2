-- Grain: one row per UTC day, API key and model of request_hashes.csv.
create table star.fact_repeated_request_daily (
    usage_date             date    not null,
    api_key_hash           varchar not null,
    model_name             varchar not null,
    hashed_request_count   bigint  not null,
    repeated_request_count bigint  not null,
    meant_request_count    bigint  not null,
    similar_request_count  bigint  not null
);
comment on table star.fact_repeated_request_daily is 'Which requests asked the same again on the same day, as request_hashes.csv was read last; the hashes are not kept';
comment on column star.fact_repeated_request_daily.usage_date is 'UTC calendar day';
comment on column star.fact_repeated_request_daily.api_key_hash is 'Hash of the API key, as the file names it';
comment on column star.fact_repeated_request_daily.model_name is 'Model, as the file names it; that of star.dim_model where it is known there';
comment on column star.fact_repeated_request_daily.hashed_request_count is 'Requests that the file tells of (requests)';
comment on column star.fact_repeated_request_daily.repeated_request_count is 'Of them those that one before asked word for word (requests)';
comment on column star.fact_repeated_request_daily.meant_request_count is 'Requests with a meaning_id (requests)';
comment on column star.fact_repeated_request_daily.similar_request_count is 'Texts that mean the same as another one, without the first of each meaning: requests that a cache by meaning answers and one word for word does not (requests)';
