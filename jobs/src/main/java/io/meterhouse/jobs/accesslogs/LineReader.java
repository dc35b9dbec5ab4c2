package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.RowSource;
import io.meterhouse.warehouse.RowWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads block after block, line after line: one of the readers that share a file among them. */
final class LineReader implements RowSource.RowReader {

    private static final int LONGEST_LINE = 1 << 20;

    private final LogBlocks blocks;
    private final LineSplitter splitter;
    private final LineTally tally;
    private final SharedTexts texts = new SharedTexts();
    private final RequestValues values;
    private final LineFields fields = new LineFields();

    private @Nullable LogBlock block;
    private int position;
    private long lineNumber;

    LineReader(LogBlocks blocks, LineSplitter splitter, byte[] pepper, Instant latest, LineTally tally) {
        this.blocks = blocks;
        this.splitter = splitter;
        this.tally = tally;
        this.values = new RequestValues(pepper, texts, latest);
    }

    @Override
    public boolean writeNext(RowWriter row) {
        while (!texts.writeNext(row)) {
            LogBlock current = block == null ? nextBlock() : block;
            if (current == null) {
                return false;
            }
            if (position >= current.length()) {
                blocks.release(current);
                block = null;
            } else if (writeLine(current, row)) {
                return true;
            }
        }
        return true;
    }

    private @Nullable LogBlock nextBlock() {
        LogBlock next = blocks.next();
        block = next;
        position = 0;
        lineNumber = next == null ? 0 : next.firstLine() - 1;
        return next;
    }

    /** Writes the next line of the block; false, having written nothing, when it is blank. */
    private boolean writeLine(LogBlock current, RowWriter row) {
        byte[] data = current.data();
        int from = position;
        int end = current.kind() == LogBlock.Kind.LINE_TOO_LONG
                ? current.length()
                : ByteScan.lineFeed(data, from, current.length());
        int to = end > from && data[end - 1] == '\r' ? end - 1 : end;
        position = end + 1;
        lineNumber++;
        if (isBlank(data, from, to)) {
            tally.blank(lineNumber);
            return false;
        }
        row.number(RequestRows.LINE_NUMBER, lineNumber);
        row.number(RequestRows.BYTE_OFFSET, current.firstOffset() + from);
        RejectReason reason = unreadable(current, from, to);
        if (reason == null) {
            fields.clear();
            reason = splitter.split(data, from, to, fields);
        }
        if (reason == null) {
            reason = values.write(fields, row);
        }
        if (reason == null) {
            tally.request();
        } else {
            RequestValues.writeNone(row);
            row.text(RequestRows.TEXT, reason.words() + "\n" + MaskedExcerpt.of(data, from, to));
            tally.reject(lineNumber, reason);
        }
        return true;
    }

    private static @Nullable RejectReason unreadable(LogBlock current, int from, int to) {
        boolean isTooLong = current.kind() == LogBlock.Kind.LINE_TOO_LONG || to - from > LONGEST_LINE;
        return isTooLong ? RejectReason.TOO_LONG : TextCheck.of(current.data(), from, to);
    }

    private static boolean isBlank(byte[] data, int from, int to) {
        int position = from;
        while (position < to && (data[position] == ' ' || data[position] == '\t')) {
            position++;
        }
        return position == to;
    }
}
