package io.meterhouse.jobs.accesslogs;

import org.jspecify.annotations.Nullable;

/**
 * A file as the ledger knows it.
 *
 * @param key its surrogate key
 * @param path where it was last found
 * @param fingerprint by what its content is known again
 * @param offset up to where it was read
 * @param line how many lines that were
 * @param trailer of the compressed file; null when it was not compressed
 */
record KnownFile(
        int key,
        String path,
        Fingerprint fingerprint,
        long offset,
        long line,
        @Nullable String trailer) {}
