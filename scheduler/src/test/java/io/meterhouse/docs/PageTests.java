package io.meterhouse.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages hang together: links lead somewhere, and the README begins with what a newcomer does first. */
class PageTests {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final long LARGEST_PICTURE = 250_000;

    static List<Path> pages() {
        return Documents.pages();
    }

    @Test
    void theReadmesFirstTwoCommandsRunTheDemoAndTheTests() {
        assertThat(Documents.codeBlocks("README.md").subList(0, 2))
                .containsExactly(
                        new Documents.CodeBlock("sh", "./meterhouse demo\n"),
                        new Documents.CodeBlock("sh", "mvn verify\n"));
    }

    @Test
    void thePictureOfTheReportIsSmall() throws IOException {
        assertThat(Files.size(Documents.project().resolve("docs/finance-report.png")))
                .isBetween(1_000L, LARGEST_PICTURE);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noSectionStandsTwiceOnAPage(Path page) {
        assertThat(Pattern.compile("(?m)^## (.*)$")
                        .matcher(Documents.text(page))
                        .results())
                .extracting(heading -> heading.group(1))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) {
        for (MatchResult link : LINK.matcher(Documents.text(page)).results().toList()) {
            String target = link.group(1);
            if (target.startsWith("https://")) {
                continue;
            }
            String file = target.replaceAll("#.*", "");
            Path linked = file.isEmpty() ? page : page.resolveSibling(file).normalize();
            assertThat(linked).as("link %s of %s", target, page).exists();
            if (target.contains("#")) {
                assertThat(anchors(linked))
                        .as("link %s of %s", target, page)
                        .contains(target.substring(target.indexOf('#') + 1));
            }
        }
    }

    private static List<String> anchors(Path page) {
        return HEADING.matcher(Documents.text(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
