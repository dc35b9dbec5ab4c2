package io.meterhouse.jobs.accesslogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file between two readings, no line is lost and none is loaded twice. */
class FileChangeTests {

    @TempDir
    Path folder;

    private LogFolder logs;

    @BeforeEach
    void open() throws IOException {
        logs = new LogFolder(folder);
    }

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    void aGrownFileIsReadFromWhereReadingStopped() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 50) + LogFolder.line(51).substring(0, 20));
        assertThat(logs.load()).containsExactly("access.log LOADED 50");
        logs.append("access.log", LogFolder.line(51).substring(20) + "\n" + LogFolder.lines(52, 60));

        assertThat(logs.load()).containsExactly("access.log LOADED 10");
        assertThat(logs.load()).containsExactly("access.log UNCHANGED 0");
        assertThat(logs.loaded()).isEqualTo(numbers(60));
        assertThat(
                        logs.query(
                                "select line_number || ' ' || response_bytes as line from star.fact_request where line_number <> response_bytes"))
                .isEmpty();
    }

    @Test
    void aTinyFileMayGrow() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 1));
        logs.load();
        logs.append("access.log", LogFolder.lines(2, 2));
        logs.load();
        logs.append("access.log", LogFolder.lines(3, 40));

        assertThat(logs.load()).containsExactly("access.log LOADED 38");
        assertThat(logs.loaded()).isEqualTo(numbers(40));
        assertThat(logs.query("select count(*)::varchar as line from ops.source_file"))
                .containsExactly("1");
    }

    @Test
    void aRotatedFileIsReadToItsEndAndItsSuccessorFromItsBegin() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 20));
        logs.load();
        logs.append("access.log", LogFolder.lines(21, 25));
        Files.move(logs.file("access.log"), logs.file("access.log.1"));
        logs.write("access.log", LogFolder.lines(26, 30));

        assertThat(logs.load()).containsExactlyInAnyOrder("access.log LOADED 5", "access.log.1 LOADED 5");
        assertThat(logs.loaded()).isEqualTo(numbers(30));
    }

    @Test
    void theLastLineWithoutAnEndIsReadOnceTheFileHasRestedForADay() throws IOException {
        logs.write("access.log.1", LogFolder.lines(1, 4) + LogFolder.line(5));
        Files.setLastModifiedTime(logs.file("access.log.1"), FileTime.from(Instant.parse("2026-10-19T03:00:00Z")));
        assertThat(logs.load()).containsExactly("access.log.1 LOADED 4");

        logs.at("2026-10-20T03:00:01Z");
        assertThat(logs.load()).containsExactly("access.log.1 LOADED 1");
        assertThat(logs.load()).containsExactly("access.log.1 UNCHANGED 0");
        logs.compress("access.log.1");
        assertThat(logs.load()).containsExactly("access.log.1.gz UNCHANGED 0");
        assertThat(logs.loaded()).isEqualTo(numbers(5));
    }

    @Test
    void aCompressionThatCannotBeReadIsAGapThatNamesIt() throws IOException {
        Map<String, String> beginnings = Map.of(
                "a.log.xz",
                "fd377a585a000004e6d6",
                "b.log.zst",
                "28b52ffd2400010000",
                "c.log.bz2",
                "425a6839314159265359");
        for (Map.Entry<String, String> file : beginnings.entrySet()) {
            Files.write(logs.file(file.getKey()), HexFormat.of().parseHex(file.getValue()));
        }
        logs.write("d.log", "BZh is no magic number\n");

        assertThat(logs.load())
                .containsExactly(
                        "a.log.xz FAILED 0: it is compressed with xz, which cannot be read; compress it with gzip, or unpack it, and its lines are read once",
                        "b.log.zst FAILED 0: it is compressed with zstd, which cannot be read; compress it with gzip, or unpack it, and its lines are read once",
                        "c.log.bz2 FAILED 0: it is compressed with bzip2, which cannot be read; compress it with gzip, or unpack it, and its lines are read once",
                        "d.log OTHER_CONTENT 0: it is no access log: none of its first lines is a request; line 1 is not in the layout of an access log");
    }

    @Test
    void aFileThatWasCompressedSinceIsKnownAgain() throws IOException {
        logs.write("access.log.1", LogFolder.lines(1, 50));
        logs.load();
        logs.append("access.log.1", LogFolder.lines(51, 55) + LogFolder.line(56));
        logs.compress("access.log.1");

        assertThat(logs.load()).containsExactly("access.log.1.gz LOADED 6");
        assertThat(logs.load()).containsExactly("access.log.1.gz UNCHANGED 0");
        assertThat(logs.loaded()).isEqualTo(numbers(56));
    }

    @Test
    void aFileThatWasEmptiedAndBegunAnewIsANewFile() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 30));
        logs.load();
        logs.write("access.log", LogFolder.lines(31, 33));

        assertThat(logs.load()).containsExactly("access.log LOADED 3");
        assertThat(logs.loaded()).isEqualTo(numbers(33));
    }

    @Test
    void aCopyIsNotReadAgainNotEvenOneThatWasCutOff() throws IOException {
        logs.write("access.log", LogFolder.lines(1, 30));
        logs.load();
        logs.write("copy.log", LogFolder.lines(1, 30));
        logs.write("half.log", LogFolder.lines(1, 15));

        assertThat(logs.load())
                .containsExactlyInAnyOrder("access.log UNCHANGED 0", "copy.log UNCHANGED 0", "half.log UNCHANGED 0");
        assertThat(logs.loaded()).isEqualTo(numbers(30));
    }

    @Test
    void filesThatBeginAlikeAreTwoFiles() throws IOException {
        logs.write("a.log", LogFolder.lines(1, 20) + LogFolder.lines(21, 22));
        logs.write("b.log", LogFolder.lines(1, 20) + LogFolder.lines(31, 32));
        logs.load();

        assertThat(logs.loaded()).hasSize(44);
        assertThat(logs.load()).containsExactly("a.log UNCHANGED 0", "b.log UNCHANGED 0");
    }

    @Test
    void everyCutOfAFileBetweenTwoReadingsGivesTheSameRows() throws IOException {
        byte[] whole = LogFolder.lines(1, 12).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int cut = 1; cut < whole.length; cut += 97) {
            try (LogFolder other = new LogFolder(folder.resolve("cut-" + cut))) {
                Files.write(other.file("access.log"), Arrays.copyOf(whole, cut));
                other.load();
                Files.write(other.file("access.log"), whole);
                other.load();

                assertThat(other.loaded()).as("cut at %d", cut).isEqualTo(numbers(12));
            }
        }
    }

    private static List<Long> numbers(int to) {
        return LongStream.rangeClosed(1, to).boxed().toList();
    }
}
