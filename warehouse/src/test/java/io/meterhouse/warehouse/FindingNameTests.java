package io.meterhouse.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.PublishedProperties.Persons;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a finding calls the key that it is found of. */
class FindingNameTests {

    @TempDir
    Path folder;

    @Test
    void aKeyIsCalledByTheNameItHasNowAndInAFileWithoutPersonsByItsHash() {
        SmallWarehouse warehouse = new SmallWarehouse(folder);
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-15", "ann", "red", "gpt", "openai", 10, "1")
                .finding("plan_upgrade:starter", "plan_upgrade", "starter", "revenue", "12.30", "high")
                .finding(
                        "model_switch:hash-ann|gpt|openai",
                        "model_switch",
                        "hash-ann|gpt|openai",
                        "cost",
                        "45.60",
                        "high")
                .altered("""
                        update star.fact_finding
                        set current_state = 'Key hash-ann asks much', steps = 'Look at hash-ann'
                        where finding_type = 'model_switch'""")
                .concerning("model_switch:hash-ann|gpt|openai", "api_key", "hash-ann")
                .snapshot("S-1", "R-1", "2026-10-01 02:50:00"));

        assertThat(warehouse.answers("subject, current_state, steps from marts.findings"))
                .containsExactly(
                        "key of ann on gpt | Key key of ann asks much | Look at key of ann",
                        "starter | now of plan_upgrade:starter | First look\nThen act");
        try (SnapshotReader snapshot = warehouse.snapshot(Persons.NONE)) {
            assertThat(snapshot.table("select subject, current_state, steps from marts.findings")
                            .rows()
                            .get(0))
                    .containsExactly("hash-ann on gpt", "Key hash-ann asks much", "Look at hash-ann");
        }
    }
}
