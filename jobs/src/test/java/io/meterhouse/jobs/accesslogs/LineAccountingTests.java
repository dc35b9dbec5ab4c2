package io.meterhouse.jobs.accesslogs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meterhouse.warehouse.PreparedHome;
import io.meterhouse.warehouse.WarehouseHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.util.FileSystemUtils;

/** Whatever a file holds: what was read is what was loaded, rejected and blank. */
class LineAccountingTests {

    private static final String GOOD =
            "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\" 0.5";

    private enum Kind {
        GOOD,
        GARBAGE,
        BLANK,
        LONG
    }

    record Line(Kind kind, byte[] bytes) {}

    private static WarehouseHome home;

    @BeforeContainer
    static void prepareAHome() throws IOException {
        home = PreparedHome.in(Files.createTempDirectory("line-accounting"));
    }

    @AfterContainer
    static void deleteTheHome() throws IOException {
        FileSystemUtils.deleteRecursively(home.root());
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void everyLineIsARequestARejectOrBlank(
            @ForAll("files") List<Line> file, @ForAll @IntRange(min = 128, max = 2000) int blockSize)
            throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Line line : file) {
            content.writeBytes(line.bytes());
            content.write('\n');
        }
        content.writeBytes("half a li".getBytes(UTF_8));
        try (StagedLines lines = new StagedLines(home, LogFormat.COMBINED, blockSize)) {
            StagedLines.Outcome outcome = lines.stage(content.toByteArray(), LogBlocks.LastLine.UNFINISHED);

            assertThat(outcome.lines()).isEqualTo(file.size());
            assertThat(outcome.offset()).isEqualTo(content.size() - 9L);
            assertThat(outcome.blankLines()).isEqualTo(count(file, Kind.BLANK));
            assertThat(outcome.rejected().stream().filter(String::isEmpty).count())
                    .isEqualTo(count(file, Kind.GOOD));
            assertThat(outcome.rows()).hasSize(file.size() - (int) count(file, Kind.BLANK));
            for (StagedLines.Staged row : outcome.rows()) {
                int begin = (int) row.offset();
                Line line = file.get((int) row.line() - 1);
                assertThat(Arrays.copyOfRange(content.toByteArray(), begin, begin + line.bytes().length))
                        .isEqualTo(line.bytes());
            }
        }
    }

    private static long count(List<Line> file, Kind kind) {
        return file.stream().filter(line -> line.kind() == kind).count();
    }

    @Provide
    Arbitrary<List<Line>> files() {
        Arbitrary<Line> good = Arbitraries.just(new Line(Kind.GOOD, GOOD.getBytes(UTF_8)));
        Arbitrary<Line> windows = Arbitraries.just(new Line(Kind.GOOD, (GOOD + "\r").getBytes(UTF_8)));
        Arbitrary<Line> blank = Arbitraries.of("", "\r", "  ").map(text -> new Line(Kind.BLANK, text.getBytes(UTF_8)));
        Arbitrary<Line> garbage = Arbitraries.bytes()
                .filter(next -> next != '\n')
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(60)
                .filter(bytes -> !new String(bytes, UTF_8).isBlank() && bytes[bytes.length - 1] != '\r')
                .map(bytes -> new Line(Kind.GARBAGE, bytes));
        Arbitrary<Line> tooLong = Arbitraries.integers().between(1500, 6000).map(length -> {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 'x');
            return new Line(Kind.LONG, bytes);
        });
        return Arbitraries.frequencyOf(
                        Tuple.of(6, good),
                        Tuple.of(1, windows),
                        Tuple.of(2, blank),
                        Tuple.of(3, garbage),
                        Tuple.of(1, tooLong))
                .list()
                .ofMaxSize(60);
    }

    @Example
    void aLineOfTwentyMegabytesIsRejectedAtItsPlace() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] giant = new byte[20 << 20];
        Arrays.fill(giant, (byte) '{');
        content.writeBytes((GOOD + "\n").getBytes(UTF_8));
        content.writeBytes(giant);
        content.writeBytes(("\n" + GOOD + "\n").getBytes(UTF_8));
        try (StagedLines lines = new StagedLines(home, LogFormat.COMBINED, 4 << 20)) {
            StagedLines.Outcome outcome = lines.stage(content.toByteArray(), LogBlocks.LastLine.WHOLE);

            assertThat(outcome.rejected()).containsExactly("", RejectReason.TOO_LONG.words(), "");
            assertThat(outcome.rows().get(2).line()).isEqualTo(3);
            assertThat(outcome.rows().get(2).offset()).isEqualTo(GOOD.length() + giant.length + 2L);
        }
    }

    @Example
    void theExcerptOfARejectShowsNoPersonAndNoSecret() throws IOException {
        try (StagedLines lines = new StagedLines(home, LogFormat.COMBINED, 1 << 16)) {
            StagedLines.Outcome outcome = lines.stage(String.join(
                    "\n",
                    "203.0.113.7 2001:db8::1 jane.doe@example.com \"GET /v1/x?token=abc&e=jane HTTP\" Bearer abc.def sk-live-1234 \u0007 \u0416",
                    "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET /users/alice%40example.com HTTP/1.1\" 999 1 \"-\" \"-\"",
                    "{\"timestamp\":\"bad\", \"password\":\"hunter2\",\"query_string\":\"pw=topsecret&u=al\",\"x-api-key\":\"abc123def\",\"@a\" : \"alice\\u0040x\",\"sk-7\":[\"a\",\"b\"],\"c\":\"\\\"d\\\":1\"}",
                    "x".repeat(159) + "ab"));

            assertThat(outcome.rows().stream().map(StagedLines.Staged::excerpt))
                    .containsExactly(
                            "000.0.000.0 0000:xx0::0 xxxx.xxx@xxxxxxx.xxx \"xxx /x0/x?xxxxx=xxx&x=xxxx xxxx\" xxxxxx xxx.xxx xx-xxxx-0000 . ..",
                            "000.0.000.0 - - [00/xxx/0000:00:00:00 +0000] \"xxx /xxxxx/xxxxx%00xxxxxxx.xxx xxxx/0.0\" 000 0 \"-\" \"-\"",
                            "{\"timestamp\":\"xxx\", \"password\":\"xxxxxx0\",\"query_string\":\"xx=xxxxxxxxx&x=xx\",\"x-api-key\":\"xxx000xxx\",\"@a\" : \"xxxxx\\x0000x\",\"xx-0\":[\"x\",\"x\"],\"c\":\"\\\"x\\\":0\"}",
                            "x".repeat(160) + "…");
        }
    }
}
