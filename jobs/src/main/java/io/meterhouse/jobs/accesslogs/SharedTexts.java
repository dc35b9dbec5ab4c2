package io.meterhouse.jobs.accesslogs;

import io.meterhouse.warehouse.RowWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Texts that many rows have. Rows refer to them by a hash, and a row of its own spells each of them out: a number in every row costs the
 * engine a tenth of what a text in every row does, and nobody has to remember more texts than a cache holds, because a text may well be
 * spelled out twice.
 *
 * <p>Used by one thread.
 */
final class SharedTexts {

    /** Stands for no text. */
    static final long NONE = 0;

    private record Spelling(int column, long hash, byte[] text) {}

    private final MessageDigest digest;
    private final Deque<Spelling> waiting = new ArrayDeque<>();

    SharedTexts() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }

    /** Has the text of a column spelled out; returns by which rows refer to it: the same in every thread and every run. */
    long hash(int column, byte[] utf8) {
        long hash = hash(utf8);
        waiting.add(new Spelling(column, hash, utf8));
        return hash;
    }

    /** As {@link #hash(int, byte[])}. */
    long hash(int column, String text) {
        return hash(column, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of a text that is not spelled out. */
    long hash(byte[] utf8) {
        return ByteBuffer.wrap(digest.digest(utf8)).getLong();
    }

    /** Has a text spelled out that rows refer to by a hash of the caller's own. */
    void spell(int column, long hash, String text) {
        waiting.add(new Spelling(column, hash, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes that a row has the text of this hash in a column. */
    static void write(int column, long hash, RowWriter row) {
        if (hash == NONE) {
            row.count(column, null);
        } else {
            row.number(column, hash);
        }
    }

    /** Writes a row that spells a text out; false when none waits for it. */
    boolean writeNext(RowWriter row) {
        Spelling next = waiting.poll();
        if (next == null) {
            return false;
        }
        row.count(RequestRows.LINE_NUMBER, null);
        row.count(RequestRows.BYTE_OFFSET, null);
        RequestValues.writeNone(row);
        row.number(next.column(), next.hash());
        row.utf8(RequestRows.TEXT, next.text());
        return true;
    }
}
