package io.meterhouse.jobs.accesslogs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small file that unpacks to a large one costs time, and neither memory nor the lines around it. */
class CompressedBombTests {

    private static final int MEGABYTES = 96;

    @TempDir
    Path folder;

    @Test
    void aLineThatUnpacksToNinetySixMegabytesIsOneRejectedLine() throws IOException {
        try (LogFolder logs = new LogFolder(folder)) {
            Path bomb = logs.file("access.log.1.gz");
            try (OutputStream content = new GZIPOutputStream(Files.newOutputStream(bomb))) {
                content.write(LogFolder.lines(1, 20).getBytes(StandardCharsets.UTF_8));
                byte[] megabyte = new byte[1 << 20];
                Arrays.fill(megabyte, (byte) 'a');
                for (int i = 0; i < MEGABYTES; i++) {
                    content.write(megabyte);
                }
                content.write('\n');
                content.write(LogFolder.lines(21, 40).getBytes(StandardCharsets.UTF_8));
            }
            assertThat(Files.size(bomb)).isLessThan(200_000);

            assertThat(logs.load()).containsExactly("access.log.1.gz LOADED 40");
            assertThat(
                            logs.query(
                                    "select line_number || ' ' || (length(excerpt) < 1000) || ' ' || reason as line from ops.reject"))
                    .singleElement()
                    .asString()
                    .startsWith("21 true ");
        }
    }
}
