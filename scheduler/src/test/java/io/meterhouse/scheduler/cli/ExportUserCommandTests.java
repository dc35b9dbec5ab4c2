package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SmallWarehouse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ExportUserCommandTests extends AtATerminal {

    @Test
    void whoeverAsksIsHandedEveryTableAndNobodyElsesRows() throws IOException {
        SmallWarehouse warehouse = new SmallWarehouse(installation.resolve("data"));
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .usage("2026-09-15", "=ann", "red", "gpt", "openai", 10, "1.25")
                .usage("2026-09-16", "bob", "red", "gpt", "openai", 20, "2")
                .snapshot("S-1", "R-1", "2026-10-01 03:00:00"));
        Path zip = installation.resolve("person.zip");

        Spoken exported = run("export-user", "=ann", "--to", zip.toString());

        assertThat(exported.exitCode()).as(exported.remarks()).isZero();
        assertThat(exported.answer()).isEqualTo(zip + System.lineSeparator());
        assertThat(exported.remarks()).contains("usage_by_day: 1 row");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
                .isEqualTo("rw-------");
        Map<String, String> entries = entries(zip);
        assertThat(entries)
                .containsOnlyKeys(
                        "alerts.csv",
                        "anomalies.csv",
                        "audit_events.csv",
                        "budgets.csv",
                        "directory.csv",
                        "keys.csv",
                        "plans.csv",
                        "readme.txt",
                        "requests.csv",
                        "requests_by_hour.csv",
                        "storage.csv",
                        "usage_by_day.csv",
                        "usage_feed_by_day.csv",
                        "user_versions.csv");
        assertThat(entries.get("usage_by_day.csv"))
                .contains("usage_date,user_id,api_key_hash", "2026-09-15,'=ann,", ",openai,10,")
                .doesNotContain("bob", "2026-09-16");
        assertThat(entries.get("readme.txt"))
                .contains("usage_by_day.csv: usage through LiteLLM", "You are known by: =ann");

        Spoken again = run("export-user", "=ann", "--to", zip.toString());
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.remarks()).contains("Name a file that is not there yet with --to.");
    }

    @Test
    void whoeverIsNotKnownIsAWrongRequest() throws IOException {
        new SmallWarehouse(installation.resolve("data"));

        for (String command : new String[] {"export-user", "erase-user"}) {
            Spoken refused = run(command, "nobody@example.org");

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.remarks()).contains("Nobody is known by this id or e-mail address");
        }
        Spoken erased = run("erase-user", "nobody@example.org", "--yes");
        assertThat(erased.exitCode()).isEqualTo(2);
        assertThat(erased.remarks()).doesNotContain("nobody@example.org");
    }

    private static Map<String, String> entries(Path file) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (InputStream content = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(content)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}
