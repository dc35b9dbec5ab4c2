package io.meterhouse.jobs.accesslogs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was made of a text that occurs again and again, without making a key object to ask. Used by one thread.
 *
 * @param <V> what is made
 */
final class SliceCache<V> {

    /** Makes the value of a text. */
    @FunctionalInterface
    interface Maker<V> {
        V make(byte[] data, int from, int to);
    }

    private static final int SLOTS = 1 << 16;
    private static final int LONGEST = 512;
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private final Maker<V> maker;
    private final List<@Nullable Known<V>> known = new ArrayList<>(Collections.nCopies(SLOTS, null));

    private record Known<V>(byte[] text, V value) {

        boolean isOf(byte[] data, int from, int to) {
            return Arrays.equals(text, 0, text.length, data, from, to);
        }
    }

    SliceCache(Maker<V> maker) {
        this.maker = maker;
    }

    /** The value of the text, made now or before; of three texts for the same two slots the one that was made first has to go. */
    V get(byte[] data, int from, int to) {
        if (to - from > LONGEST) {
            return maker.make(data, from, to);
        }
        int slot = hash(data, from, to) & (SLOTS - 2);
        Known<V> newer = known.get(slot);
        if (newer != null && newer.isOf(data, from, to)) {
            return newer.value();
        }
        Known<V> older = known.get(slot + 1);
        if (older != null && older.isOf(data, from, to)) {
            return older.value();
        }
        V value = maker.make(data, from, to);
        known.set(slot + 1, newer);
        known.set(slot, new Known<>(Arrays.copyOfRange(data, from, to), value));
        return value;
    }

    private static int hash(byte[] data, int from, int to) {
        long hash = to - from;
        int position = from;
        for (; position <= to - 8; position += 8) {
            hash = (hash ^ ByteScan.word(data, position)) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        for (; position < to; position++) {
            hash = (hash ^ data[position]) * MULTIPLIER;
        }
        return (int) (hash >>> 40) ^ (int) hash;
    }
}
