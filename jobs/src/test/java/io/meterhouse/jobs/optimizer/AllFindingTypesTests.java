package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.PublishedProperties.Persons;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.SnapshotReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A case of every type of finding, worked out by hand from what {@link PlantedFindings} plants in 30 days, × 30.44 ÷ 30 for a month.
 * What is found equals it to the cent, and nothing else is found.
 */
class AllFindingTypesTests {

    private static final List<String> PLANTED = List.of(
            // 7.77 a day, 236.5188 a month; 10 of 24 hours are quiet and do without half: x 10 / 24 x 0.5.
            "auto_scaling:renderer 49.27",
            // 9,000,000 prompt tokens at 2 for a million cost 18.00, as batches 45 % less: 8.10.
            "batch_processing:embed|openai 8.22",
            // 1,008,000 of all 2,160,000 prompt tokens are read from the cache. Of ann's 1,080,000 that is 504,000,
            // and 108,000 are: 396,000 x (10 - 1) for a million = 3.564.
            "caching:hash-ann|flash|openai 3.62",
            // 30 x 90 of her requests ask again, for 1.10 / 200 each: 14.85 x 0.8 = 11.88, a month 12.05424; - 10.
            "caching:hash-eve|plain 2.05",
            // 120 requests for 0.985 are 118.20, a month 119.9336; 15 of them are in the busiest hours: x 15 / 120
            // x 0.5 x 20 %.
            "job_scheduling:jobs 1.50",
            // 324,000 prompt and 36,000 completion tokens: at 6 and 24 for a million 2.808, at 3 and 15 1.512. A key
            // alone would save 0.432 there, and on haiku 0.852, less than a dollar.
            "model_consolidation:legacy|openai 1.32",
            // 3,240,000 prompt and 360,000 completion tokens: at 15 and 75 for a million 75.60, at 3 and 15 15.12.
            "model_switch:hash-sam|opus|openai 61.37",
            // 57 requests for 0.55 are 31.35, a month 31.8098; 36 - 3 x 57 / 24 = 28.875 of them are above the mean
            // hour: x 28.875 / 57 x 20 %.
            "peak_shifting:search 3.22",
            // rob's 304.4 calls fit a starter, ros's 30.44 a trial: (49.90 - 17.50) + (49.90 - 4.00).
            "plan_optimization:professional 78.30",
            // pat's 1,217.6 calls fit a team, quinn's 7,001.2 a professional: (25.00 - 17.50) + (49.90 - 17.50).
            "plan_upgrade:starter 39.90",
            // 12.34 a day, 375.6296 a month; busy to 70 % it could be smaller by (70 - 44) / 70.
            "resource_optimization:trainer 139.52",
            // 30 x 77 of his requests ask in other words, for 3.00 / 200 each: 34.65 x 0.5 = 17.325, a month 17.5791;
            // - 10.
            "semantic_caching:hash-sid|plain 7.58",
            // 1,350,000 prompt and 150,000 completion tokens: at 3 and 15 for a million 6.30, at 0.5 and 2.5 1.05.
            "smart_routing:hash-rita|sonnet|openai 5.33",
            // 30 x (1.3337 + 0.4453) = 53.37, a month 54.15276; - 2 x 25.00.
            "billing_model:team 4.15");

    @TempDir
    static Path folder;

    private static SmallWarehouse warehouse;

    @BeforeAll
    static void everythingIsPlanted() {
        warehouse = looked(folder.resolve("planted"), EnumSet.allOf(FindingType.class));
    }

    @Test
    void whatIsPlantedIsFoundToTheCentAndNothingElse() {
        assertThat(found(warehouse)).containsExactlyInAnyOrderElementsOf(PLANTED);
        assertThat(warehouse.answers("* from marts.finding_needs")).isEmpty();
    }

    @Test
    void everyTypeIsPlanted() {
        assertThat(PLANTED.stream().map(AllFindingTypesTests::type).distinct())
                .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(FindingType.class));
    }

    @Test
    void whereNothingIsPlantedEverythingIsLookedForAndNothingFound() {
        SmallWarehouse control = looked(folder.resolve("control"), Set.of());

        assertThat(found(control)).isEmpty();
        assertThat(control.answers("* from marts.finding_needs")).isEmpty();
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void eachIsFoundAlone(FindingType type, @TempDir Path alone) {
        assertThat(found(looked(alone, Set.of(type))))
                .containsExactlyInAnyOrderElementsOf(
                        PLANTED.stream().filter(line -> type(line) == type).toList());
    }

    @Test
    void everyAmountIsWhatItsEvidenceAnswersOnThePublishedSnapshot() {
        assertEvidence(Persons.FULL);
    }

    @Test
    void everyAmountIsWhatItsEvidenceAnswersWherePersonsArePseudonymous() {
        assertEvidence(Persons.PSEUDONYMOUS);
    }

    @Test
    void kindsAreNotAddedTogetherAndNoDollarIsSavedTwice() {
        // 49.27 + 8.22 + 3.62 + 2.05 + 1.50 + 1.32 + 61.37 + 3.22 + 139.52 + 7.58 + 5.33, 39.90 + 4.15, and 78.30.
        assertThat(warehouse.answers(
                        "amount_kind, finding_count, each_alone_usd, together_usd from marts.finding_totals"))
                .containsExactly(
                        "cost | 11 | 283.00 | 283.00", "retention | 1 | 78.30 | 78.30", "revenue | 2 | 44.05 | 44.05");
    }

    /** Machines and calls cost what they cost, and users pay for a tier of which they use nothing: all of them could be on a trial. */
    @Test
    void withoutAnyUsageOnlyWhatIsPaidBesideItIsFound() {
        SmallWarehouse idle = PlantedFindings.in(folder.resolve("idle"), EnumSet.allOf(FindingType.class));
        idle.fill(rows -> rows.altered("""
                update star.fact_usage_daily
                set request_count = 0, successful_request_count = 0, prompt_tokens = 0, completion_tokens = 0, total_tokens = 0,
                    cache_read_tokens = 0, spend_usd = 0"""));
        look(idle);

        assertThat(found(idle))
                .containsExactlyInAnyOrder(
                        "auto_scaling:renderer 49.27",
                        "job_scheduling:jobs 1.50",
                        "peak_shifting:search 3.22",
                        "resource_optimization:trainer 139.52",
                        // 2 × (17.50 − 4.00), 2 × (25.00 − 4.00), 2 × (49.90 − 4.00).
                        "plan_optimization:starter 27.00",
                        "plan_optimization:team 42.00",
                        "plan_optimization:professional 91.80");
    }

    @Test
    void ofThirteenDaysNothingIsToldButThatTheyAreTooFew() {
        SmallWarehouse young = PlantedFindings.in(folder.resolve("young"), EnumSet.allOf(FindingType.class));
        young.fill(rows -> rows.altered("delete from ops.day_status where usage_date > date '2026-09-13'")
                .altered("delete from star.fact_usage_daily where usage_date > date '2026-09-13'")
                .altered("delete from star.fact_repeated_request_daily where usage_date > date '2026-09-13'")
                .altered("delete from star.fact_infra_cost where cost_date > date '2026-09-13'")
                .altered("delete from star.fact_infra_utilisation_daily where usage_date > date '2026-09-13'"));
        look(young);

        assertThat(found(young)).isEmpty();
        assertThat(young.answers("finding_type from marts.finding_needs where needs like '%14%' and needs like '%13%'"))
                .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(FindingType.class).stream()
                        .map(AllFindingTypesTests::name)
                        .toList());
    }

    private static SmallWarehouse looked(Path folder, Set<FindingType> planted) {
        SmallWarehouse filled = PlantedFindings.in(folder, planted);
        look(filled);
        return filled;
    }

    private static void look(SmallWarehouse filled) {
        Looking.at(filled, Shipped.MODELS, PlantedFindings.OFF_PEAK, LocalDate.parse("2026-09-30"));
    }

    private static List<String> found(SmallWarehouse filled) {
        return filled.answers("finding_key || ' ' || amount_usd from marts.findings");
    }

    private static FindingType type(String line) {
        return FindingType.valueOf(line.substring(0, line.indexOf(':')).toUpperCase(Locale.ROOT));
    }

    private static String name(FindingType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static void assertEvidence(Persons persons) {
        try (SnapshotReader snapshot = warehouse.snapshot(persons)) {
            List<List<String>> findings = snapshot.table("select amount_usd, evidence_sql from marts.findings")
                    .rows();

            assertThat(findings)
                    .hasSize(PLANTED.size())
                    .allSatisfy(
                            finding -> assertThat(snapshot.table(finding.get(1)).rows())
                                    .describedAs(finding.get(1))
                                    .containsExactly(List.of(finding.get(0))));
        }
    }
}
