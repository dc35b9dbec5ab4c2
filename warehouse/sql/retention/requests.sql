-- Grain: one row per request. The hours of the roll-up and the ledger of files stay: what was read of a file is not read again.
delete from star.fact_request where requested_at < getvariable('kept_from')::date;
