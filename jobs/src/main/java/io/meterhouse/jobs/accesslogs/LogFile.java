package io.meterhouse.jobs.accesslogs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * A file as it lies on disk.
 *
 * @param path where
 * @param compression how its content is stored, told by its first bytes and not by its name
 */
record LogFile(Path path, Compression compression) {

    enum Compression {
        NONE,
        GZIP
    }

    private static final int INFLATE_BUFFER = 1 << 16;
    private static final Duration REST = Duration.ofDays(1);

    /**
     * Looks at the first bytes of a file.
     *
     * @throws FileNotLoadedException when it is compressed with something other than gzip
     * @throws IOException when it cannot be read
     */
    static LogFile of(Path path) throws IOException {
        try (InputStream input = Files.newInputStream(path)) {
            String magic = HexFormat.of().formatHex(input.readNBytes(10));
            if (magic.startsWith("fd377a585a00")) {
                throw unreadable("xz");
            }
            if (magic.startsWith("28b52ffd")) {
                throw unreadable("zstd");
            }
            if (magic.matches("425a683[1-9]314159265359")) {
                throw unreadable("bzip2");
            }
            return new LogFile(path, magic.startsWith("1f8b") ? Compression.GZIP : Compression.NONE);
        }
    }

    private static FileNotLoadedException unreadable(String program) {
        return new FileNotLoadedException(
                FileNotLoadedException.Kind.GAP,
                "it is compressed with %s, which cannot be read; compress it with gzip, or unpack it, and its lines are read once"
                        .formatted(program));
    }

    /** The decompressed content from its begin. */
    InputStream open() throws IOException {
        InputStream input = Files.newInputStream(path);
        return compression == Compression.GZIP
                ? new GZIPInputStream(new BufferedInputStream(input, INFLATE_BUFFER), INFLATE_BUFFER)
                : input;
    }

    /**
     * A file that is not compressed may be written on, unless it has rested for so long that it was rotated or its server stopped.
     *
     * @throws IOException when it is gone
     */
    LogBlocks.LastLine lastLine(Instant now) throws IOException {
        boolean isAtRest = Files.getLastModifiedTime(path).toInstant().isBefore(now.minus(REST));
        return isAtRest || compression == Compression.GZIP ? LogBlocks.LastLine.WHOLE : LogBlocks.LastLine.UNFINISHED;
    }

    /** Bytes on disk. */
    long size() throws IOException {
        return Files.size(path);
    }

    /** Size and last bytes of a compressed file, which hold the checksum and the length of its content. */
    String trailer() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            ByteBuffer last = ByteBuffer.allocate((int) Math.min(8, channel.size()));
            channel.position(channel.size() - last.capacity());
            while (last.hasRemaining() && channel.read(last) >= 0) {}
            return channel.size() + ":" + HexFormat.of().formatHex(last.array());
        }
    }
}
