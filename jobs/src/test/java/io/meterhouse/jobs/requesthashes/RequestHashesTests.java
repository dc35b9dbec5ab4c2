package io.meterhouse.jobs.requesthashes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.books.BookRefusedException;
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

/** What asks the same again is counted by day, key and model, and no hash is kept. */
class RequestHashesTests {

    private static final String COLUMNS = "day,api_key_hash,model,request_hash,meaning_id,request_count\n";

    @TempDir
    Path folder;

    private SmallWarehouse warehouse;

    @BeforeEach
    void home() {
        warehouse = new SmallWarehouse(folder.resolve("home"));
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true));
    }

    @Test
    void ofWhatWasAskedOnADayAllButTheFirstOfATextAreRepeatedAndAllButTheFirstTextOfAMeaningAreSimilar()
            throws IOException {
        write("""
                2026-09-01,hash-ann,gpt-4,a,refund,5
                2026-09-01,hash-ann,gpt-4,b,refund,2
                2026-09-01,hash-ann,gpt-4,c,refund,1
                2026-09-01,hash-ann,gpt-4,d,,3
                2026-09-01,hash-ann,gpt-4,e,address,4
                2026-09-02,hash-ann,gpt-4,a,refund,1
                2026-09-01,hash-bob,gpt-4,a,refund,1
                """);

        take();

        // Of 15 of ann's five texts the first of each is new: 10 repeat. Of 12 with a meaning, two texts are like the
        // first of theirs.
        assertThat(warehouse.answers("* from star.fact_repeated_request_daily order by all"))
                .containsExactly(
                        "2026-09-01 | hash-ann | gpt-4 | 15 | 10 | 12 | 2",
                        "2026-09-01 | hash-bob | gpt-4 | 1 | 0 | 1 | 0",
                        "2026-09-02 | hash-ann | gpt-4 | 1 | 0 | 1 | 0");
    }

    @Test
    void everyLineThatSaysNothingIsNamedAndWhatWasCountedBeforeStays() throws IOException {
        write("2026-09-01,hash-ann,gpt-4,a,,2\n");
        take();
        write("""
                2026-09,hash-ann,gpt-4,a,,2
                2026-09-01,,gpt-4,a,,2
                2026-09-01,hash-ann,gpt-4,a,,0
                2026-09-01,hash-ann,gpt-4,a,,1.5
                2026-09-01,sk-very-secret,gpt-4,a,,2
                2026-09-01,hash-ann,gpt-4,a,,2
                2026-09-01,hash-ann,gpt-4,a,other,1
                2026-09-01,hash-ann,gpt-4
                """);

        assertThatThrownBy(this::take)
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining("line 2 has the day '2026-09'; a day is written like 2026-09-30; "
                        + "line 3 is no count of requests; it is day,api_key_hash,model,request_hash,meaning_id,request_count, of which meaning_id may be empty; "
                        + "line 4 has the request_count '0'; it is a whole number from 1 to 1000000000; "
                        + "line 5 has the request_count '1.5'; it is a whole number from 1 to 1000000000; "
                        + "line 6 has a key for its api_key_hash, which belongs into no file; write its hash; "
                        + "line 8 states request a of key hash-ann to gpt-4 on 2026-09-01, as line 7 does already; "
                        + "line 9 is no count of requests")
                .hasMessageNotContaining("very-secret");
        assertThat(warehouse.answers("hashed_request_count from star.fact_repeated_request_daily"))
                .containsExactly("2");
    }

    @Test
    void withoutAFileNothingIsKnown() throws IOException {
        write("2026-09-01,hash-ann,gpt-4,a,,2\n");
        take();
        Files.delete(folder.resolve("request_hashes.csv"));

        take();

        assertThat(warehouse.answers("* from star.fact_repeated_request_daily")).isEmpty();
    }

    private void write(String lines) throws IOException {
        Files.writeString(folder.resolve("request_hashes.csv"), COLUMNS + lines);
    }

    private void take() {
        LocalDate day = LocalDate.parse("2026-09-30");
        Warehouse home = new Warehouse(warehouse.home(), WarehouseProperties.defaults(), SmallWarehouse.CLOCK);
        try (Lease lease = home.lease("test")) {
            new RequestHashes(folder)
                    .prepare(RunRequest.of(RunCommand.BACKFILL, day, day, RunRequest.Selection.ALL), lease.writer());
        }
        warehouse.fill(rows -> {});
    }
}
