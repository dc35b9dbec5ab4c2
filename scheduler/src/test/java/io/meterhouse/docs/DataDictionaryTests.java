package io.meterhouse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SnapshotReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data dictionary says what the comments of the warehouse say. */
class DataDictionaryTests {

    private static final String PAGE = "docs/data-dictionary.md";

    @Test
    void theDataDictionaryEqualsTheCommentsOfTheWarehouse(@TempDir Path home) throws Exception {
        String page;
        try (SnapshotReader snapshot = EmptyWarehouse.publishedIn(home).snapshot()) {
            page = DataDictionary.of(snapshot);
        }
        if (Boolean.getBoolean("meterhouse.docs.write")) {
            Files.writeString(Documents.project().resolve(PAGE), page);
        }
        assertThat(Documents.text(PAGE))
                .as("write it anew: mvn test -pl scheduler -am -Dtest=DataDictionaryTests"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dmeterhouse.docs.write=true")
                .isEqualTo(page);
    }
}
