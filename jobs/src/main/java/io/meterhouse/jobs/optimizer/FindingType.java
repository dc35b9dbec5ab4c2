package io.meterhouse.jobs.optimizer;

import static io.meterhouse.jobs.optimizer.AmountKind.COST;
import static io.meterhouse.jobs.optimizer.AmountKind.RETENTION;
import static io.meterhouse.jobs.optimizer.AmountKind.REVENUE;

import java.util.Locale;

/** What is looked for. */
enum FindingType {
    /** The same tokens on a model of like quality would cost less. */
    MODEL_SWITCH(COST, Effort.LOW),
    /** Keys whose requests are small use a model made for large ones. */
    SMART_ROUTING(COST, Effort.MEDIUM),
    /** The same is asked again and again, or little is read from the providers' caches. */
    CACHING(COST, Effort.LOW),
    /** What is asked again in other words. */
    SEMANTIC_CACHING(COST, Effort.MEDIUM),
    /** Users who use more than their tier has. */
    PLAN_UPGRADE(REVENUE, Effort.LOW),
    /** Users who pay for far more than they use. */
    PLAN_OPTIMIZATION(RETENTION, Effort.LOW),
    /** Paid by use, users of a tier would pay more than its price. */
    BILLING_MODEL(REVENUE, Effort.HIGH),
    /** Machines that are paid for and idle. */
    RESOURCE_OPTIMIZATION(COST, Effort.MEDIUM),
    /** Models hardly used beside one that could do their work. */
    MODEL_CONSOLIDATION(COST, Effort.MEDIUM),
    /** Work nobody waits for, paid at the price of what somebody waits for. */
    BATCH_PROCESSING(COST, Effort.MEDIUM),
    /** Background work done in the busiest hours. */
    JOB_SCHEDULING(COST, Effort.LOW),
    /** Load above the mean in the busiest hours, where another hour is cheaper. */
    PEAK_SHIFTING(COST, Effort.MEDIUM),
    /** Machines that run through hours in which hardly anybody works. */
    AUTO_SCALING(COST, Effort.HIGH);

    private final AmountKind kind;
    private final Effort effort;

    FindingType(AmountKind kind, Effort effort) {
        this.kind = kind;
        this.effort = effort;
    }

    /** What amounts of findings of this type are of. */
    AmountKind kind() {
        return kind;
    }

    Effort effort() {
        return effort;
    }

    /** As marts and files write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
