package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counters that somebody altered in the file: each is found by the check that guards it. */
class CounterCheckTests {

    private static final String NEGATIVE = "fact_usage_daily__no_counter_is_negative";
    private static final String TOKENS = "fact_usage_daily__prompt_and_completion_are_all_tokens";
    private static final String PARTS = "fact_usage_breakdown_daily__parts_are_within_the_whole";

    @TempDir
    static Path sharedFolder;

    @TempDir
    Path folder;

    private static SmallWarehouse sound;

    /** Ten requests of one key; seven of them came through an endpoint, and all of a model group. */
    @BeforeAll
    static void fill() {
        sound = new SmallWarehouse(sharedFolder);
        sound.fill(rows -> rows.days("2026-09-01", "2026-09-01", "loaded", true)
                .usage("2026-09-01", "ann", "red", "gpt", "openai", 10, "1.50")
                .requests("access-log", "2026-09-01T08:00:00 ann /llm/chat 200 120"));
        alter(sound, """
                insert into star.fact_usage_breakdown_daily
                select gateway, usage_date, api_key_key, kind, name, requests, requests, 0, 90 * requests, 10 * requests, 100 * requests,
                    0, 0, requests * 0.15
                from star.fact_usage_daily,
                    (values ('endpoint', '/chat/completions', 7), ('model_group', 'gpt', 10), ('mcp_tool', 'search', 1)) as part(kind, name, requests)""");
        alter(sound, """
                insert into star.fact_usage_feed_daily
                select 'notebooks', usage_date, user_key, api_key_key, model_key, provider_key, 1, 90, 10, 100, 0.5, 'fetch'
                from star.fact_usage_daily""");
    }

    @Test
    void aSoundWarehousePassesEachOfThem() {
        for (String check : List.of(
                NEGATIVE,
                TOKENS,
                PARTS,
                "fact_usage_feed_daily__no_counter_is_negative",
                "fact_request__no_counter_is_negative")) {
            assertThat(result(sound, check).isBroken()).as(check).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                NEGATIVE + " | update star.fact_usage_daily set failed_request_count = -1",
                NEGATIVE + " | update star.fact_usage_daily set cache_write_tokens = -1",
                NEGATIVE + " | update star.fact_usage_daily set response_time_ms_sum = -1, timed_request_count = 1",
                NEGATIVE + " | update star.fact_usage_daily set spend_usd = -0.01",
                NEGATIVE + " | update star.fact_usage_daily set list_cost_usd = -0.01",
                NEGATIVE
                        + " | update star.fact_usage_breakdown_daily set prompt_tokens = -1 where breakdown_kind = 'mcp_tool'",
                NEGATIVE
                        + " | update star.fact_usage_breakdown_daily set spend_usd = -0.01 where breakdown_kind = 'mcp_tool'",
                TOKENS + " | update star.fact_usage_daily set total_tokens = total_tokens + 1",
                TOKENS
                        + " | update star.fact_usage_breakdown_daily set completion_tokens = 0 where breakdown_kind = 'endpoint'",
                "fact_usage_feed_daily__no_counter_is_negative | update star.fact_usage_feed_daily set request_count = -1",
                "fact_usage_feed_daily__no_counter_is_negative | update star.fact_usage_feed_daily set cost_usd = -1",
                "fact_request__no_counter_is_negative | update star.fact_request set duration_ms = -1",
                "fact_request__no_counter_is_negative | update star.fact_request set response_bytes = -1",
                "fact_request__no_counter_is_negative | update star.fact_request_hourly set request_count = -1",
                "fact_request__no_counter_is_negative | update star.fact_request_hourly set duration_ms_sum = -1"
            })
    void oneRowThatCountsWrongBlocks(String check, String alteration) {
        assertThat(broken(check, alteration)).isEqualTo("BLOCKS 1");
    }

    /** LiteLLM leaves out what has no endpoint, group or tool; more than all of them it cannot have. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update star.fact_usage_breakdown_daily set request_count = 11 where breakdown_kind = 'endpoint'",
                "update star.fact_usage_breakdown_daily set failed_request_count = 1 where breakdown_kind = 'model_group'",
                "update star.fact_usage_breakdown_daily set total_tokens = 1001 where breakdown_kind = 'model_group'",
                "update star.fact_usage_breakdown_daily set spend_usd = 1.51 where breakdown_kind = 'mcp_tool'"
            })
    void partsOfAnyKindThatAreMoreThanTheDayAreAWarning(String alteration) {
        assertThat(broken(PARTS, alteration)).isEqualTo("WARNS 1");
    }

    @Test
    void partsOfADayWithoutUsageAreAWarningForEachKind() {
        assertThat(broken(PARTS, "delete from star.fact_usage_daily")).isEqualTo("WARNS 3");
    }

    @Test
    void noiseInTheLastDigitsOfSpendIsNoNegativeCounter() {
        assertThat(broken(NEGATIVE, "update star.fact_usage_daily set spend_usd = -0.000000000001"))
                .isEqualTo("BLOCKS 0");
    }

    private String broken(String check, String alteration) {
        SmallWarehouse altered = sound.copy(folder);
        alter(altered, alteration);
        QualityCheck.Result result = result(altered, check);
        return "%s %d".formatted(result.check().severity(), result.offendingRowCount());
    }

    private static void alter(SmallWarehouse warehouse, String statement) {
        warehouse.fill(rows -> rows.altered(statement));
    }

    private static QualityCheck.Result result(SmallWarehouse warehouse, String name) {
        QualityCheck check = QualityCheck.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            return snapshot.check(check);
        }
    }
}
