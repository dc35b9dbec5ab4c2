package io.meterhouse.jobs.accesslogs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Cuts a file into blocks of whole lines for whichever thread asks next; memory does not grow with the file. */
final class LogBlocks {

    /** What a last line without an end is. */
    enum LastLine {
        /** Still being written: it is left for the next time. */
        UNFINISHED,
        /** A line: nothing will be written any more. */
        WHOLE
    }

    private final InputStream input;
    private final LastLine lastLine;
    private Fingerprint.Recorder content;
    private final int blockSize;
    private final Deque<byte[]> free = new ArrayDeque<>();

    private byte[] carried = {};
    private long offset;
    private long line;
    private long stretchEnd = Long.MAX_VALUE;
    private boolean isAtEnd;

    /**
     * Blocks from where the stream stands.
     *
     * @param offset how many bytes of the file lie before
     * @param line how many lines of the file lie before
     * @param content has seen those bytes, and will see the ones that are handed out
     */
    LogBlocks(
            InputStream input, long offset, long line, LastLine lastLine, Fingerprint.Recorder content, int blockSize) {
        this.input = input;
        this.offset = offset;
        this.line = line;
        this.lastLine = lastLine;
        this.content = content;
        this.blockSize = blockSize;
    }

    /** Bytes of the file up to the end of the last line that was handed out. */
    synchronized long offset() {
        return offset;
    }

    /** Lines of the file up to there. */
    synchronized long line() {
        return line;
    }

    /** The fingerprint of the file up to there. */
    synchronized Fingerprint fingerprint() {
        return content.fingerprint();
    }

    /** Lets so many more bytes be handed out before {@link #next} says there are no more, rounded up to a block. */
    synchronized void beginStretch(long bytes) {
        stretchEnd = offset + bytes;
    }

    /** Whether everything was handed out. */
    synchronized boolean isAtEnd() {
        return isAtEnd;
    }

    /**
     * The next lines; null behind the last, or behind the last of the stretch.
     *
     * @throws UncheckedIOException when the file cannot be read, or is damaged
     */
    synchronized @Nullable LogBlock next() {
        try {
            return isAtEnd || offset >= stretchEnd ? null : read();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Takes a block back whose lines were read. */
    synchronized void release(LogBlock block) {
        if (block.data().length == blockSize) {
            free.push(block.data());
        }
    }

    private @Nullable LogBlock read() throws IOException {
        byte[] data = free.isEmpty() ? new byte[blockSize] : free.pop();
        System.arraycopy(carried, 0, data, 0, carried.length);
        int length = carried.length + input.readNBytes(data, carried.length, blockSize - carried.length);
        isAtEnd = length < blockSize;
        int end = length;
        while (end > 0 && data[end - 1] != '\n') {
            end--;
        }
        if (end == 0 && !isAtEnd) {
            carried = new byte[0];
            return tooLong(data);
        }
        if (isAtEnd && lastLine == LastLine.WHOLE) {
            end = length;
        }
        carried = Arrays.copyOfRange(data, end, length);
        if (end == 0) {
            return null;
        }
        LogBlock block = new LogBlock(data, end, offset, line + 1, LogBlock.Kind.WHOLE_LINES);
        content.accept(data, 0, end);
        offset += end;
        line += ByteScan.lineFeeds(data, 0, end) + (data[end - 1] == '\n' ? 0 : 1);
        return block;
    }

    /** Reads on to the end of the line whose beginning fills the array, keeping only that beginning. */
    private @Nullable LogBlock tooLong(byte[] beginning) throws IOException {
        Fingerprint.Recorder before = content.copy();
        content.accept(beginning, 0, blockSize);
        long length = blockSize;
        byte[] data = new byte[blockSize];
        int read;
        int lineFeed;
        do {
            read = input.readNBytes(data, 0, blockSize);
            lineFeed = ByteScan.lineFeed(data, 0, read);
            int end = Math.min(lineFeed + 1, read);
            content.accept(data, 0, end);
            length += end;
        } while (lineFeed == blockSize);
        if (lineFeed == read && lastLine == LastLine.UNFINISHED) {
            isAtEnd = true;
            content = before;
            return null;
        }
        carried = lineFeed == read ? new byte[0] : Arrays.copyOfRange(data, lineFeed + 1, read);
        LogBlock block = new LogBlock(beginning, blockSize, offset, line + 1, LogBlock.Kind.LINE_TOO_LONG);
        offset += length;
        line++;
        return block;
    }
}
