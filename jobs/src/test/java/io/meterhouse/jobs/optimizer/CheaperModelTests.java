package io.meterhouse.jobs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SmallWarehouse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Cheaper models save what the real tokens come to, to the cent. */
class CheaperModelTests {

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void september() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> {
            rows.days("2026-09-01", "2026-09-30", "loaded", true);
            for (int day = 1; day <= 30; day++) {
                // 100 requests a day: 9,000 prompt and 1,000 completion tokens, which cost 0.33 at 30 and 60 for a
                // million.
                rows.usage("2026-09-%02d".formatted(day), "ann", "red", "gpt-4", "openai", 100, "0.33");
            }
            // Of all models but the first there are only prices.
            served(rows, "gpt-4", "chat", 8000);
            price(rows, "gpt-4", "30", "60", "95");
        });
    }

    @Test
    void theSameTokensOnAModelOfLikeQualityAndTheCheapestForSmallRequests() {
        alternatives();

        assertThat(look()).isEqualTo(2);

        // In 30 days 270,000 prompt and 30,000 completion tokens. On gpt-4: 270,000 x 30 + 30,000 x 60 = 9.90.
        // On gpt-4-turbo, 93, at 10 and 30: 2.70 + 0.90 = 3.60; on sonnet, 88, at 3 and 15: 0.81 + 0.45 = 1.26.
        // Sonnet: 9.90 - 1.26 = 8.64, x 30.44 / 30 = 8.76672. Requests of 100 tokens are simple, for which haiku, 75,
        // will do, at
        // 0.25 and 1.25: 0.0675 + 0.0375 = 0.105; 9.795 x 30.44 / 30 = 9.93866.
        assertThat(
                        warehouse.answers(
                                "finding_type, amount_kind, amount_usd, confidence, priority, effort_hours, recommendation from marts.findings order by amount_usd desc"))
                .containsExactly(
                        "smart_routing | cost | 9.94 | estimated | medium | 8 | Send them to haiku",
                        "model_switch | cost | 8.77 | estimated | medium | 2 | Send them to sonnet");
        assertThat(warehouse.answers("* from marts.finding_totals"))
                .containsExactly("cost | 2 | 18.71 | 9.94 | 8 | 8 hours");
    }

    @Test
    void everyAmountIsWhatItsEvidenceAnswersOnTheSnapshot() {
        alternatives();
        look();

        for (String line : warehouse.answers("amount_usd, replace(evidence_sql, chr(10), ' ') from marts.findings")) {
            String[] parts = line.split(" \\| ", 2);
            assertThat(warehouse.answers(parts[1].strip().substring("select ".length())))
                    .containsExactly(parts[0]);
        }
    }

    @Test
    void modelsThatAreNotServedOfAnotherModeTooSmallOrWithoutScoreAreNoAlternatives() {
        warehouse.fill(rows -> {
            price(rows, "not-served", "1", "1", "95");
            price(rows, "embedding", "1", "1", "95");
            served(rows, "embedding", "embedding", 8000);
            price(rows, "small", "1", "1", "95");
            served(rows, "small", "chat", 7999);
            price(rows, "unscored", "1", "1", null);
            served(rows, "unscored", "chat", 8000);
            price(rows, "dear", "30", "60", "95");
            served(rows, "dear", "chat", 8000);
        });

        assertThat(look()).isZero();
    }

    @Test
    void aModelThatLiteLlmDoesNotListIsRecommendedWhereItIsAllowedAndHasToBeAddedFirst() {
        warehouse.fill(rows -> {
            price(rows, "sonnet", "3", "15", "88");
            rows.altered("insert into ops.allowed_model values ('sonnet', 'openai', 'chat', 8000, 2)");
        });

        assertThat(look()).isEqualTo(2);

        assertThat(
                        warehouse.answers(
                                "finding_type, amount_usd, recommendation, split_part(steps, chr(10), 1) from marts.findings order by finding_type"))
                .containsExactly(
                        "model_switch | 8.77 | Send them to sonnet | Add sonnet to LiteLLM, which does not list it yet",
                        "smart_routing | 8.77 | Send them to sonnet | Add sonnet to LiteLLM, which does not list it yet");

        warehouse.fill(rows -> rows.altered("update ops.allowed_model set max_input_tokens = 7999"));

        assertThat(look()).isZero();
    }

    @Test
    void noMoreIsSavedThanWasPaid() {
        alternatives();
        warehouse.fill(rows -> rows.altered("update star.fact_usage_daily set spend_usd = 0.1"));

        look();

        // 30 x 0.10 x 30.44 / 30.
        assertThat(warehouse.answers("distinct amount_usd from marts.findings")).containsExactly("3.04");
    }

    @Test
    void nobodyIsToldToLeaveAModelThatIsPinned() {
        alternatives();

        assertThat(look(pinned("gpt-4"))).isZero();
        assertThat(look(pinned("g*4"))).isZero();
        assertThat(look(pinned("gpt"))).isEqualTo(2);
    }

    private static ModelThresholds pinned(String models) {
        return new Binder(new MapConfigurationPropertySource(Map.of("terms.pinned", models)))
                .bindOrCreate("terms", ModelThresholds.class);
    }

    @Test
    void withoutEnoughDaysItIsSaidWhatIsMissing() {
        alternatives();
        warehouse.fill(rows -> rows.altered("delete from ops.day_status where usage_date > '2026-09-13'"));

        assertThat(look()).isZero();
        assertThat(warehouse.answers("needs from marts.finding_needs where finding_type = 'model_switch'"))
                .containsExactly("Needs 14 complete days of usage; there are 13.");
    }

    private void alternatives() {
        warehouse.fill(rows -> {
            served(rows, "gpt-4-turbo", "chat", 128000);
            price(rows, "gpt-4-turbo", "10", "30", "93");
            served(rows, "sonnet", "chat", 200000);
            price(rows, "sonnet", "3", "15", "88");
            served(rows, "haiku", "chat", 200000);
            price(rows, "haiku", "0.25", "1.25", "75");
        });
    }

    private long look() {
        return look(Shipped.MODELS);
    }

    private long look(ModelThresholds terms) {
        Looking.at(warehouse, terms);
        return Long.parseLong(warehouse
                .answers("count(*) from marts.findings where state = 'open'")
                .get(0));
    }

    private static void served(SmallWarehouse.Rows rows, String model, String mode, long context) {
        rows.altered("""
                insert into ops.directory_observation values ('litellm', 'model', 'id of %s', timestamp '2026-08-01 00:00:00',
                    '{"model": "%s", "model_name": "%s", "mode": "%s", "max_input_tokens": %d}')""".formatted(model, model, model, mode, context));
    }

    private static void price(
            SmallWarehouse.Rows rows,
            String model,
            String input,
            String output,
            @org.jspecify.annotations.Nullable String quality) {
        rows.price(model, "openai", "0", null, null)
                .altered(
                        "update star.dim_price set input_usd = %s / 1000000, output_usd = %s / 1000000, quality_score = %s where model_name = '%s'"
                                .formatted(input, output, quality, model));
    }
}
