package io.meterhouse.jobs.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anomalies stand in the warehouse with what moved them, one set for each judged day. */
class UsageAnomaliesTests {

    private static final LocalDate NEWEST = LocalDate.parse("9999-12-31");
    private static final LocalDate FIRST = LocalDate.parse("2026-08-01");
    private static final LocalDate LAST = LocalDate.parse("2026-09-15");

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void aQuietMonthAndAHalf() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.days("2026-08-01", "2026-09-15", "loaded", true).days("2026-09-16", "2026-09-16", "partial", false);
            for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
                rows.usage(day.toString(), "ann", "red", "gpt", "openai", 30, "60");
                rows.usage(day.toString(), "bob", "blue", "phi", "azure", 20, "20");
            }
        });
    }

    @Test
    void aQuietTimeHasNoneAndSaysThatItWasJudged() {
        assertThat(judge(NEWEST)).isZero();
        assertThat(written("""
                concat_ws(' | ', min(usage_date), max(usage_date), count(*), min(learned_day_count), max(learned_day_count),
                    min(judged_scope_count), sum(anomaly_count), max(silent_because)) as line
                from marts.anomaly_days
                """)).containsExactly("2026-09-09 | 2026-09-15 | 7 | 39 | 45 | 11 | 0");
    }

    @Test
    void aSpikeIsToldOfAllItIsLargeInWithWhatMovedIt() {
        warehouse.fill(rows -> {
            rows.unused("2026-09-15");
            rows.usage("2026-09-15", "ann", "red", "gpt", "openai", 90, "240");
            rows.usage("2026-09-15", "bob", "blue", "phi", "azure", 20, "20");
        });

        judge(NEWEST);

        // 9,000 tokens at 0.02 are 120 more than 60; at what they cost now they are 60 more than that.
        assertThat(written("""
                concat_ws(' | ', usage_date, anomaly_kind, scope_kind, scope_id, actual_usd::double, expected_usd::double, change_usd::double,
                    volume_effect_usd::double, price_effect_usd::double, mix_effect_usd::double, actual_quantity, expected_quantity,
                    main_model_name, main_user_id, method) as line
                from marts.anomalies order by scope_kind
                """))
                .containsExactly(
                        "2026-09-15 | spike | model | gpt | 240.0 | 60.0 | 180.0 | 120.0 | 60.0 | 0.0 | 9000 | 3000 | ann | weekday_profile",
                        "2026-09-15 | spike | provider | openai | 240.0 | 60.0 | 180.0 | 120.0 | 60.0 | 0.0 | 9000 | 3000 | gpt | ann | weekday_profile",
                        "2026-09-15 | spike | team | red | 240.0 | 60.0 | 180.0 | 120.0 | 60.0 | 0.0 | 9000 | 3000 | gpt | ann | weekday_profile",
                        // 11,000 tokens at 0.016 are 176; 36 of the mix are 4,000 more of the dearer model and what it
                        // is dearer.
                        "2026-09-15 | spike | total | (all) | 260.0 | 80.0 | 180.0 | 96.0 | 60.0 | 24.0 | 11000 | 5000 | gpt | ann | weekday_profile",
                        "2026-09-15 | spike | user | ann | 240.0 | 60.0 | 180.0 | 120.0 | 60.0 | 0.0 | 9000 | 3000 | gpt | weekday_profile");
        assertThat(written("sentence as line from marts.anomalies where scope_kind = 'total'"))
                .containsExactly(
                        "Everything cost USD 260.00 on 2026-09-15, USD 180.00 more than the 80.00 to be expected: +96.00 by volume, "
                                + "+60.00 by prices and +24.00 by the mix of models. The model that moved most is gpt (+180.00). The user who moved most is ann (+180.00).");
        assertThat(written("""
                count(*)::varchar as line from star.fact_anomaly
                where change_usd <> actual_usd - expected_usd or change_usd <> volume_effect_usd + price_effect_usd + mix_effect_usd
                """)).containsExactly("0");
    }

    @Test
    void whatManyUseFallsSilentAndWhatAPersonUsesDoesNot() {
        warehouse.fill(rows -> {
            for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
                for (String user : List.of("cid", "dan", "eli", "fay", "gus")) {
                    if (!day.equals(LAST)) {
                        rows.usage(day.toString(), user, "green", "sonnet", "anthropic", 4, "6");
                    }
                }
            }
            rows.unused("2026-09-15");
            rows.usage("2026-09-15", "bob", "blue", "phi", "azure", 20, "20");
        });

        judge(NEWEST);

        assertThat(
                        written(
                                "concat_ws(' | ', anomaly_kind, scope_kind, scope_id, change_usd::double) as line from marts.anomalies order by all"))
                .containsExactly(
                        "drop | total | (all) | -90.0",
                        "silent | model | sonnet | -30.0",
                        "silent | provider | anthropic | -30.0",
                        "silent | team | green | -30.0");
        assertThat(written("sentence as line from marts.anomalies where scope_kind = 'team'"))
                .containsExactly("Team green had no request on 2026-09-15; about 20 are usual, at USD 30.00.");
    }

    @Test
    void aDayWithoutAnythingIsToldOnce() {
        warehouse.fill(rows -> rows.unused("2026-09-15"));

        judge(NEWEST);

        assertThat(written(
                        "concat_ws(' | ', anomaly_kind, scope_kind, change_usd::double) as line from marts.anomalies"))
                .containsExactly("silent | total | -80.0");
    }

    @Test
    void aSourceThatAlwaysHasRowsAndHasNoneIsSilent() {
        warehouse.fill(rows -> rows.logDays("2026-08-20", "2026-09-12", "loaded"));

        judge(NEWEST);

        assertThat(
                        written(
                                "concat_ws(' | ', usage_date, anomaly_kind, scope_kind, scope_id, change_usd, sentence) as line from marts.anomalies"))
                .containsExactly(
                        "2026-09-13 | silent | source | access-logs | Source access-logs has no rows of 2026-09-13; about 1 a day are usual.");
    }

    @Test
    void aNewModelAndItsKeyAreToldOnceTheyCostEnough() {
        warehouse.fill(rows -> {
            rows.usage("2026-09-11", "eve", "blue", "opus", "openai", 5, "30");
            rows.usage("2026-09-12", "eve", "blue", "opus", "openai", 5, "30");
            rows.usage("2026-09-13", "eve", "blue", "opus", "openai", 5, "30");
        });

        judge(NEWEST);

        assertThat(written("""
                concat_ws(' | ', usage_date, anomaly_kind, scope_id, first_usage_date, actual_usd::double, expected_usd::double,
                    volume_effect_usd::double, main_user_id) as line
                from marts.anomalies where anomaly_kind like 'new%' order by all
                """))
                .containsExactly(
                        "2026-09-12 | new_key | hash-eve | 2026-09-11 | 60.0 | 0.0 | 60.0 | eve",
                        "2026-09-12 | new_model | opus | 2026-09-11 | 60.0 | 0.0 | 60.0 | eve");
        assertThat(written("sentence as line from marts.anomalies where anomaly_kind = 'new_model'"))
                .containsExactly(
                        "Model opus is used since 2026-09-11 and had cost USD 60.00 by 2026-09-12, most of it by user eve.");
    }

    @Test
    void ofThirteenDaysNothingIsToldAndItIsSaidWhy() {
        warehouse.fill(rows -> rows.usage("2026-08-14", "ann", "red", "gpt", "openai", 900, "9000"));

        assertThat(judge(LocalDate.parse("2026-08-14"))).isZero();
        assertThat(written("silent_because as line from marts.anomaly_days where usage_date = date '2026-08-14'"))
                .containsExactly(
                        "Not enough data: 13 of the 56 days before 2026-08-14 are complete; 14 are needed to know what is usual.");
        assertThat(judge(LocalDate.parse("2026-08-13"))).isZero();
    }

    @Test
    void ofUsageThatCostsNothingAndIsLittleNothingIsTold() {
        warehouse.fill(rows -> rows.altered("update star.fact_usage_daily set spend_usd = 0"));

        assertThat(judge(NEWEST)).isZero();
        assertThat(written(
                        "distinct silent_because as line from marts.anomaly_days where usage_date = date '2026-09-15'"))
                .containsExactly(
                        "Nothing used by 2026-09-15 comes to USD 10.00 or 100 requests on any day of the 56 before; nothing is large enough to be judged.");
    }

    @Test
    void ofNegativeAmountsNothingIsTold() {
        warehouse.fill(rows -> {
            rows.altered("update star.fact_usage_daily set spend_usd = -50 where usage_date = date '2026-09-01'");
            rows.unused("2026-09-15");
            rows.usage("2026-09-15", "ann", "red", "gpt", "openai", 30, "900");
        });

        assertThat(judge(NEWEST)).isZero();
    }

    @Test
    void aDayIsJudgedAgainAsItWasAndReplacesOnlyItself() {
        warehouse.fill(rows -> rows.usage("2026-09-10", "ann", "red", "gpt", "openai", 90, "240"));
        judge(LocalDate.parse("2026-09-10"));
        List<String> then = written("anomaly::varchar as line from star.fact_anomaly as anomaly order by all");
        warehouse.fill(rows -> rows.usage("2026-09-14", "bob", "blue", "phi", "azure", 90, "240"));
        judge(NEWEST);
        judge(LocalDate.parse("2026-09-10"));

        assertThat(then).hasSize(5);
        assertThat(
                        written(
                                "anomaly::varchar as line from star.fact_anomaly as anomaly where usage_date = date '2026-09-10' order by all"))
                .isEqualTo(then);
        assertThat(written("distinct usage_date::varchar as line from star.fact_anomaly order by all"))
                .containsExactly("2026-09-10", "2026-09-14");
    }

    @Test
    void withoutACompleteDayNothingIsJudged() {
        assertThat(judge(LocalDate.parse("2026-07-31"))).isZero();
        assertThat(written("count(*)::varchar as line from marts.anomaly_days")).containsExactly("0");
    }

    private int judge(LocalDate latest) {
        try (Lease lease = open().lease("test")) {
            return new UsageAnomalies(AnomalyProperties.defaults()).judge(latest, lease.writer());
        }
    }

    private List<String> written(String query) {
        try (Lease lease = open().lease("test")) {
            return lease.writer().query("select " + query, row -> row.text("line"));
        }
    }

    private Warehouse open() {
        return new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
    }
}
