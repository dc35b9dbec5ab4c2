package io.meterhouse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Table;
import io.meterhouse.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query that README and cookbook show can be pasted, and answers what its page says. */
class QueryPageTests {

    private static final String SHOWN_SNAPSHOT = "data/published/meterhouse.duckdb";

    @TempDir
    static Path home;

    private static Warehouse warehouse;

    @BeforeAll
    static void publish() throws IOException {
        warehouse = WarehouseWithUsage.publishedIn(home);
    }

    static Stream<String> queries() {
        return sqlBlocks("README.md", "docs/cookbook.md")
                .filter(block -> !isAttaching(block))
                .flatMap(QueryPageTests::statements);
    }

    static Stream<String> attachments() {
        return sqlBlocks("README.md", "docs/clients.md").filter(QueryPageTests::isAttaching);
    }

    private static Stream<String> sqlBlocks(String... documents) {
        return Stream.of(documents)
                .flatMap(document -> Documents.codeBlocks(document).stream())
                .filter(block -> block.language().equals("sql"))
                .map(Documents.CodeBlock::text);
    }

    private static boolean isAttaching(String block) {
        return block.contains("attach '");
    }

    private static Stream<String> statements(String block) {
        return Stream.of(block.split(";")).map(String::strip).filter(statement -> !statement.isEmpty());
    }

    /** The answers lie beside the queries in {@code answers.txt}; what was answered now is in {@code target/answers.txt}. */
    @Test
    void aReaderOfTheSnapshotIsAnsweredInFull() throws IOException {
        String answers;
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            answers = queries()
                    .map(query -> query + "\n\n" + lines(snapshot.table(query)))
                    .collect(Collectors.joining("\n"));
        }
        Files.writeString(Path.of("target/answers.txt"), answers);

        assertThat(answers).isEqualTo(Files.readString(Path.of("src/test/resources/docs/answers.txt")));
    }

    private static String lines(Table table) {
        return Stream.concat(Stream.of(table.columns()), table.rows().stream())
                .map(row -> "    " + row.stream().map(String::valueOf).collect(Collectors.joining(" | ")) + "\n")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("attachments")
    void aConnectionThatAttachesTheSnapshotAnswersIt(String block) throws Exception {
        String attaching =
                block.replace(SHOWN_SNAPSHOT, warehouse.home().publishedFile().toString());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            List<String> all = statements(attaching).toList();
            for (String one : all.subList(0, all.size() - 1)) {
                statement.execute(one);
            }
            try (ResultSet answer = statement.executeQuery(all.get(all.size() - 1))) {
                answer.next();
                assertThat(answer.getLong("request_count")).isEqualTo(36);
                assertThat(answer.getBigDecimal("spend_usd")).isEqualByComparingTo("7.5");
            }
        }
    }

    @Test
    void thereAreRecipesAndEachNamesItsDates() {
        List<String> recipes = sqlBlocks("docs/cookbook.md").toList();
        assertThat(recipes)
                .hasSizeGreaterThanOrEqualTo(25)
                .allSatisfy(recipe -> assertThat(recipe)
                        .containsPattern(Pattern.compile("date '\\d{4}-\\d{2}-\\d{2}'"))
                        .doesNotContain("current_date"));
    }
}
