package io.meterhouse.jobs.optimizer;

import org.springframework.boot.context.properties.bind.Binder;

/** Thresholds as they are shipped. */
final class Shipped {

    static final ModelThresholds MODELS =
            new Binder().bindOrCreate("meterhouse.optimizer.models", ModelThresholds.class);
    static final CachingTerms CACHING = new Binder().bindOrCreate("meterhouse.optimizer.caching", CachingTerms.class);
    static final PlanThresholds PLANS = new Binder().bindOrCreate("meterhouse.optimizer.plans", PlanThresholds.class);
    static final InfraThresholds INFRASTRUCTURE =
            new Binder().bindOrCreate("meterhouse.optimizer.infrastructure", InfraThresholds.class);
    static final OffPeakTerms OFF_PEAK = new Binder().bindOrCreate("meterhouse.optimizer.off-peak", OffPeakTerms.class);

    private Shipped() {}
}
