package io.meterhouse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of features leaves no id out, counts right, and names only what there is. */
class FeaturePageTests {

    private static final String PAGE = "docs/features.md";
    private static final int LAST_ID = 270;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (F\\d+) \\|(.*)\\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+Tests)`");

    /** What a row says of the feature with that id. */
    private record Feature(String id, String name, String state, String where, String test) {}

    private static List<Feature> features() {
        return ROW.matcher(Documents.text(PAGE))
                .results()
                .map(row -> {
                    List<String> cells = Stream.of(row.group(2).split("\\|", -1))
                            .map(String::strip)
                            .toList();
                    assertThat(cells).as(row.group(1)).hasSize(4).doesNotContain("");
                    return new Feature(
                            row.group(1), cells.get(0), cells.get(1).replace("`", ""), cells.get(2), cells.get(3));
                })
                .toList();
    }

    @Test
    void everyIdIsThereOnceAndInOrder() {
        assertThat(features())
                .extracting(Feature::id)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, LAST_ID)
                        .mapToObj("F%03d"::formatted)
                        .toList());
    }

    @Test
    void everyStateIsOneOfFour() {
        assertThat(features()).extracting(Feature::state).containsOnly("done", "partly", "planned", "out of scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"done", "partly", "planned", "out of scope"})
    void theHeadCountsTheIdsOfEachState(String state) {
        long count = features().stream()
                .filter(feature -> feature.state().equals(state))
                .count();
        assertThat(Documents.tableRow(PAGE, state).get(0)).isEqualTo(Long.toString(count));
    }

    @Test
    void whatIsDoneHasItsPlaceAndItsTest() {
        assertThat(features())
                .filteredOn(feature -> feature.state().equals("done"))
                .allSatisfy(feature -> {
                    assertThat(feature.where()).as(feature.id()).isNotEqualTo("–");
                    assertThat(feature.test()).as(feature.id()).containsPattern(TEST);
                });
    }

    @Test
    void whatIsDoneInPartSaysWhatIsMissing() {
        assertThat(features())
                .filteredOn(feature -> feature.state().equals("partly"))
                .allSatisfy(
                        feature -> assertThat(feature.test()).as(feature.id()).contains("missing: "));
    }

    @Test
    void whatIsPlannedSaysWithWhat() {
        assertThat(features())
                .filteredOn(feature -> feature.state().equals("planned"))
                .allSatisfy(
                        feature -> assertThat(feature.test()).as(feature.id()).startsWith("Planned: "));
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        assertThat(testClasses()).containsAll(named(TEST));
    }

    private static List<String> testClasses() throws IOException {
        TreeSet<String> classes = new TreeSet<>();
        for (String module : List.of("warehouse", "reports", "jobs", "scheduler")) {
            try (Stream<Path> files = Files.walk(Documents.project().resolve(module + "/src/test/java"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".java"))
                        .forEach(file -> classes.add(file.replace(".java", "")));
            }
        }
        return List.copyOf(classes);
    }

    @Test
    void everyMartThatIsNamedExists() {
        assertThat(named(Pattern.compile("marts\\.(\\w+)")))
                .hasSizeGreaterThan(30)
                .allSatisfy(mart -> assertThat(Documents.project().resolve("warehouse/sql/marts/" + mart + ".sql"))
                        .exists());
    }

    @Test
    void everyTableThatIsNamedIsInTheDataDictionary() {
        String dictionary = Documents.text("docs/data-dictionary.md");
        assertThat(named(Pattern.compile("`((?:star|ops)\\.\\w+)`")))
                .allSatisfy(table -> assertThat(dictionary).contains("### `" + table + "`\n"));
    }

    @Test
    void everyFileThatIsNamedExists() {
        assertThat(named(Pattern.compile("`((?:config|docs|bench|warehouse|reports)/[\\w./-]*\\w)`")))
                .allSatisfy(
                        file -> assertThat(Documents.project().resolve(file)).exists());
    }

    @Test
    void everySettingThatIsNamedIsOnThePageOfSettings() {
        assertThat(named(Pattern.compile("`(meterhouse\\.[a-z.-]+)`")))
                .allSatisfy(setting -> assertThat(Documents.tableRow("docs/settings.md", setting))
                        .hasSize(3));
    }

    @Test
    void everyCommandThatIsNamedIsOnThePageOfCommands() {
        String commands = Documents.text("docs/commands.md");
        assertThat(named(Pattern.compile("`\\./meterhouse ([a-z-]+)")))
                .allSatisfy(command -> assertThat(commands).containsPattern("(?m)^\\| `" + command + "[ `]"));
    }

    private static List<String> named(Pattern pattern) {
        return pattern.matcher(Documents.text(PAGE))
                .results()
                .map(name -> name.group(1))
                .distinct()
                .toList();
    }
}
