package io.meterhouse.jobs.accesslogs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A text that many rows have. Each of them refers to it by a hash, and the first one of a reader also spells it out: a number in every
 * row costs the engine a tenth of what a text in every row does, and no reader has to remember more texts than its cache holds.
 *
 * <p>Used by one thread.
 */
final class SharedText {

    private final long hash;
    private final byte[] text;
    private boolean isSpelledOut;

    private SharedText(long hash, byte[] text) {
        this.hash = hash;
        this.text = text;
    }

    static SharedText of(byte[] utf8) {
        return new SharedText(hash(utf8), utf8);
    }

    static @Nullable SharedText of(@Nullable String text) {
        return text == null ? null : of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** By which rows refer to it: the same for the same text, in every thread and every run. */
    long hash() {
        return hash;
    }

    /** The text for the first row that asks, null for every other. */
    byte @Nullable [] spelling() {
        if (isSpelledOut) {
            return null;
        }
        isSpelledOut = true;
        return text;
    }

    private static long hash(byte[] text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text))
                    .getLong();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}
