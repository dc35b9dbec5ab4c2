-- Grain: one row per source and UTC day that was ever attempted. What is deleted because it is older than what is kept stays in the
-- ledger: a day without a row would be fetched again.
comment on column ops.day_status.state is 'loaded; zero (the source answered: nothing happened); partial (fetched before the day was complete); failed (never loaded yet); expired (before the kept range: its rows were deleted by retention, and it is not asked for again)';
