-- Grain: one truth per pair of amounts in US dollars: they differ by no more than binary fractions do, max(1e-6, 1e-9 x stated).
-- A macro of the connection, for the checks read snapshots too that were published before it. SpendNoise says the same in Java.
create or replace temp macro is_same_spend(stated, found) as
    abs(stated - found) <= greatest(0.000001, 0.000000001 * abs(stated));
