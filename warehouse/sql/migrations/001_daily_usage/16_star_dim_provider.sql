-- Grain: one row per provider as the source routes to it.
create table star.dim_provider (
    provider_key integer not null,
    provider_id  varchar not null
);
comment on table star.dim_provider is 'Providers that requests were routed to';
comment on column star.dim_provider.provider_key is 'Surrogate key, assigned once';
comment on column star.dim_provider.provider_id is 'Durable key: LiteLLM''s custom_llm_provider, or unknown';
insert into star.dim_provider values (0, 'unknown');
