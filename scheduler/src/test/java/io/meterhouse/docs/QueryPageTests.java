package io.meterhouse.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.meterhouse.warehouse.SnapshotReader;
import io.meterhouse.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query that README and cookbook show can be pasted. */
class QueryPageTests {

    private static final String SHOWN_SNAPSHOT = "data/published/meterhouse.duckdb";

    @TempDir
    static Path home;

    private static Warehouse warehouse;

    @BeforeAll
    static void publish() {
        warehouse = SmallWarehouse.publishedIn(home);
    }

    static Stream<String> queries() {
        return sqlBlocks("README.md", "docs/cookbook.md")
                .filter(block -> !isAttaching(block))
                .flatMap(QueryPageTests::statements);
    }

    static Stream<String> attachments() {
        return sqlBlocks("README.md", "docs/cookbook.md").filter(QueryPageTests::isAttaching);
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

    @ParameterizedTest
    @MethodSource("queries")
    void aReaderOfTheSnapshotAnswersIt(String query) {
        try (SnapshotReader snapshot = warehouse.snapshot()) {
            assertThat(snapshot.table(query).columns()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("attachments")
    void aConnectionThatAttachesTheSnapshotAnswersIt(String block) throws Exception {
        String attaching =
                block.replace(SHOWN_SNAPSHOT, warehouse.home().publishedFile().toString());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String one : statements(attaching).toList()) {
                assertThatCode(() -> statement.execute(one)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void thereAreRecipesAndEachNamesItsDates() {
        List<String> recipes = sqlBlocks("docs/cookbook.md").toList();
        assertThat(recipes)
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(recipe -> assertThat(recipe)
                        .containsPattern(Pattern.compile("date '\\d{4}-\\d{2}-\\d{2}'"))
                        .doesNotContain("current_date"));
    }
}
