package io.meterhouse.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.jobs.runs.Gap;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What a run shows of itself while it goes on. */
class ShownProgressTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-10-01");

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void atATerminalABarTellsHowMuchIsDoneAndHowMuchTimeIsLeftWhateverBecomesOfADay() {
        String bar = shownTo(true);

        assertThat(bar.lines().reduce((before, last) -> last).orElse(""))
                .contains("Days 100%")
                .containsPattern("8/8 \\(0:00:0\\d / 0:00:00\\)");
        assertThat(bar).doesNotContain("2026-10-01 loaded");
    }

    @Test
    void withoutATerminalEveryDayHasItsLine() {
        assertThat(shownTo(false).lines())
                .containsExactly(
                        "2026-10-01 fetched",
                        "2026-10-01 loaded",
                        "2026-10-02 failed: no answer",
                        "2026-10-03 fetched",
                        "2026-10-03 failed: sums differ",
                        "2026-10-04 stands as it is");
    }

    @Test
    void aPlaceThatStillNamesAPersonIsToldInASentenceAndDidNotFail() {
        PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
        try (ShownProgress progress = new ShownProgress(new Console(stream, stream, false))) {
            progress.missing(new Gap("persons", "note.txt", "it names the person. Edit it."));
            progress.missing(new Gap("access-logs", "access.log", "it cannot be read."));
        }

        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Not erased: note.txt: it names the person. Edit it.", "access.log failed: it cannot be read.");
    }

    private String shownTo(boolean isTerminal) {
        PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
        try (ShownProgress progress = new ShownProgress(new Console(stream, stream, isTerminal))) {
            progress.planned(2);
            progress.planned(4);
            progress.fetched(FIRST);
            progress.loaded(FIRST);
            progress.failed(FIRST.plusDays(1), "no answer");
            progress.fetched(FIRST.plusDays(2));
            progress.failed(FIRST.plusDays(2), "sums differ");
            progress.kept(FIRST.plusDays(3));
        }
        return shown.toString(StandardCharsets.UTF_8).replace('\r', '\n');
    }
}
