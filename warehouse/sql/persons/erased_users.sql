-- Grain: one row per version of an erased user: what is left of names and addresses that others have too.
update star.dim_user
set user_name = regexp_extract(user_id, '^erased-[0-9a-f]{16}')
where regexp_matches(user_id, '^erased-[0-9a-f]{16}') and not regexp_matches(user_name, '^erased-[0-9a-f]{16}');

update star.dim_user
set user_email = regexp_extract(user_id, '^erased-[0-9a-f]{16}') || '@erased.invalid'
where regexp_matches(user_id, '^erased-[0-9a-f]{16}') and not regexp_matches(user_email, '^erased-[0-9a-f]{16}');
