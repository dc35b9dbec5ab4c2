package io.meterhouse.jobs.optimizer;

import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SmallWarehouse.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * A September in which everything is fed, and nothing could be saved but what is planted. Each type has people, models, tiers, machines
 * or services of its own, who do without it what they should.
 */
final class PlantedFindings {

    /** Work of jobs and search costs a fifth less outside the busiest hours, and for jobs nobody waits. */
    static final OffPeakTerms OFF_PEAK = new Binder(new MapConfigurationPropertySource(
                    Map.of("off-peak.services", "jobs,search", "off-peak.background", "jobs")))
            .bind("off-peak", OffPeakTerms.class)
            .get();

    private final Set<FindingType> planted;

    private PlantedFindings(Set<FindingType> planted) {
        this.planted = planted;
    }

    /** The warehouse before anybody looks. */
    static SmallWarehouse in(Path folder, Set<FindingType> planted) {
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        warehouse.fill(new PlantedFindings(planted)::fill);
        return warehouse;
    }

    private void fill(Rows rows) {
        rows.days("2026-09-01", "2026-09-30", "loaded", true).logDays("2026-09-01", "2026-09-30", "loaded");
        models(rows);
        tiers(rows);
        usersOfModels(rows);
        usersOfTiers(rows);
        everyDayAsTheFirst(rows);
        requestsThatAskAgain(rows);
        machines(rows);
        services(rows);
    }

    private static void models(Rows rows) {
        listed(rows, "opus", "chat", "15", "75", "95");
        listed(rows, "legacy", "chat", "6", "24", "90");
        listed(rows, "sonnet", "chat", "3", "15", "88");
        listed(rows, "haiku", "chat", "0.5", "2.5", "78");
        // What has no score is compared with nothing.
        listed(rows, "plain", "chat", "1", "2", null);
        listed(rows, "flash", "chat", "10", "30", null);
        listed(rows, "embed", "embedding", "2", "0", null);
        rows.altered("update star.dim_price set cache_read_usd = 0.000001 where model_name = 'flash'")
                .altered("update star.dim_price set batch_discount_percent = 45 where model_name = 'embed'");
    }

    private static void listed(
            Rows rows, String model, String mode, String input, String output, @Nullable String quality) {
        rows.altered("""
                        insert into ops.directory_observation values ('litellm', 'model', 'id of %1$s', timestamp '2026-08-01 00:00:00',
                            '{"model": "%1$s", "model_name": "%1$s", "mode": "%2$s", "max_input_tokens": 8000}')""".formatted(model, mode))
                .price(model, "openai", "0", null, null)
                .altered("""
                        update star.dim_price
                        set input_usd = %s / 1000000, output_usd = %s / 1000000, quality_score = %s
                        where model_name = '%s'""".formatted(input, output, quality, model));
    }

    private static void tiers(Rows rows) {
        rows.tier("trial", 1, 100L, 20_000L)
                .tier("starter", 2, 1_000L, 200_000L)
                .tier("team", 3, 5_000L, 500_000L)
                .tier("professional", 4, 10_000L, 2_000_000L)
                .tier("enterprise", 5, null, null)
                .tierPrice("trial", "4.00")
                .tierPrice("starter", "17.50")
                .tierPrice("team", "25.00")
                .tierPrice("professional", "49.90")
                .tierPrice("enterprise", "99.00");
    }

    /** Of the first of September. A request has 90 prompt and 10 completion tokens where nothing else is said. */
    private void usersOfModels(Rows rows) {
        // Long requests, which need a model of 93: on opus like quality costs less, on sonnet nothing does.
        used(rows, "sam", with(FindingType.MODEL_SWITCH) ? "opus" : "sonnet", 40, "2.52");
        tokens(rows, "sam", 108_000, 0, 12_000);
        used(rows, "sue", "sonnet", 500, "6.30");
        tokens(rows, "sue", 1_350_000, 0, 150_000);
        // Short requests, for which haiku is good enough.
        used(rows, "rita", with(FindingType.SMART_ROUTING) ? "sonnet" : "haiku", 500, "0.21");
        used(rows, "hal", "haiku", 3_000, "0.30");
        for (String user : List.of("lea", "lin", "lou")) {
            used(rows, user, with(FindingType.MODEL_CONSOLIDATION) ? "legacy" : "haiku", 40, "0.0312");
        }
        used(rows, "ann", "flash", 400, "0.50");
        tokens(rows, "ann", 36_000, with(FindingType.CACHING) ? 3_600 : 30_000, 4_000);
        used(rows, "bob", "flash", 400, "0.30");
        tokens(rows, "bob", 36_000, 30_000, 4_000);
        used(rows, "eve", "plain", 200, "1.10");
        used(rows, "sid", "plain", 200, "3.00");
        int embeddings = with(FindingType.BATCH_PROCESSING) ? 3_000 : 500;
        used(rows, "emil", "embed", embeddings, "0.60");
        tokens(rows, "emil", 100 * embeddings, 0, 0);
    }

    private void usersOfTiers(Rows rows) {
        onTier(rows, "pat", "starter", with(FindingType.PLAN_UPGRADE) ? 40 : 23, "0.10");
        onTier(rows, "quinn", "starter", with(FindingType.PLAN_UPGRADE) ? 230 : 25, "0.10");
        onTier(rows, "rob", "professional", with(FindingType.PLAN_OPTIMIZATION) ? 10 : 200, "0.10");
        onTier(rows, "ros", "professional", with(FindingType.PLAN_OPTIMIZATION) ? 1 : 100, "0.10");
        onTier(rows, "tia", "team", 70, with(FindingType.BILLING_MODEL) ? "1.3337" : "0.6670");
        onTier(rows, "tom", "team", 100, "0.4453");
    }

    private static void onTier(Rows rows, String user, String tier, long requests, String spend) {
        used(rows, user, "haiku", requests, spend);
        rows.plan(user, tier, null, null);
    }

    private static void used(Rows rows, String user, String model, long requests, String spend) {
        rows.usage("2026-09-01", user, "red", model, "openai", requests, spend);
    }

    private static void tokens(Rows rows, String user, long prompt, long read, long completion) {
        rows.altered("""
                update star.fact_usage_daily
                set prompt_tokens = %1$d, cache_read_tokens = %2$d, completion_tokens = %3$d, total_tokens = %1$d + %3$d
                where user_key = (select user_key from star.dim_user where user_id = '%4$s')""".formatted(prompt, read, completion, user));
    }

    private static void everyDayAsTheFirst(Rows rows) {
        rows.altered("""
                insert into star.fact_usage_daily
                select fact.* replace (days.usage_date::date as usage_date)
                from star.fact_usage_daily as fact,
                    generate_series(date '2026-09-02', date '2026-09-30', interval 1 day) as days(usage_date)""");
    }

    private void requestsThatAskAgain(Rows rows) {
        askedAgain(rows, "eve", with(FindingType.CACHING) ? 90 : 40, 0);
        askedAgain(rows, "sid", 10, with(FindingType.SEMANTIC_CACHING) ? 77 : 40);
    }

    private static void askedAgain(Rows rows, String user, int inTheSameWords, int inOtherWords) {
        rows.altered("""
                insert into star.fact_repeated_request_daily
                select usage_date::date, 'hash-%s', 'plain', 200, %d, 200, %d
                from generate_series(date '2026-09-01', date '2026-09-30', interval 1 day) as days(usage_date)""".formatted(user, inTheSameWords, inOtherWords));
    }

    private void machines(Rows rows) {
        machine(rows, "trainer", "steady", "12.34", with(FindingType.RESOURCE_OPTIMIZATION) ? "44" : "74");
        machine(rows, "renderer", "office", "7.77", "72");
    }

    private static void machine(Rows rows, String name, String service, String usd, String busyPercent) {
        for (int day = 1; day <= 30; day++) {
            String date = "2026-09-%02d".formatted(day);
            rows.infrastructure(date, name, service, usd).utilisation(date, name, "gpu", busyPercent, null);
        }
    }

    /** How many requests the hours of the second of September have of each service: desk makes 9 to 11 the busiest. */
    private void services(Rows rows) {
        List<String> requests = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            boolean isBusiest = hour >= 9 && hour < 12;
            boolean isNight = hour < 10;
            request(requests, "desk", hour, isBusiest ? 30 : 1);
            request(requests, "steady", hour, 2);
            request(requests, "office", hour, isNight && with(FindingType.AUTO_SCALING) ? 1 : 3);
            request(requests, "jobs", hour, isBusiest && !with(FindingType.JOB_SCHEDULING) ? 0 : 5);
            request(requests, "search", hour, with(FindingType.PEAK_SHIFTING) ? (isBusiest ? 12 : 1) : 2);
        }
        rows.requests("access-log", requests.toArray(String[]::new))
                .callPrice("jobs", "0.985", "contract 4711")
                .callPrice("search", "0.55", "contract 4712");
    }

    private static void request(List<String> requests, String service, int hour, int count) {
        for (int minute = 0; minute < count; minute++) {
            requests.add("2026-09-02T%02d:%02d:00 hal /%s/a 200 10".formatted(hour, minute, service));
        }
    }

    private boolean with(FindingType type) {
        return planted.contains(type);
    }
}
