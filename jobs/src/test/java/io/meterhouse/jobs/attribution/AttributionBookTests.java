package io.meterhouse.jobs.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meterhouse.jobs.books.BookRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A book that does not say who pays is refused, with everything that is wrong with it. */
class AttributionBookTests {

    @TempDir
    Path folder;

    private AttributedUsage usage;

    @BeforeEach
    void begin() throws IOException {
        usage = new AttributedUsage(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "role,admin,4711,,,,             | matches by 'role'; it is one of key_hash, key_alias, key_metadata, user, team, organisation",
                "team,,4711,,,,                  | matches by team and has no value",
                "team,t-1,,,,,                   | attributes nothing; a line is match,value,cost_centre",
                "team,t-1,4711                   | attributes nothing; a line is match,value,cost_centre",
                "team,t-1,4711,,0,,              | has the share_percent '0'; it is a number above 0 and up to 100",
                "team,t-1,4711,,33.333,,         | has the share_percent '33.333'",
                "team,t-1,4711,,,2026-10-02,2026-10-02 | holds on no day",
                "team,t-1,4711,(none),,,         | has the project '(none)'; projects in brackets are Meterhouse's own",
                "key_metadata,department,4711,,,, | matches the metadata 'department'; it is written field=value",
                "key_metadata,a.b=c,4711,,,,     | matches the metadata 'a.b=c'; it is written field=value",
                "team,t-1,4799,,,,               | names the cost centre 4799, which cost_centres.csv does not"
            })
    void aLineThatAttributesNothingIsRefused(String line, String problem) {
        assertThatThrownBy(() -> usage.attribute(line + "\n"))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining(folder.resolve("attribution.csv").toString())
                .hasMessageContaining("line 2 " + problem);
    }

    @Test
    void sharesThatAreNotAHundredPercentAreRefusedWithTheirLinesAllAtOnce() {
        assertThatThrownBy(() -> usage.attribute("""
                        team,t-1,4711,,60,,
                        team,t-1,4712,,39.99,,
                        team,t-2,4711,,60,,
                        user,ann,4711,,,,
                        team,t-2,4712,,40,,
                        user,bob,4711,,100,2026-10-01,
                        user,bob,4712,,100,,
                        user,eve,4711,,70,,
                        user,eve,4719,,70,,
                        """))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining("line 10 names the cost centre 4719, which cost_centres.csv does not; ")
                .hasMessageContaining("lines 2 to 3 divide team t-1 into 99.99 percent; ")
                .hasMessageContaining("line 4: its shares divide team t-2 into 60 percent; ")
                .hasMessageContaining("line 6: its shares divide team t-2 into 40 percent; ")
                .hasMessageContaining("lines 9 to 10 divide user eve into 140 percent; ")
                .hasMessageNotContaining("bob");
    }

    @Test
    void aCostCentreWithoutANameOrOnceMoreIsRefused() throws IOException {
        String header = "code,name,owner_email,ledger_account,organisation\n";
        Files.writeString(folder.resolve("cost_centres.csv"), header + "1,,,,\n(mine),Mine,,,\n2,Two,,\n");
        assertThatThrownBy(() -> usage.attribute(""))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining("line 2 is no cost centre")
                .hasMessageContaining("line 3 has the code '(mine)'; codes in brackets are Meterhouse's own")
                .hasMessageContaining("line 4 is no cost centre");

        Files.writeString(folder.resolve("cost_centres.csv"), header + "1,One,,,\n1,Uno,,,\n");
        assertThatThrownBy(() -> usage.attribute(""))
                .isInstanceOf(BookRefusedException.class)
                .hasMessageContaining("line 3 names the cost centre 1 once more");
    }

    @Test
    void theBooksAsShippedSayNothingAndTheirExamplesAreInOrder() throws IOException {
        Map<String, Integer> exampleCounts = Map.of("cost_centres.csv", 2, "attribution.csv", 5);
        for (String book : exampleCounts.keySet()) {
            List<String> lines = Files.readAllLines(Path.of("../config").resolve(book));
            assertThat(lines.get(lines.size() - 1)).doesNotStartWith("#");
            assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.startsWith("#"));
            List<String> examples = lines.stream()
                    .filter(line -> line.matches("# [a-z0-9_]+,.*,.*,.*,.*"))
                    .map(line -> line.substring(2))
                    .toList();
            assertThat(examples).as(book).hasSize(exampleCounts.get(book));
            Files.writeString(
                    folder.resolve(book), lines.get(lines.size() - 1) + "\n" + String.join("\n", examples) + "\n");
        }

        assertThat(new AttributionBook(folder).metadataFields()).containsExactly("department");
    }
}
