-- Grain: that of each table: what says nothing of persons, as it is. Of the directory only the models are such.
delete from ops.schema_version;
insert into ops.schema_version from whole.ops.schema_version;
insert into ops.home from whole.ops.home;
insert into ops.source from whole.ops.source;
insert into ops.restatement from whole.ops.restatement;
insert into ops.snapshot from whole.ops.snapshot;
insert into ops.quality_result from whole.ops.quality_result;
insert into ops.directory_observation from whole.ops.directory_observation where entity_kind = 'model';
delete from star.dim_date;
insert into star.dim_date from whole.star.dim_date;
delete from star.dim_model;
insert into star.dim_model from whole.star.dim_model;
delete from star.dim_provider;
insert into star.dim_provider from whole.star.dim_provider;
insert into star.fact_usage_breakdown_daily from whole.star.fact_usage_breakdown_daily;
