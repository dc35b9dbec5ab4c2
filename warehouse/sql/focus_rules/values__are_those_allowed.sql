-- Value. Where FOCUS lists the values, it is one of them.
select
    "ChargeCategory", "ChargeClass", "ChargeFrequency", "PricingCategory", "ServiceCategory", "ServiceSubcategory", count(*) as row_count
from focus_costs
where "ChargeCategory" not in ('Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment')
    or "ChargeClass" <> 'Correction'
    or "ChargeFrequency" not in ('One-Time', 'Recurring', 'Usage-Based')
    or "PricingCategory" not in ('Standard', 'Dynamic', 'Committed', 'Other')
    or "ServiceCategory" <> 'AI and Machine Learning'
    or "ServiceSubcategory" not in (
        'AI Platforms', 'Bots', 'Generative AI', 'Machine Learning', 'Natural Language Processing', 'Other (AI and Machine Learning)'
    )
group by all
