-- Grain: one row per booking of a landed close or correction. Puts back what a new warehouse has not.
insert into star.fact_booking by name from staged_booking;
