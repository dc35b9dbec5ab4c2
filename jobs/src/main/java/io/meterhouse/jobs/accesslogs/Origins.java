package io.meterhouse.jobs.accesslogs;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come from: a network and a program, told by one hash, so that rows have one column to stage and to join in place of two.
 * Their text is both with a blank between them, nothing for what is not known. Used by one thread.
 */
final class Origins {

    /** A network or a program that is not known. */
    static final Part UNKNOWN = new Part(SharedTexts.NONE, "");

    private static final int SLOTS = 1 << 16;
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private final SharedTexts texts;

    /** Origins that were spelled out; of three for the same two slots the one that was met first has to go. */
    private final long[] spelled = new long[SLOTS];

    /** A network or a program; the hash is that of its text. */
    record Part(long hash, String text) {}

    Origins(SharedTexts texts) {
        this.texts = texts;
    }

    /** A network or a program; {@link #UNKNOWN} for null. */
    Part part(@Nullable String text) {
        return text == null ? UNKNOWN : new Part(texts.hash(text.getBytes(StandardCharsets.UTF_8)), text);
    }

    /** Has the origin spelled out unless it was; returns by which rows refer to it. */
    long hash(Part network, Part program) {
        long hash = (network.hash() + MULTIPLIER) * MULTIPLIER ^ program.hash();
        int slot = (int) hash & (SLOTS - 2);
        if (spelled[slot] != hash && spelled[slot + 1] != hash) {
            spelled[slot + 1] = spelled[slot];
            spelled[slot] = hash;
            texts.spell(RequestRows.ORIGIN, hash, network.text() + " " + program.text());
        }
        return hash;
    }
}
