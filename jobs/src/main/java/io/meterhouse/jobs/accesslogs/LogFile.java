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

    static LogFile of(Path path) throws IOException {
        try (InputStream input = Files.newInputStream(path)) {
            byte[] magic = input.readNBytes(2);
            boolean isGzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
            return new LogFile(path, isGzip ? Compression.GZIP : Compression.NONE);
        }
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
