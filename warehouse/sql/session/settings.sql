-- Grain: none. What every connection is told.
set TimeZone = 'UTC';

-- DuckDB 1.5.1 to 1.5.6 takes two groupings of the same usage in one query for one, and answers both with the columns of the first
-- (github.com/duckdb/duckdb/issues/25819). 2.0 does not; 1.4 has no such optimizer.
set disabled_optimizers = 'common_subplan';
