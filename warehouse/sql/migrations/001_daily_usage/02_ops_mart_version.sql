-- Grain: one row: the marts that stand in this file.
create table ops.mart_version (
    fingerprint varchar not null
);
comment on table ops.mart_version is 'Which marts stand in this file; a program that brings others creates them again';
comment on column ops.mart_version.fingerprint is 'SHA-256 of the scripts they were created by';
