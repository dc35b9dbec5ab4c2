-- Warns. The source's own answer may break this; it is loaded as stated and named here.
select usage_date, api_key_key, model_key, request_count, successful_request_count, failed_request_count
from star.fact_usage_daily
where request_count <> successful_request_count + failed_request_count
