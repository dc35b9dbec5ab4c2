package io.meterhouse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.scheduler.cli.MeterhouseCommandLine;
import io.meterhouse.warehouse.QualityCheck;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** README and runbook name every command, option, exit code and quality check. */
class CommandPageTests {

    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z][a-z-]*)\\s{2,}\\S");
    private static final Pattern OPTION = Pattern.compile("--[a-z]+(?:-[a-z]+)*");

    static List<String> commands() {
        String help = help("--help");
        return COMMAND.matcher(help.substring(help.indexOf("Commands:")))
                .results()
                .map(command -> command.group(1))
                .toList();
    }

    static List<QualityCheck> checks() {
        return QualityCheck.all();
    }

    static String help(String... arguments) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        ByteArrayOutputStream remarks = new ByteArrayOutputStream();
        Clock clock = Clock.fixed(Instant.parse("2026-10-01T03:00:00Z"), ZoneOffset.UTC);
        int exitCode = new MeterhouseCommandLine(
                        new PrintStream(answers, true, StandardCharsets.UTF_8),
                        new PrintStream(remarks, true, StandardCharsets.UTF_8),
                        Map.of(),
                        clock)
                .run(arguments);
        assertThat(exitCode).as(remarks.toString(StandardCharsets.UTF_8)).isZero();
        return answers.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theCommandLineListsItsCommands() {
        assertThat(commands()).contains("demo", "nightly", "sql").doesNotContain("warm-up");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void thePageOfCommandsNamesEveryCommand(String command) {
        assertThat(Documents.text("docs/commands.md")).containsPattern("(?m)^\\| `" + Pattern.quote(command) + "[ `]");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandsOrRunbookNameEveryOption(String command) {
        String pages = Documents.text("docs/commands.md") + Documents.text("docs/runbook.md");
        assertThat(OPTION.matcher(help(command, "--help")).results().map(option -> option.group()))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(pages).containsPattern(Pattern.quote(option) + "(?![a-z-])"));
    }

    @Test
    void commandsAndRunbookNameEveryExitCode() {
        String footer = help("--help").replaceAll("\\s+", " ");
        List<String> codes = Pattern.compile("[ ,](\\d) [a-z]")
                .matcher(footer.substring(footer.indexOf("Exit codes:")))
                .results()
                .map(code -> code.group(1))
                .toList();
        assertThat(codes).containsExactly("0", "1", "2", "3", "4", "5");
        for (String code : codes) {
            assertThat(Documents.tableRow("docs/commands.md", code)).hasSize(1);
            assertThat(Documents.tableRow("docs/runbook.md", code)).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void theRunbookSaysOfEveryCheckWhetherItBlocks(QualityCheck check) {
        assertThat(Documents.tableRow("docs/runbook.md", check.name()))
                .startsWith(check.severity().name().toLowerCase(Locale.ROOT))
                .hasSize(3);
    }
}
