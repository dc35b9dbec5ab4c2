package io.meterhouse.jobs.accesslogs;

import org.jspecify.annotations.Nullable;

/** Finds the fields of a line in one layout. Used by one thread. */
interface LineSplitter {

    /**
     * Finds the fields.
     *
     * @param line the array the line lies in
     * @param from its first byte
     * @param to behind its last byte, line end left out
     * @param fields empty; filled with what the line says
     * @return null, or why the line is in another layout
     */
    @Nullable
    RejectReason split(byte[] line, int from, int to, LineFields fields);
}
