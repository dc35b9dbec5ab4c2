package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SmallDisk;
import io.meterhouse.warehouse.SmallWarehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyReportsTests {

    private static final LocalDate OCTOBER_3 = LocalDate.parse("2026-10-03");
    private static final String SEPTEMBER = "2026-09-01 to 2026-09-30";
    private static final String OCTOBER_TO_DATE = "2026-10-01 to 2026-10-03";

    @TempDir
    Path installation;

    private Path home;
    private SmallWarehouse warehouse;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectory(installation.resolve("config"));
        Files.copy(
                Path.of("../config/application.yaml"),
                installation.resolve("config").resolve("application.yaml"));
        useAHomeIn(installation.resolve("home"));
    }

    private void useAHomeIn(Path folder) {
        home = folder;
        warehouse = new SmallWarehouse(home);
        warehouse.fill(rows -> rows.days("2026-09-01", "2026-09-30", "loaded", true)
                .days("2026-10-01", "2026-10-03", "loaded", false)
                .usage("2026-09-15", "ann", "red", "gpt", "openai", 10, "1")
                .snapshot("S-1", "R-1", "2026-10-04 03:00:00"));
    }

    @Test
    void aFinalMonthIsRenderedOnce() {
        assertThat(rendered()).containsExactly(SEPTEMBER, OCTOBER_TO_DATE);
        assertThat(rendered()).containsExactly(OCTOBER_TO_DATE);
    }

    @Test
    void reportsThatAFullDiskTakesNoMoreAreNamedLeaveNothingHalfAndComeTheNextNight() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(installation.resolve("disk"), 64)) {
            useAHomeIn(disk.folder().resolve("home"));
            disk.fill();

            String remarks = rendered(ExitCode.GAPS);

            assertThat(remarks)
                    .startsWith("Error: the finance report was not rendered: ")
                    .contains("No space left on device");
            assertThat(filesBelow(home.resolve("reports"))).isEmpty();
            disk.makeRoom();
            assertThat(rendered()).containsExactly(SEPTEMBER, OCTOBER_TO_DATE);
        }
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    @Tag("long")
    void aFinalMonthThatANightCouldNotRenderIsRenderedByTheNext() throws IOException {
        rendered();
        Path edition = home.resolve("reports/finance/2026-09-01_2026-09-30/everyone/v1");
        Files.move(edition, edition.resolveSibling(".draft-461168601842738790-1"));

        assertThat(rendered()).containsExactly(SEPTEMBER, OCTOBER_TO_DATE);
    }

    @Test
    @Tag("long")
    void aMiddleDayRepairedLaterRendersItsMonthAgain() {
        rendered();
        warehouse.fill(rows ->
                rows.reloaded("2026-09-15", "2026-10-05 02:30:00").snapshot("S-2", "R-2", "2026-10-05 03:00:00"));

        assertThat(rendered()).containsExactly(SEPTEMBER, OCTOBER_TO_DATE);
        assertThat(rendered()).containsExactly(OCTOBER_TO_DATE);
    }

    @Test
    void aMonthWithAFailedMissingOrProvisionalDayIsNotFinal() {
        warehouse.fill(rows -> rows.days("2026-08-01", "2026-08-30", "loaded", true)
                .days("2026-08-31", "2026-08-31", "failed", false)
                .days("2026-07-02", "2026-07-31", "loaded", true)
                .days("2026-06-01", "2026-06-30", "loaded", false));

        assertThat(rendered()).containsExactly(SEPTEMBER, OCTOBER_TO_DATE);
    }

    /** The ranges that the night of the third of October says it rendered. */
    private List<String> rendered() {
        return Pattern.compile("Rendered finance for (.*): ")
                .matcher(rendered(ExitCode.DONE))
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    /** What the night of the third of October says, when it ends so. */
    private String rendered(ExitCode end) {
        ByteArrayOutputStream remarks = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(remarks, true, StandardCharsets.UTF_8);
        Surroundings surroundings = Surroundings.of(
                new Console(stream, stream, false),
                installation,
                Map.of("meterhouse.home", home.toString()),
                Map.of(),
                SmallWarehouse.CLOCK,
                TypedCommand.of("nightly"));
        ExitCode code = new NightlyReports(surroundings, surroundings.settings()).render(OCTOBER_3);
        String said = remarks.toString(StandardCharsets.UTF_8);
        assertThat(code).as(said).isEqualTo(end);
        return said;
    }
}
