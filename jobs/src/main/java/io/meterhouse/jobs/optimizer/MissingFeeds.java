package io.meterhouse.jobs.optimizer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Says of findings of plans and infrastructure that nothing could be found, and what to feed so that something can. */
final class MissingFeeds {

    private final OffPeakTerms offPeak;

    MissingFeeds(OffPeakTerms offPeak) {
        this.offPeak = offPeak;
    }

    /** What to feed, a paragraph for each type that lacks something; types that lack nothing are not in it. */
    Map<FindingType, String> of(Feeds feeds) {
        Map<FindingType, String> missing = new EnumMap<>(FindingType.class);
        put(missing, FindingType.PLAN_UPGRADE, ofPlans(feeds));
        put(missing, FindingType.PLAN_OPTIMIZATION, ofPlans(feeds));
        put(missing, FindingType.BILLING_MODEL, ofPlans(feeds));
        put(missing, FindingType.RESOURCE_OPTIMIZATION, ofInfrastructure(feeds));
        List<String> ofScaling = ofInfrastructure(feeds);
        ofScaling.addAll(ofLogs(feeds));
        put(missing, FindingType.AUTO_SCALING, ofScaling);
        List<String> ofJobs = ofOffPeak(feeds);
        if (offPeak.background().isEmpty()) {
            ofJobs.add("which services or paths are background work (meterhouse.optimizer.off-peak.background)");
        }
        put(missing, FindingType.JOB_SCHEDULING, ofJobs);
        put(missing, FindingType.PEAK_SHIFTING, ofOffPeak(feeds));
        return missing;
    }

    private static void put(Map<FindingType, String> missing, FindingType type, List<String> what) {
        if (!what.isEmpty()) {
            missing.put(type, "Needs " + String.join("; ", what) + ".");
        }
    }

    private static List<String> ofPlans(Feeds feeds) {
        List<String> missing = new ArrayList<>();
        if (feeds.pricedTiers() == 0) {
            missing.add("tiers with a monthly_price in config/plan_tiers.csv"
                    + " (tier, monthly_calls, monthly_tokens, monthly_price, currency, order)");
        }
        if (feeds.plannedUsers() == 0) {
            missing.add("a directory that tells the tier of users, as the book names it"
                    + " (Keycloak's subscription_tier, or tier in the list of users)");
        }
        if (feeds.completeDays() < Feeds.LEAST_DAYS) {
            missing.add("%d complete days of usage; there are %d".formatted(Feeds.LEAST_DAYS, feeds.completeDays()));
        }
        return missing;
    }

    private static List<String> ofInfrastructure(Feeds feeds) {
        List<String> missing = new ArrayList<>();
        if (feeds.infraDays() < Feeds.LEAST_DAYS) {
            missing.add(
                    "%d days of which infra_utilisation.csv (day, name, resource, mean_percent, peak_percent) and infra_cost.csv"
                                    .formatted(Feeds.LEAST_DAYS)
                            + " (period, name, service, amount, currency) tell of the same name; there are %d, of %d and %d days"
                                    .formatted(feeds.infraDays(), feeds.utilisationDays(), feeds.infraCostDays()));
        }
        return missing;
    }

    private static List<String> ofLogs(Feeds feeds) {
        return feeds.readDays() >= Feeds.LEAST_DAYS
                ? List.of()
                : List.of("%d days of access logs (meterhouse.access-logs.files); there are %d"
                        .formatted(Feeds.LEAST_DAYS, feeds.readDays()));
    }

    private List<String> ofOffPeak(Feeds feeds) {
        List<String> missing = new ArrayList<>();
        if (offPeak.services().isEmpty()) {
            missing.add("the services for which work outside the busiest hours really costs less"
                    + " (meterhouse.optimizer.off-peak.services), and by how much"
                    + " (meterhouse.optimizer.off-peak.discount-percent)");
        }
        missing.addAll(ofLogs(feeds));
        return missing;
    }
}
