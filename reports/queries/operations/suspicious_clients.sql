-- Grain: one row per client with five failed logins or more, most first.
from marts.suspicious_clients($1, $2)
order by failed_login_count desc, client_hash;
