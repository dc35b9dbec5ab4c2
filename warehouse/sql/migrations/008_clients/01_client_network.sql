-- Grain: one row per request and event of a client by IPv6, whose network was spelled with every zero until now.
update star.fact_request
set client_network = regexp_replace(client_network, '(^0)?(:0)+/48$', '::/48')
where client_network like '%:0/48';

update star.fact_audit_event
set client_network = regexp_replace(client_network, '(^0)?(:0)+/48$', '::/48')
where client_network like '%:0/48';
