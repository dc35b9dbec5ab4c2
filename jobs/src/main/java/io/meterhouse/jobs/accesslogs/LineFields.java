package io.meterhouse.jobs.accesslogs;

import java.util.Arrays;

/** The fields of one line as slices of bytes; one instance serves line after line, so that splitting makes no garbage. */
final class LineFields {

    private static final int COUNT = Field.values().length;
    private static final byte[] NOTHING = {};

    private final byte[][] data = new byte[COUNT][];
    private final int[] from = new int[COUNT];
    private final int[] to = new int[COUNT];

    LineFields() {
        Arrays.fill(data, NOTHING);
        clear();
    }

    void clear() {
        Arrays.fill(to, -1);
    }

    void set(Field field, byte[] bytes, int begin, int end) {
        int index = field.ordinal();
        data[index] = bytes;
        from[index] = begin;
        to[index] = end;
    }

    boolean has(Field field) {
        return to[field.ordinal()] >= 0;
    }

    /** Whether the line says nothing here: no field, an empty one, or the dash servers write for nothing. */
    boolean isBlank(Field field) {
        int index = field.ordinal();
        int length = to[index] - from[index];
        return to[index] < 0 || length == 0 || (length == 1 && data[index][from[index]] == '-');
    }

    byte[] data(Field field) {
        return data[field.ordinal()];
    }

    int from(Field field) {
        return from[field.ordinal()];
    }

    int to(Field field) {
        return to[field.ordinal()];
    }
}
