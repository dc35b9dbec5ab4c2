package io.meterhouse.jobs.allowedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.books.BookRefusedException;
import io.meterhouse.jobs.prices.PriceBook;
import io.meterhouse.jobs.runs.RunCommand;
import io.meterhouse.jobs.runs.RunRequest;
import io.meterhouse.warehouse.Lease;
import io.meterhouse.warehouse.SmallWarehouse;
import io.meterhouse.warehouse.Warehouse;
import io.meterhouse.warehouse.WarehouseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be used though LiteLLM does not list it is eligible, and has the price of the book. */
class AllowedModelsTests {

    private static final String PRICES =
            "model_pattern,provider,input_per_million,output_per_million,cache_read_per_million,cache_write_per_million,"
                    + "batch_discount_percent,per_call,per_unit,unit,currency,valid_from,valid_to,quality,source\n";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    /** LiteLLM lists one model. */
    @BeforeEach
    void home() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(
                rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true).altered("""
                insert into ops.directory_observation values ('litellm', 'model', 'a', timestamp '2026-08-01 00:00:00',
                    '{"model": "openai/large", "model_name": "large", "mode": "chat", "max_input_tokens": 8000}')"""));
    }

    @Test
    void anAllowedModelIsEligibleAndPricedBeforeAnybodyUsesItAndWhatLiteLlmSaysOfAModelGoesBeforeTheBook()
            throws IOException {
        write("openai/small,openai,chat,1047576\nopenai/large,openai,embedding,1\n");
        Files.writeString(folder.resolve("price_book.csv"), PRICES + "openai/*,,0.4,1.6,,,,,,,USD,,,86,list\n");

        take();

        assertThat(
                        warehouse.answers(
                                "model_name, public_name, model_mode, max_input_tokens, is_listed from marts.eligible_models order by model_name"))
                .containsExactly(
                        "openai/large | large | chat | 8000 | true",
                        "openai/small | openai/small | chat | 1047576 | false");
        assertThat(
                        warehouse.answers(
                                "model_name, provider_id, input_usd * 1000000, quality_score from star.dim_price order by model_name"))
                .containsExactly(
                        "openai/large | openai | 0.400000000000 | 86.00",
                        "openai/small | openai | 0.400000000000 | 86.00");
    }

    @Test
    void everyLineThatNamesNoModelIsNamedAndWhatWasAllowedBeforeStays() throws IOException {
        write("openai/small,openai,chat,1047576\n");
        take();
        write("""
                openai/*,openai,chat,8000
                openai/small,,chat,8000
                openai/small,openai,chat,0
                openai/small,openai,chat,8000
                openai/small,openai,chat,16000
                """);

        assertThatThrownBy(this::take)
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining(
                        "line 2 has the model 'openai/*'; a model that may be recommended is named in full; "
                                + "line 3 is no model; it is model,provider,mode,max_input_tokens, none of them empty; "
                                + "line 4 has the max_input_tokens '0'; it is a whole number from 1 to 1000000000; "
                                + "line 6 states the model openai/small of openai, as line 5 does already.");
        assertThat(warehouse.answers("model_name, max_input_tokens from ops.allowed_model"))
                .containsExactly("openai/small | 1047576");
    }

    private void write(String lines) throws IOException {
        Files.writeString(folder.resolve("allowed_models.csv"), "model,provider,mode,max_input_tokens\n" + lines);
    }

    private void take() {
        LocalDate day = LocalDate.parse("2026-09-30");
        RunRequest request = RunRequest.of(RunCommand.BACKFILL, day, day, RunRequest.Selection.ALL);
        Warehouse home = new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        try (Lease lease = home.lease("test")) {
            new AllowedModels(folder).prepare(request, lease.writer());
            new PriceBook(folder).prepare(request, lease.writer());
        }
        warehouse.fill(rows -> {});
    }
}
